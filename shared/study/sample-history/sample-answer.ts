/** How the sample student answers one question: pure, from the mood of the day and a seeded random. */
import type { SeededRandom } from '../../content/maths-pack/seeded-random.ts';
import type { AnswerResponse, QuestionContent } from '../../content/question.ts';
import type { SampleMood } from './sample-stories.ts';

export interface SampleSituation {
  readonly mood: SampleMood;
  readonly usualCode: string;
  /** How far the session is, 0 to 1. */
  readonly progress: number;
  /** A reflex was taken up a few answers ago and its advice still holds. */
  readonly isHeedingAdvice: boolean;
}

export interface SampleAnswer {
  readonly response: AnswerResponse;
  readonly timeSpentSeconds: number;
  readonly hintsUsed: number;
}

/** Share of right answers, and typical time in expected times, on a day of this mood: chosen to look like a pupil. */
const moods: Readonly<Record<SampleMood, { readonly rightShare: number; readonly pace: number }>> = {
  steady: { rightShare: 0.68, pace: 0.95 },
  strong: { rightShare: 0.86, pace: 0.75 },
  rushing: { rightShare: 0.42, pace: 0.2 },
  looping: { rightShare: 0.38, pace: 0.9 },
  slow: { rightShare: 0.52, pace: 2.4 },
  rising: { rightShare: 0.62, pace: 0.9 },
  slipping: { rightShare: 0.5, pace: 1.05 },
};
/** Of the answers of a rushing day, those given at a glance, in less than the five seconds of the normal preset. */
const glanceShare = 0.45;
/** Wrong answers come a little faster than right ones (meta-analyses find d = 0.2). */
const wrongPace = 0.85;
/** Spread of times around the typical one, as the standard deviation of their logarithm. */
const timeSpread = 0.38;
const blankShare = 0.05;
const heavyCodes = ['PREREQUISITE_GAP', 'CONCEPT_ERROR', 'FORMULA_ERROR', 'PROCEDURE_ERROR'];
const lightCodes = ['CALCULATION_ERROR', 'SIGN_ERROR', 'MISREAD_QUESTION', 'UNIT_ERROR'];

export function sampleAnswer(content: QuestionContent, situation: SampleSituation, random: SeededRandom): SampleAnswer {
  const mood = moods[situation.isHeedingAdvice ? 'steady' : situation.mood];
  const difficultyShift = (2 - content.difficulty) * 0.07;
  const rightShare = Math.min(0.95, mood.rightShare + difficultyShift + (situation.isHeedingAdvice ? 0.1 : 0));
  const isRight = random.unit() < rightShare;
  const isGlance = situation.mood === 'rushing' && !situation.isHeedingAdvice && random.unit() < glanceShare;
  const timeSpentSeconds = isGlance
    ? 1.8 + random.unit() * 2.9
    : content.expectedSeconds * mood.pace * (isRight ? 1 : wrongPace) * Math.exp(timeSpread * bell(random));
  return {
    response: isRight ? rightResponse(content) : wrongResponse(content, situation, random),
    // Nobody stays with one question for ten minutes here; tenths of a second are what the app measures.
    timeSpentSeconds: Math.round(Math.min(590, Math.max(1.2, timeSpentSeconds)) * 10) / 10,
    hintsUsed: situation.mood === 'slow' && random.unit() < 0.3 ? 1 : 0,
  };
}

/** Roughly normal, mean 0, deviation 1: the sum of 12 uniform draws. */
function bell(random: SeededRandom): number {
  let sum = -6;
  for (let draw = 0; draw < 12; draw += 1) sum += random.unit();
  return sum;
}

function rightResponse(content: QuestionContent): AnswerResponse {
  if ('choices' in content) {
    return { kind: 'choices', choiceKeys: content.choices.filter((choice) => choice.isRight).map(({ key }) => key) };
  }
  return content.kind === 'numeric'
    ? { kind: 'numeric', text: String(content.numeric.value) }
    : { kind: 'text', text: content.shortText.accepted[0] ?? '?' };
}

function wrongResponse(content: QuestionContent, situation: SampleSituation, random: SeededRandom): AnswerResponse {
  if (random.unit() < blankShare) return { kind: 'blank' };
  if ('choices' in content) {
    const wrong = content.choices.filter((choice) => !choice.isRight);
    const wanted = wantedCodes(situation, random);
    const liked = wrong.filter((choice) => choice.mistakeCode !== undefined && wanted.includes(choice.mistakeCode));
    return { kind: 'choices', choiceKeys: [random.pick(liked.length > 0 ? liked : wrong).key] };
  }
  if (content.kind !== 'numeric') return { kind: 'text', text: '?' };
  const { knownWrong, value } = content.numeric;
  return { kind: 'numeric', text: String(knownWrong.length > 0 ? random.pick(knownWrong).value : value + 1) };
}

/** Codes that a wrong answer of this day tends to; empty for any. */
function wantedCodes({ mood, usualCode, progress }: SampleSituation, random: SeededRandom): readonly string[] {
  if (mood === 'looping') return random.unit() < 0.9 ? [usualCode] : [];
  if (mood === 'rising') return progress < 0.5 ? heavyCodes : lightCodes;
  if (mood === 'slipping') return progress < 0.5 ? lightCodes : heavyCodes;
  return random.unit() < 0.3 ? [usualCode] : [];
}
