import { inline } from '../../math-notation.ts';
import type { QuestionTemplate } from '../../template.ts';

const squareRange: QuestionTemplate = {
  key: 'inequality-square-range',
  revision: 1,
  topicUid: 'TR.MAT.ALG.003',
  difficulty: 2,
  expectedSeconds: 45,
  generate(random) {
    // a < x < b around 0; the square runs from 0 up to the larger of the two squares
    const a = random.int(-15, -1);
    const b = random.int(1, 15);
    const larger = Math.max(a * a, b * b);
    const smaller = Math.min(a * a, b * b);
    if (larger === smaller) return null;
    const claim = random.pick(['right', 'right', 'both ends squared', 'only upper end squared'] as const);
    if (claim === 'only upper end squared' && b * b !== smaller) return null;
    const isFromZero = claim !== 'both ends squared';
    const low = isFromZero ? 0 : smaller;
    const high = claim === 'only upper end squared' ? smaller : larger;
    const range = `${low} ${isFromZero ? '\\le' : '<'} x^2 < ${high}`;
    return {
      form: 'true_false',
      parameters: { a, b, low, high, isLowIncluded: isFromZero ? 1 : 0 },
      isTrue: claim === 'right',
      misconception: claim === 'only upper end squared' ? 'negative_end_ignored' : 'ends_squared_separately',
      stem: {
        tr: `${inline(`${a} < x < ${b}`)} koşulunu sağlayan her ${inline('x')} gerçek sayısı için ${inline(range)} olur. Bu ifade doğru mudur?`,
        en: `Every real number ${inline('x')} with ${inline(`${a} < x < ${b}`)} satisfies ${inline(range)}. Is this statement true?`,
      },
      rationale: [
        {
          tr: `Aralık ${inline('0')} sayısını içerir; ${inline('x = 0')} için ${inline('x^2 = 0')} olduğundan kare en az ${inline('0')} olur.`,
          en: `The interval contains ${inline('0')}; as ${inline('x = 0')} gives ${inline('x^2 = 0')}, the square starts at ${inline('0')}.`,
        },
        {
          tr: `Sıfırdan en uzak uç ${inline(String(-a > b ? a : b))} sayısıdır; kareler ${inline(String(larger))} sayısına istenildiği kadar yaklaşır ama ona ulaşmaz.`,
          en: `The end farther from zero is ${inline(String(-a > b ? a : b))}; the squares come as near to ${inline(String(larger))} as you like without reaching it.`,
        },
        {
          tr: `Doğru aralık ${inline(`0 \\le x^2 < ${larger}`)} olduğundan ifade ${claim === 'right' ? 'doğrudur' : 'yanlıştır'}.`,
          en: `The right range is ${inline(`0 \\le x^2 < ${larger}`)}, so the statement is ${claim === 'right' ? 'true' : 'false'}.`,
        },
      ],
      hints: [
        {
          tr: 'Aralıktan birkaç sayı seç; biri sıfıra, biri uçlara yakın olsun.',
          en: 'Try a few numbers from the interval, one near zero and some near the ends.',
        },
        {
          tr: 'Kare alınca işaret kaybolur: sıfıra uzaklığı en büyük olan ucu bul.',
          en: 'Squaring loses the sign: find the end that lies farther from zero.',
        },
      ],
    };
  },
};

export const inequalitySquareRange: readonly QuestionTemplate[] = [squareRange];
