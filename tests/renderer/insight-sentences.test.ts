import { createInstance } from 'i18next';
import { describe, expect, it } from 'vitest';
import { catalogue } from '../../renderer/i18n/catalogue.ts';
import {
  calendarSentence,
  mixSentence,
  paceSentence,
  reflexSentence,
  type SentenceWords,
  severitySentence,
  streakOf,
  timeSentence,
  topicMapSentence,
} from '../../renderer/insights/insight-sentences.ts';
import { insightFormats } from '../../renderer/insights/insight-words.ts';
import type {
  PacePoint,
  ReflexEffect,
  SeverityPoint,
  TimeAgainstExpected,
  TopicPace,
  TopicTile,
} from '../../shared/study/insights/insight-data.ts';

async function wordsOf(language: 'tr' | 'en'): Promise<SentenceWords> {
  const i18n = createInstance();
  await i18n.init({ lng: language, resources: catalogue, ns: ['insights'], interpolation: { escapeValue: false } });
  const t = i18n.getFixedT(language, 'insights');
  return { ...insightFormats(language, t), t, topic: (uid) => `<${uid}>`, code: (code) => `<${code}>` };
}
const english = await wordsOf('en');
const turkish = await wordsOf('tr');

function tile(changes: Partial<TopicTile>): TopicTile {
  return {
    topicUid: 'A',
    topicNames: null,
    strandUid: null,
    strandNames: null,
    answerCount: 20,
    rightCount: 10,
    medianSeconds: 30,
    trend: 'stable',
    ...changes,
  };
}
function times(
  rightCount: number,
  wrongCount: number,
  right: number | null,
  wrong: number | null,
): TimeAgainstExpected {
  return {
    zones: { panicRatio: 0.3, panicSeconds: 5, slowSeconds: 180 },
    rightCount,
    wrongCount,
    medianRightSeconds: right,
    medianWrongSeconds: wrong,
    panicCount: 0,
    slowCount: 0,
    points: [],
    cells: [],
  };
}
function pace(topicUid: string, ...points: readonly (readonly [answers: number, ratio: number])[]): TopicPace {
  return {
    topicUid,
    topicNames: null,
    answerCount: points.reduce((sum, [answers]) => sum + answers, 0),
    points: points.map(
      ([answerCount, ratio], index): PacePoint => ({
        day: `2026-11-0${index + 1}`,
        answerCount,
        seconds: [ratio * 30, ratio * 60, ratio * 90],
        ratio: [ratio / 2, ratio, ratio * 1.5],
      }),
    ),
    phase: null,
    establishedDay: null,
    baselineSeconds: null,
    expectedSeconds: null,
    normSeconds: null,
  };
}
/** `count` mistakes of which half weigh a half more and half a half less than `mean`. */
function weight(day: number, count: number, mean: number): SeverityPoint {
  return {
    day: `2026-11-0${day}`,
    mistakeCount: count,
    meanSeverity: mean,
    squaredSeverity: count * (mean ** 2 + 0.25),
  };
}
function effects(count: number, mark: ReflexEffect['mark'], before: number, after: number): readonly ReflexEffect[] {
  return Array.from({ length: count }, (_, index) => ({
    recommendationId: `${mark}/${index}`,
    topicUid: 'A',
    topicNames: null,
    type: 'PANIC_RUSH' as const,
    raisedAt: '2026-11-01T10:00:00.000Z',
    mark,
    before: { count: 5, rightCount: before, medianRatio: null },
    after: { count: 5, rightCount: after, medianRatio: null },
  }));
}
const both = (sentence: (words: SentenceWords) => string) => [sentence(english), sentence(turkish)];

describe('nothing, one and a few answers', () => {
  it.each([
    [
      'map',
      (words: SentenceWords, count: number) =>
        topicMapSentence(count === 0 ? [] : [tile({ answerCount: count })], words),
    ],
    [
      'time',
      (words: SentenceWords, count: number) => timeSentence(times(count, 0, count === 0 ? null : 20, null), words),
    ],
    ['pace', (words: SentenceWords, count: number) => paceSentence(count === 0 ? [] : [pace('A', [count, 1])], words)],
  ])('are not compared by the sentence of the %s', (chart, sentence) => {
    expect(sentence(english, 0)).toBe(english.t(`${chart as 'map'}.none`));
    expect(sentence(turkish, 0)).toBe(turkish.t(`${chart as 'map'}.none`));
    expect(sentence(english, 1)).toBe('1 answer is too few to tell.');
    expect(sentence(english, 9)).toBe('9 answers are too few to tell.');
    expect(sentence(turkish, 1)).toBe('1 cevaptan bir sonuç çıkmaz.');
    expect(sentence(english, 10)).not.toContain('too few to tell.');
  });

  it('nor few mistakes by those of mistakes', () => {
    const mix = (count: number) => ({ mistakeCount: count, byCode: [{ code: 'X', count }], byDay: [], byTopic: [] });
    expect(mixSentence({ ...mix(0), byCode: [] }, english)).toBe(english.t('mix.none'));
    expect(both((words) => mixSentence(mix(1), words))).toEqual([
      '1 mistake is too few to tell.',
      '1 yanlıştan bir sonuç çıkmaz.',
    ]);
    expect(severitySentence([], turkish)).toBe(turkish.t('severity.none'));
    expect(severitySentence([weight(1, 9, 3)], english)).toBe('9 mistakes are too few to tell.');
    expect(severitySentence([weight(1, 40, 3)], english)).toBe(english.t('severity.short'));
  });

  it('nor a few reflexes, nor days without practice', () => {
    expect(reflexSentence([], english)).toBe(english.t('effects.none'));
    expect(reflexSentence(effects(1, 'done', 1, 4), english)).toMatch(/^1 reflex so far\./);
    expect(reflexSentence(effects(1, 'done', 1, 4), turkish)).toMatch(/^Şimdilik 1 refleks var\./);
    expect(calendarSentence({ today: '2026-11-22', days: [] }, english)).toBe(english.t('calendar.none'));
  });
});

describe('with enough answers', () => {
  it('the map names the most urgent topic, and how many', () => {
    const tiles = [
      tile({ topicUid: 'A', trend: 'STUCK_SLOW', answerCount: 1200 }),
      tile({ topicUid: 'B', trend: 'STUCK_LOOP' }),
      tile({ topicUid: 'C', trend: 'improving' }),
    ];
    expect(topicMapSentence(tiles, english)).toBe(
      '1,240 answers in 3 topics. 2 topics ask for attention, first of all <B>. 1 is improving.',
    );
    expect(topicMapSentence(tiles, turkish)).toBe(
      '3 konuda 1.240 cevap. Dikkat isteyen 2 konu var, en başta <B>. 1 konu iyileşiyor.',
    );
    expect(topicMapSentence([tile({})], english)).toBe('20 answers in 1 topic. No pattern asks for attention now.');
  });

  it('times are compared from a difference of 15 % on, with ten answers on each side', () => {
    expect(timeSentence(times(20, 20, 48, 21), english)).toBe(
      'You answer faster when you are wrong: 21 s against 48 s.',
    );
    expect(timeSentence(times(20, 20, 48, 21), turkish)).toBe(
      'Yanlış cevapların daha hızlı geliyor: yanlışlarda 21 sn, doğrularda 48 sn.',
    );
    expect(timeSentence(times(20, 20, 40, 130), english)).toBe(
      'Wrong answers take you longer: 2 min 10 s against 40 s.',
    );
    expect(timeSentence(times(20, 20, 40, 34), english)).toMatch(/about as long/);
    expect(timeSentence(times(20, 20, 40, 33.9), english)).toMatch(/faster when you are wrong/);
    expect(timeSentence(times(20, 9, 40, 5), english)).toBe(
      'Half of your answers take less than 40 s. There are too few on one side to compare right with wrong.',
    );
    expect(timeSentence(times(5, 20, 4.25, 180), english)).toMatch(/take less than 3 min\./);
  });

  it('pace is the later half against the earlier one, topic by topic', () => {
    expect(paceSentence([pace('A', [10, 1], [10, 0.8])], english)).toBe(
      '<A>: you have become faster, from 60 s to 48 s a question.',
    );
    expect(paceSentence([pace('A', [10, 1], [10, 1.2])], turkish)).toBe(
      '<A>: başa göre daha uzun sürüyor, soru başına 60 sn iken 72 sn oldu.',
    );
    expect(paceSentence([pace('A', [10, 1], [10, 0.9])], english)).toMatch(/pace is steady, 60 s .* 54 s now/);
    expect(paceSentence([pace('A', [15, 1])], english)).toBe('<A>: too few answers to tell whether your pace changes.');
    const many = [pace('A', [10, 1], [10, 0.5]), pace('B', [10, 1], [10, 2]), pace('C', [9, 1], [9, 0.1])];
    expect(paceSentence(many, english)).toBe('Of 2 topics with enough answers, 1 became faster and 1 slower.');
    const steady = [pace('A', [10, 1], [10, 1]), pace('B', [10, 1], [10, 1])];
    expect(paceSentence(steady, english)).toBe('Your pace is steady in all 2 topics with enough answers.');
  });

  it('one kind of mistake comes first only beyond what chance does to such counts', () => {
    const mix = (first: number, second: number) => ({
      mistakeCount: first + second,
      byCode: [
        { code: 'X', count: first },
        { code: 'Y', count: second },
      ],
      byDay: [],
      byTopic: [],
    });
    expect(mixSentence(mix(30, 10), english)).toBe('Most often: <X>, 75% of 40 mistakes.');
    expect(mixSentence(mix(30, 10), turkish)).toBe('En sık: <X>; 40 yanlış içinde payı %75.');
    expect(mixSentence(mix(22, 18), english)).toBe('<X> and <Y> come up most, about equally often, among 40 mistakes.');
  });

  it('weight is called changed only beyond two standard errors', () => {
    expect(severitySentence([weight(1, 20, 3), weight(2, 20, 2)], english)).toBe(
      'Your mistakes have become lighter: 2.0 on average, 3.0 before.',
    );
    expect(severitySentence([weight(1, 20, 2), weight(2, 20, 3)], turkish)).toBe(
      'Yanlışların ağırlaştı: ortalama ağırlık 2,0 iken 3,0 oldu.',
    );
    expect(severitySentence([weight(1, 20, 3), weight(2, 20, 2.8)], english)).toMatch(/hardly changed/);
  });

  it('reflexes are compared with those that were let pass, and praise is left out', () => {
    const taken = effects(20, 'done', 1, 4);
    expect(reflexSentence(taken, english)).toBe(
      'After the 20 reflexes you took up, 80% of the answers were right, 20% before. Too few were let pass to compare.',
    );
    expect(reflexSentence([...taken, ...effects(20, 'passed', 1, 1)], english)).toMatch(
      /That is more than after those you let pass \(20% to 20%\)\.$/,
    );
    expect(reflexSentence([...taken, ...effects(20, 'dismissed', 1, 4)], turkish)).toMatch(
      /durum benzer \(%20 iken %80\)/,
    );
    const praise = effects(50, 'passed', 1, 5).map((effect) => ({ ...effect, type: 'improving' as const }));
    expect(reflexSentence([...taken, ...praise], english)).toBe(reflexSentence(taken, english));
    expect(reflexSentence(effects(20, 'done', 4, 2), english)).toMatch(
      /the answers were no better: 40% right, 80% before/,
    );
  });

  it('days in a row end today, or yesterday while today may still come', () => {
    const day = (name: string) => ({ day: name, answerCount: 4, rightCount: 2, minutes: 10.4 });
    const days = ['2026-10-31', '2026-11-01', '2026-11-02'];
    expect(streakOf(days, '2026-11-02')).toBe(3);
    expect(streakOf(days, '2026-11-03')).toBe(3);
    expect(streakOf(days, '2026-11-04')).toBe(0);
    expect(calendarSentence({ today: '2026-11-02', days: days.map(day) }, english)).toBe(
      'Practice on 3 days, 31 minutes in all. 3 days in a row up to now.',
    );
    expect(calendarSentence({ today: '2026-11-20', days: [day('2026-11-02')] }, turkish)).toBe(
      '1 gün çalıştın, toplam 10 dakika.',
    );
  });
});

it('numbers are written as the language writes them, and something is never shown as nothing', () => {
  expect(both(({ percent }) => percent(0.63))).toEqual(['63%', '%63']);
  expect(both(({ percent }) => percent(0.004))).toEqual(['0.4%', '%0,4']);
  expect(both(({ percent }) => percent(0))).toEqual(['0%', '%0']);
  expect([4.66, 9.96, 21.4, 119.4, 119.6, 180, 3725].map(english.seconds)).toEqual([
    '4.7 s',
    '10 s',
    '21 s',
    '119 s',
    '2 min',
    '3 min',
    '62 min 5 s',
  ]);
  expect(both(({ seconds }) => seconds(125))).toEqual(['2 min 5 s', '2 dk 5 sn']);
  expect(turkish.weekdays[0]).toBe('Pzt');
});
