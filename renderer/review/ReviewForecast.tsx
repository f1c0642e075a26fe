import { Text, VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Language } from '../../shared/model/profile.ts';
import type { ReviewQueue } from '../../shared/model/review.ts';
import { dateFormat } from '../app/date-format.ts';
import classes from './Review.module.css';

/** How many questions come back on each of the next 14 days: bars, a sentence, and a table for those who do not see them. */
export function ReviewForecast({ queue, language }: { queue: ReviewQueue; language: Language }) {
  const { t } = useTranslation('notebook');
  const { forecast } = queue;
  const total = forecast.reduce((sum, { count }) => sum + count, 0);
  const most = Math.max(...forecast.map(({ count }) => count));
  const busiest = forecast.findIndex(({ count }) => count === most);
  const long = dateFormat(language, { weekday: 'long', day: 'numeric', month: 'long' });
  const weekday = dateFormat(language, { weekday: 'short' });
  const nameDay = (day: string, place: number) =>
    place === 0 ? t('review.today') : place === 1 ? t('review.tomorrow') : long.format(noonOf(day));
  return (
    <section aria-label={t('review.forecastTitle')}>
      <Text size="sm" c="dimmed" mb={8}>
        {total === 0
          ? t('review.forecastEmpty')
          : t('review.forecast', { count: total, day: nameDay(forecast[busiest]?.day ?? '', busiest) })}
      </Text>
      {total > 0 && (
        <>
          <div className={classes.bars} aria-hidden="true">
            {forecast.map(({ day, count }, place) => (
              <div key={day} className={classes.day} title={`${nameDay(day, place)}: ${count}`}>
                <span className={classes.value}>{count > 0 ? count : ''}</span>
                <span
                  className={classes.bar}
                  data-today={place === 0 || undefined}
                  data-empty={count === 0 || undefined}
                  style={{ height: count === 0 ? 2 : `${Math.max(6, (56 * count) / most)}px` }}
                />
                <span className={classes.name}>
                  {weekday.format(noonOf(day)).slice(0, 3)}
                  <br />
                  {noonOf(day).getDate()}
                </span>
              </div>
            ))}
          </div>
          <VisuallyHidden>
            <table>
              <caption>{t('review.forecastTitle')}</caption>
              <thead>
                <tr>
                  <th scope="col">{t('review.day')}</th>
                  <th scope="col">{t('review.questions')}</th>
                </tr>
              </thead>
              <tbody>
                {forecast.map(({ day, count }, place) => (
                  <tr key={day}>
                    <th scope="row">{nameDay(day, place)}</th>
                    <td>{count}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </VisuallyHidden>
        </>
      )}
    </section>
  );
}

function noonOf(day: string): Date {
  return new Date(`${day}T12:00:00`);
}
