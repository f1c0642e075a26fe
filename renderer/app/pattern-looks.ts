import {
  IconArrowDown,
  IconArrowUp,
  IconBolt,
  IconCircleDashed,
  IconHourglass,
  IconMessage,
  IconMinus,
  IconRefresh,
  type Icon as TablerIcon,
} from '@tabler/icons-react';
import type { ImprovementTrend } from '../../shared/model/reflex.ts';

interface PatternLook {
  readonly Icon: TablerIcon;
  /** For text and icons: 4.5:1 on the page in both themes. */
  readonly textColour: string;
  /** For lines and areas: 3:1. */
  readonly lineColour: string;
}

/** One colour and one icon a pattern, the same on every screen. */
export const patternLooks: Readonly<Record<ImprovementTrend, PatternLook>> = {
  PANIC_RUSH: {
    Icon: IconBolt,
    textColour: 'light-dark(#8f5a00, #f5b041)',
    lineColour: 'light-dark(#c77c08, #f39c12)',
  },
  STUCK_LOOP: { Icon: IconRefresh, textColour: 'light-dark(#b83227, #ff8f83)', lineColour: '#e74c3c' },
  STUCK_SLOW: {
    Icon: IconHourglass,
    textColour: 'light-dark(#2563a8, #7db7f0)',
    lineColour: 'light-dark(#3b82c4, #5a9fdc)',
  },
  worsening: {
    Icon: IconArrowDown,
    textColour: 'light-dark(#a84300, #f79a5c)',
    lineColour: 'light-dark(#d35400, #e67e22)',
  },
  improving: {
    Icon: IconArrowUp,
    textColour: 'light-dark(#1b7a43, #5fd38d)',
    lineColour: 'light-dark(#229a54, #27ae60)',
  },
  stable: { Icon: IconMinus, textColour: 'light-dark(#5c6370, #a3aab8)', lineColour: '#8a94a6' },
  insufficient_data: { Icon: IconCircleDashed, textColour: 'light-dark(#5c6370, #a3aab8)', lineColour: '#8a94a6' },
};

const noteLook: PatternLook = {
  Icon: IconMessage,
  textColour: 'light-dark(#5f3dc4, #b9a3ff)',
  lineColour: 'light-dark(#7950f2, #9775fa)',
};

/** A type that is no pattern looks like a note: a teacher's (TEACHER_NOTE), or one that a newer release brought. */
export function lookOfRecommendation(type: string): PatternLook {
  return Object.entries(patternLooks).find(([pattern]) => pattern === type)?.[1] ?? noteLook;
}
