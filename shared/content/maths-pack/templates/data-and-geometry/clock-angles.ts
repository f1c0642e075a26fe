import { createSketch, onCircle, type SketchPoint } from '../../figure-drawing.ts';
import { decimal, inline } from '../../math-notation.ts';
import type { QuestionTemplate } from '../../template.ts';
import { turkishNumberSuffix } from '../../turkish-number-suffix.ts';
import { decimalOption, inlineDecimal } from './option-drafts.ts';

const clockHands: QuestionTemplate = {
  key: 'angles-clock-hands',
  revision: 1,
  topicUid: 'TR.MAT.GEO.001',
  difficulty: 2,
  expectedSeconds: 60,
  generate(random) {
    const hour = random.int(1, 12);
    const minute = 5 * random.int(2, 11);
    const hourHand = 30 * (hour % 12) + minute / 2;
    const minuteHand = 6 * minute;
    const answer = smallAngle(hourHand - minuteHand);
    if (answer < 15 || answer > 170) return null;
    const option = (value: number) => (value > 0 ? decimalOption(value) : decimalOption(Number.NaN));
    const turkishTime = `${inline(`${hour}.${minute}`)}${turkishNumberSuffix(minute, 'accusative')}`;
    const englishTime = inline(`${hour}{:}${minute}`);
    const center: SketchPoint = [0, 0];
    const sketch = createSketch();
    sketch.circle(center, 10);
    for (let mark = 0; mark < 12; mark += 1) {
      sketch.line([onCircle(center, 9.3, 30 * mark), onCircle(center, 10, 30 * mark)]);
    }
    for (const number of [12, 3, 6, 9]) sketch.textAt(onCircle(center, 8.1, 90 - 30 * number), String(number));
    sketch.arrow(center, onCircle(center, 4.4, 90 - hourHand));
    sketch.arrow(center, onCircle(center, 6.6, 90 - minuteHand));
    sketch.dot(center);
    return {
      form: 'single_choice',
      parameters: { hour, minute },
      stem: {
        tr: `Bir saat ${turkishTime} gösterirken akrep ile yelkovan arasındaki küçük açı kaç derecedir?`,
        en: `What is the smaller angle, in degrees, between the hour hand and the minute hand of a clock at ${englishTime}?`,
      },
      figure: sketch.finish({
        tr: `Saat ${hour}.${minute}${turkishNumberSuffix(minute, 'accusative')} gösteren bir saat kadranı; kısa kol akrep, uzun kol yelkovandır.`,
        en: `The face of a clock at ${hour}:${minute}; the short hand is the hour hand, the long one the minute hand.`,
      }),
      answer: option(answer),
      wrong: [
        { ...option(smallAngle(30 * hour - minuteHand)), misconception: 'hour_hand_left_at_the_hour' },
        { ...option(smallAngle(30 * hour - minute / 2 - minuteHand)), misconception: 'hour_hand_moved_back' },
        { ...option(360 - answer), misconception: 'large_angle_given' },
        { ...option(smallAngle(30 * (hour + 1) - minuteHand)), misconception: 'hour_hand_at_next_hour' },
        { ...option(smallAngle(30 * hour + minute - minuteHand)), misconception: 'hour_hand_one_degree_a_minute' },
        { ...option(180 - answer), misconception: 'supplement_given' },
      ],
      rationale: [
        {
          tr: `Yelkovan dakikada ${inline('6^{\\circ}')} döner; 12'den bu yana ${inline(`6 \\cdot ${minute} = ${minuteHand}`)} derece dönmüştür.`,
          en: `The minute hand turns ${inline('6^{\\circ}')} a minute and stands ${inline(`6 \\cdot ${minute} = ${minuteHand}`)} degrees past 12.`,
        },
        {
          tr: `Akrep saatte ${inline('30^{\\circ}')}, dakikada yarım derece döner; 12'den bu yana ${inlineDecimal(hourHand).tr} derece dönmüştür.`,
          en: `The hour hand turns ${inline('30^{\\circ}')} an hour, half a degree a minute, and stands ${inlineDecimal(hourHand).en} degrees past 12.`,
        },
        Math.abs(hourHand - minuteHand) <= 180
          ? {
              tr: `Aradaki fark ${inlineDecimal(answer).tr} derecedir.`,
              en: `The difference is ${inlineDecimal(answer).en} degrees.`,
            }
          : {
              tr: `Aradaki fark ${inlineDecimal(360 - answer).tr} derecedir; küçük açı ${inline(`360 - ${decimal(360 - answer).tr} = ${decimal(answer).tr}`)} derecedir.`,
              en: `The difference is ${inlineDecimal(360 - answer).en} degrees, so the smaller angle is ${inline(`360 - ${decimal(360 - answer).en} = ${decimal(answer).en}`)} degrees.`,
            },
      ],
      hints: [
        {
          tr: 'Kadran 12 eş parçaya ayrılmıştır; bir parça kaç derecedir?',
          en: 'The face has 12 equal parts; how many degrees is one of them?',
        },
        {
          tr: 'Dakikalar geçerken akrep de yerinde durmaz: saatin yarısında, iki sayının tam ortasındadır.',
          en: 'The hour hand moves on as the minutes pass: at half past it is midway between two numbers.',
        },
      ],
    };
  },
};

/** The angle between two directions, 0 to 180 degrees. */
function smallAngle(difference: number): number {
  const turned = ((difference % 360) + 360) % 360;
  return Math.min(turned, 360 - turned);
}

export const clockAngles: readonly QuestionTemplate[] = [clockHands];
