import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import type { PreviewedMistake } from '../../../shared/study/analysis-settings.ts';
import { dateFormat } from '../../app/date-format.ts';
import { patternLooks } from '../../app/pattern-looks.ts';
import classes from './FlagStrip.module.css';
import { isFlag } from './flag-words.ts';

/**
 * The last mistakes from left (oldest) to right, drawn small: a mark for each that this draft would have flagged, a dot
 * for each that it would not. The sentence beside it says the same.
 */
export function FlagStrip({ mistakes, place }: { mistakes: readonly PreviewedMistake[]; place: number }) {
  const { t, i18n } = useTranslation('patterns');
  const date = dateFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <div className={classes.strip} aria-hidden="true">
      {mistakes.toReversed().map(({ mistakeId, occurredAt, verdicts }) => {
        const verdict = verdicts[place];
        if (verdict === undefined) return null;
        const { Icon, textColour, lineColour } = patternLooks[verdict];
        const title = `${date.format(new Date(occurredAt))}: ${t(`${verdict}.name`)}`;
        if (!isFlag(verdict)) return <span key={mistakeId} className={classes.cell} title={title} />;
        const colours = { '--flag-text': textColour, '--flag-line': lineColour } as CSSProperties;
        return (
          <span key={mistakeId} className={classes.cell} data-flag={verdict} title={title} style={colours}>
            <Icon size={13} stroke={2.2} />
          </span>
        );
      })}
    </div>
  );
}
