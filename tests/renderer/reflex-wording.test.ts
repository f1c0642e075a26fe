import { createInstance, type TFunction } from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import { lookOfRecommendation } from '../../renderer/app/pattern-looks.ts';
import { catalogue } from '../../renderer/i18n/catalogue.ts';
import { titleOfReflex, wordAction, wordReflex } from '../../renderer/reflexes/reflex-wording.ts';
import { type RecommendationType, type ReflexEvidence, reflexActions } from '../../shared/model/reflex.ts';
import { exampleEvent } from './session-examples.ts';

type Words = TFunction<'reflexes'>;
let turkish: Words;
let english: Words;

async function wordsOf(language: 'tr' | 'en'): Promise<Words> {
  const i18n = createInstance();
  await i18n.init({ lng: language, resources: catalogue, ns: ['reflexes'], interpolation: { escapeValue: false } });
  return i18n.getFixedT(language, 'reflexes');
}
beforeAll(async () => {
  turkish = await wordsOf('tr');
  english = await wordsOf('en');
});

function seen(t: Words, type: RecommendationType, evidence: Partial<ReflexEvidence>): string {
  const full = { mistakeCode: null, mistakeCount: 0, timesSeconds: [], ...evidence };
  return wordReflex(t, exampleEvent('1', { type, evidence: full }).recommendation, (code) => `<${code}>`).seen;
}

describe('what was seen is said as behaviour, with its figures', () => {
  it('names the number of hurried mistakes and a round time they all stayed under', () => {
    expect(seen(english, 'PANIC_RUSH', { mistakeCount: 3, timesSeconds: [2.1, 4.9, 3] })).toBe(
      '3 mistakes in a row, each in under 5 s.',
    );
    expect(seen(turkish, 'PANIC_RUSH', { mistakeCount: 3, timesSeconds: [2.1, 4.9, 3] })).toBe(
      'Art arda 3 yanlış, her biri 5 saniyeden kısa sürede.',
    );
    expect(seen(english, 'PANIC_RUSH', { mistakeCount: 1, timesSeconds: [5] })).toBe('1 mistake in under 10 s.');
  });

  it('names the reason that came back', () => {
    expect(seen(english, 'STUCK_LOOP', { mistakeCode: 'SIGN_ERROR', mistakeCount: 4 })).toBe(
      '4 mistakes in a row for the same reason: <SIGN_ERROR>.',
    );
  });

  it('names a time that every slow mistake went over', () => {
    expect(seen(english, 'STUCK_SLOW', { mistakeCount: 2, timesSeconds: [200.9, 190.2] })).toBe(
      '2 mistakes that took more than 190 s each.',
    );
  });

  it('says it without figures where the mistakes themselves have not arrived', () => {
    for (const type of ['PANIC_RUSH', 'STUCK_LOOP', 'STUCK_SLOW', 'worsening', 'improving'] as const) {
      for (const t of [turkish, english]) {
        const words = seen(t, type, {});
        expect(words).toBe(t(`seenPlain.${type}`));
        expect(words).not.toMatch(/\d|\{\{|NaN|Infinity/);
      }
    }
  });
});

describe('an action', () => {
  it.each(reflexActions)('%s has words of its own in both languages, with its figures', (action) => {
    const item = { action, label: 'Etiket', duration_sec: 61, duration_min: 62, count: 63, steps: 64 };
    for (const t of [turkish, english]) {
      const words = wordAction(t, item);
      expect(words).not.toBe('Etiket');
      expect(words).not.toMatch(/\{\{|actions\./);
    }
    expect(wordAction(turkish, item)).not.toBe(wordAction(english, item));
  });

  it('of a newer server is named as the database names it', () => {
    expect(wordAction(english, { action: 'call_a_friend', label: 'Arkadaşına sor' })).toBe('Arkadaşına sor');
  });
});

describe('advice that the database did not raise itself', () => {
  it('says what its author wrote, in either language, and looks like a note', () => {
    const note = (type: string) => {
      const { recommendation } = exampleEvent('1');
      return { ...recommendation, type: type as RecommendationType, title: 'Denklemler', message: 'Kolay seti çöz.' };
    };
    const name = (code: string) => code;
    expect(wordReflex(turkish, note('TEACHER_NOTE'), name)).toEqual({
      title: 'Denklemler',
      seen: 'Kolay seti çöz.',
      advice: 'Öğretmeninden.',
    });
    expect(wordReflex(english, note('FROM_THE_FUTURE'), name)).toEqual({
      title: 'Denklemler',
      seen: 'Kolay seti çöz.',
      advice: '',
    });
    expect(titleOfReflex(english, note('TEACHER_NOTE'))).toBe('Denklemler');
    expect(lookOfRecommendation('FROM_THE_FUTURE')).toEqual(lookOfRecommendation('TEACHER_NOTE'));
    expect(lookOfRecommendation('TEACHER_NOTE').Icon).not.toBe(lookOfRecommendation('STUCK_LOOP').Icon);
  });
});
