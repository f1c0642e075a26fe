/** EXAMS: school examinations in many languages; stem, labelled choices and the label of the right one. */
import { z } from 'zod';
import type { PackTopic } from '../../pack.ts';
import type { LocalizedText } from '../../question.ts';
import { codeSegment, keyFromContent } from '../code-segment.ts';
import { expectedSecondsFor } from '../expected-seconds.ts';
import { good, type Judgement, parseWith, refused } from '../judge-question.ts';
import { type SourceEntry, type SourceShape, tidyLines } from './source-shape.ts';

const entrySchema = z.object({
  id: z.string().trim().min(1).max(200).optional(),
  question: z.object({
    stem: z.string(),
    choices: z.array(z.object({ text: z.string(), label: z.string().trim().min(1).max(20) })),
  }),
  answerKey: z.string(),
  info: z.object({ grade: z.number().optional(), subject: z.string().trim().min(1).max(100), language: z.string() }),
});

/** Mostly recall: of the 82 s that the TYT gives a question on average, reading takes the larger part. */
const thinkingSeconds = 25;

const languageCodes: Readonly<Record<string, string>> = {
  albanian: 'sq',
  arabic: 'ar',
  bulgarian: 'bg',
  croatian: 'hr',
  english: 'en',
  french: 'fr',
  german: 'de',
  hungarian: 'hu',
  italian: 'it',
  lithuanian: 'lt',
  macedonian: 'mk',
  polish: 'pl',
  portuguese: 'pt',
  serbian: 'sr',
  spanish: 'es',
  turkish: 'tr',
  vietnamese: 'vi',
};

const turkishSubjects: Readonly<Record<string, string>> = {
  Biology: 'Biyoloji',
  Business: 'İşletme',
  Chemistry: 'Kimya',
  Economics: 'Ekonomi',
  Ethics: 'Ahlak felsefesi',
  Geography: 'Coğrafya',
  Geology: 'Jeoloji',
  History: 'Tarih',
  Informatics: 'Bilişim',
  Landscaping: 'Peyzaj',
  Philosophy: 'Felsefe',
  Physics: 'Fizik',
  Politics: 'Siyaset',
  Psychology: 'Psikoloji',
  Religion: 'Din bilgisi',
  Science: 'Fen bilimleri',
  Social: 'Sosyal bilgiler',
  Sociology: 'Sosyoloji',
  Tourism: 'Turizm',
};

export const examsShape: SourceShape = {
  recognises: (entry) =>
    'answerKey' in entry || (typeof entry.question === 'object' && entry.question !== null && 'stem' in entry.question),
  read: (entry) => {
    const parsed = parseWith(entrySchema, entry);
    return parsed.isGood ? readEntry(parsed.value) : parsed;
  },
};

function readEntry(entry: z.infer<typeof entrySchema>): Judgement<SourceEntry> {
  const { question, info } = entry;
  const name = info.language.trim().toLowerCase();
  const language = Object.hasOwn(languageCodes, name) ? languageCodes[name] : undefined;
  if (language === undefined) {
    return refused('unknown_language', info.language.slice(0, 40));
  }
  const stem = { [language]: tidyLines(question.stem) };
  const choices = question.choices.map(({ text, label }) => ({
    key: label,
    text: { [language]: tidyLines(text) },
    isRight: label === entry.answerKey.trim(),
  }));
  if (!choices.some((choice) => choice.isRight)) {
    return refused('no_such_choice', entry.answerKey.slice(0, 20));
  }
  const topics = topicsOf(info.subject, language);
  return good({
    externalKey: entry.id ?? keyFromContent('exams', [question.stem, ...question.choices.map(({ text }) => text)]),
    content: {
      kind: 'single_choice',
      topicUid: topics[1].topicUid,
      difficulty: 2,
      expectedSeconds: expectedSecondsFor([stem, ...choices.map((choice) => choice.text)], thinkingSeconds),
      textFormat: 'plain',
      stem,
      rationale: [],
      hints: [],
      choices,
    },
    topics,
    language,
    licence: null,
    credit: null,
    understood: entry,
  });
}

/** `TR.EXAMS`, then `TR.EXAMS.BIOLOGY`. */
function topicsOf(subject: string, language: string): readonly [PackTopic, PackTopic] {
  const root = `${language.toUpperCase()}.EXAMS`;
  const turkish = Object.hasOwn(turkishSubjects, subject) ? turkishSubjects[subject] : undefined;
  const names: LocalizedText = turkish === undefined ? { en: subject } : { en: subject, tr: turkish };
  return [
    { topicUid: root, parentUid: null, names: { en: 'School examinations', tr: 'Okul sınavları' } },
    { topicUid: `${root}.${codeSegment(subject)}`, parentUid: root, names },
  ];
}
