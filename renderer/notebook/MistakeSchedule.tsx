import { Button, Text } from '@mantine/core';
import { IconRepeat } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { MistakeHistory } from '../../shared/model/notebook.ts';
import type { Language } from '../../shared/model/profile.ts';
import { useStartReview } from '../review/use-start-review.ts';
import { formatComingDay } from './format-moments.ts';

/**
 * Gone wrong again so often: asking once more helps less than something else. Half of what Anki calls a leech (8), since
 * wrong answers of one day count once.
 */
const slippingCount = 4;

/** When the question comes back, how it comes back, and a way to have it now. */
export function MistakeSchedule({
  history,
  studentId,
  language,
}: {
  history: MistakeHistory;
  studentId: string;
  language: Language;
}) {
  const { t } = useTranslation('notebook');
  const { start, isStarting } = useStartReview(studentId);
  const { schedule, isTemplate, mistake } = history;
  if (schedule === null || mistake.question === null) {
    return (
      <Text size="sm" c="dimmed">
        {t('schedule.cannot')}
      </Text>
    );
  }
  const { questionId } = mistake.question;
  const day = formatComingDay(schedule.dueAt, language, { today: t('review.today'), tomorrow: t('review.tomorrow') });
  const count = schedule.reviewCount === 0 ? t('schedule.new') : t('schedule.count', { count: schedule.reviewCount });
  return (
    <>
      <Text size="sm">{`${schedule.isDue ? t('schedule.due') : t('schedule.next', { day })} ${count}`}</Text>
      {schedule.lapseCount >= slippingCount && (
        <Text size="sm">{t('schedule.slips', { count: schedule.lapseCount })}</Text>
      )}
      <Text size="sm" c="dimmed" mb="xs">
        {t(isTemplate ? 'schedule.template' : 'schedule.same')}
      </Text>
      <Button
        variant="light"
        size="sm"
        loading={isStarting}
        leftSection={<IconRepeat size={16} aria-hidden="true" />}
        onClick={() => void start({ questionIds: [questionId], questionCount: 1 })}
      >
        {t('schedule.now')}
      </Button>
    </>
  );
}
