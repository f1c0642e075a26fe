import { UnstyledButton } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Recommendation } from '../../shared/model/reflex.ts';
import { lookOfRecommendation } from '../app/pattern-looks.ts';
import { nameMistakeCode } from '../practice/name-mistake-code.ts';
import classes from './ReflexStrip.module.css';
import { wordReflex } from './reflex-wording.ts';
import { useSeenOnce } from './use-seen-once.ts';

interface ReflexStripProps {
  readonly recommendation: Recommendation;
  readonly onSeen: () => void;
  readonly onOpen: () => void;
}

/** A reflex in one line, for narrow screens: what was seen, and the way to its actions. */
export function ReflexStrip({ recommendation, onSeen, onOpen }: ReflexStripProps) {
  const { t } = useTranslation('reflexes');
  const { t: tPractice } = useTranslation('practice');
  useSeenOnce(recommendation, onSeen);
  const look = lookOfRecommendation(recommendation.type);
  const wording = wordReflex(t, recommendation, (code) => nameMistakeCode(tPractice, code));
  return (
    <div role="status" data-reflex={recommendation.type}>
      <UnstyledButton className={classes.strip} style={{ '--pattern-line': look.lineColour }} onClick={onOpen}>
        <look.Icon size={20} style={{ color: look.textColour, flex: 'none' }} aria-hidden="true" />
        <span className={classes.seen}>{wording.seen}</span>
        <span className={classes.open}>
          <span className={classes.openWord}>{t('card.open')}</span>
          <IconChevronRight size={18} aria-hidden="true" />
        </span>
      </UnstyledButton>
    </div>
  );
}
