import type { Bilingual } from '../../bilingual.ts';
import { inline } from '../../math-notation.ts';
import type { QuestionTemplate } from '../../template.ts';
import { decimalOption } from './answer-options.ts';

const topicUid = 'TR.MAT.PRB.004';

interface Vehicle {
  readonly tr: string;
  readonly en: string;
  /** Kilometres an hour that it goes in real life. */
  readonly speeds: readonly number[];
}
const vehicles: readonly Vehicle[] = [
  { tr: 'bisikletli', en: 'cyclist', speeds: [12, 15, 18, 20, 24, 25] },
  { tr: 'otomobil', en: 'car', speeds: [60, 75, 80, 84, 90, 96, 100, 108, 110, 120] },
  { tr: 'tren', en: 'train', speeds: [90, 96, 100, 108, 120, 135, 150, 160, 180, 240] },
];

const minutes: QuestionTemplate = {
  key: 'speed-distance-in-minutes',
  revision: 1,
  topicUid,
  difficulty: 1,
  expectedSeconds: 30,
  generate(random) {
    const vehicle = random.pick(vehicles);
    const speed = random.pick(vehicle.speeds);
    const time = random.pick([10, 12, 15, 20, 24, 25, 35, 36, 40, 45, 48, 50]);
    const distance = (speed * time) / 60;
    if (!Number.isInteger(distance)) return null;
    return {
      form: 'single_choice',
      parameters: { speed, time },
      stem: {
        tr: `Saatte ${speed} kilometre sabit hızla giden bir ${vehicle.tr} ${time} dakikada kaç kilometre yol alır?`,
        en: `A ${vehicle.en} moves at a steady ${speed} kilometres an hour. How many kilometres are covered in ${time} minutes?`,
      },
      answer: decimalOption(distance),
      wrong: [
        { ...decimalOption((speed * time) / 100), misconception: 'speed_minutes_as_hundredths' },
        { ...decimalOption((speed * 60) / time), misconception: 'speed_ratio_turned_over' },
        { ...decimalOption(speed * time), misconception: 'speed_minutes_not_converted' },
        { ...decimalOption((speed * (60 - time)) / 60), misconception: 'speed_remaining_minutes_used' },
        { ...decimalOption(speed), misconception: 'answered_other_quantity' },
      ],
      rationale: [
        {
          tr: `${time} dakika, ${inline(`\\frac{${time}}{60}`)} saattir.`,
          en: `${time} minutes are ${inline(`\\frac{${time}}{60}`)} of an hour.`,
        },
        {
          tr: `Yol = hız çarpı süre: ${inline(`${speed} \\cdot \\frac{${time}}{60} = ${distance}`)} kilometre.`,
          en: `Distance is speed times time: ${inline(`${speed} \\cdot \\frac{${time}}{60} = ${distance}`)} kilometres.`,
        },
      ],
      hints: [
        {
          tr: 'Hız saatlik, süre dakika olarak verilmiş; birimleri eşitle.',
          en: 'The speed is per hour, the time in minutes; make the units agree.',
        },
        {
          tr: 'Verilen süre bir saatin kaçta kaçıdır?',
          en: 'What fraction of an hour is the given time?',
        },
      ],
    };
  },
};

const meetingPlace: QuestionTemplate = {
  key: 'speed-meeting-place',
  revision: 1,
  topicUid,
  difficulty: 2,
  expectedSeconds: 60,
  generate(random) {
    const first = 5 * random.int(10, 22);
    const second = 5 * random.int(10, 22);
    const hours = random.int(2, 5);
    const road = (first + second) * hours;
    if (first === second || Math.abs(first - second) < 10) return null;
    const [kind, kindEnglish] = random.pick([
      ['iki otomobil', 'Two cars'],
      ['iki otobüs', 'Two buses'],
      ['iki kamyon', 'Two lorries'],
    ] as const);
    // What the traffic rules allow them, in kilometres an hour.
    if (Math.max(first, second) > { 'iki otomobil': 110, 'iki otobüs': 100, 'iki kamyon': 90 }[kind]) return null;
    return {
      form: 'single_choice',
      parameters: { road, first, second },
      stem: {
        tr: `Aralarında ${road} kilometre bulunan A ve B kentlerinden ${kind} aynı anda birbirine doğru yola çıkıyor. A kentinden çıkanın hızı saatte ${first} kilometre, B kentinden çıkanın hızı saatte ${second} kilometredir. Araçlar A kentinden kaç kilometre uzakta karşılaşır?`,
        en: `${kindEnglish} set out at the same time from the cities A and B, ${road} kilometres apart, towards each other. The one from A goes at ${first} kilometres an hour, the one from B at ${second}. How many kilometres from A do they meet?`,
      },
      answer: decimalOption(first * hours),
      wrong: [
        { ...decimalOption(second * hours), misconception: 'answered_other_quantity' },
        { ...decimalOption(road / 2), misconception: 'speed_meeting_taken_in_the_middle' },
        { ...decimalOption(Math.abs(first - second) * hours), misconception: 'speed_difference_for_sum' },
        { ...decimalOption(first), misconception: 'speed_one_hour_only' },
        { ...decimalOption(first * 2 * hours), misconception: 'speed_mean_used_for_closing' },
        { ...decimalOption(first + second), misconception: 'stopped_too_early' },
      ],
      rationale: [
        {
          tr: `Araçlar birbirine saatte ${inline(`${first} + ${second} = ${first + second}`)} kilometre yaklaşır.`,
          en: `They draw nearer by ${inline(`${first} + ${second} = ${first + second}`)} kilometres an hour.`,
        },
        {
          tr: `Karşılaşma süresi: ${inline(`${road} \\div ${first + second} = ${hours}`)} saat.`,
          en: `They meet after ${inline(`${road} \\div ${first + second} = ${hours}`)} hours.`,
        },
        {
          tr: `Bu sürede A kentinden çıkan ${inline(`${first} \\cdot ${hours} = ${first * hours}`)} kilometre gider.`,
          en: `In that time the one from A covers ${inline(`${first} \\cdot ${hours} = ${first * hours}`)} kilometres.`,
        },
      ],
      hints: [
        {
          tr: 'Önce kaç saat sonra karşılaştıklarını bul.',
          en: 'Find first after how many hours they meet.',
        },
        {
          tr: 'Birbirine doğru giden araçların yaklaşma hızı, hızlarının toplamıdır.',
          en: 'For vehicles that move towards each other the speeds add up.',
        },
        {
          tr: 'Karşılaşma yeri, A kentinden çıkanın o sürede aldığı yol kadar uzaktadır.',
          en: 'The meeting place is as far from A as the vehicle from A has come.',
        },
      ],
    };
  },
};

interface Chase {
  readonly slow: number;
  readonly fast: number;
  /** Hours between the two departures. */
  readonly lead: number;
}
/** Every realistic chase, in km/h, that ends after a whole number of hours, and not after the lead time itself. */
const chases: readonly Chase[] = evenNumbers(40, 90).flatMap((slow) =>
  evenNumbers(10, 50).flatMap((closing) =>
    [2, 3, 4, 5]
      .map((lead) => ({ slow, fast: slow + closing, lead }))
      .filter(({ fast, lead }) => fast <= 120 && slow !== closing && (slow * lead) % closing === 0)
      .filter(({ lead }) => (slow * lead) / closing <= 9),
  ),
);

function evenNumbers(lowest: number, highest: number): number[] {
  return Array.from({ length: (highest - lowest) / 2 + 1 }, (_, index) => lowest + 2 * index);
}

const chaseStories: readonly ((lead: number, slow: number, fast: number) => Bilingual)[] = [
  (lead, slow, fast) => ({
    tr: `Saatte ${slow} kilometre hızla giden bir kamyon bir kentten yola çıktıktan ${lead} saat sonra, aynı kentten saatte ${fast} kilometre hızla giden bir otomobil aynı yönde yola çıkıyor. Otomobil yola çıktıktan kaç saat sonra kamyona yetişir?`,
    en: `A lorry leaves a city at ${slow} kilometres an hour. ${lead} hours later a car leaves the same city in the same direction at ${fast} kilometres an hour. How many hours after its own departure does the car catch up with the lorry?`,
  }),
  (lead, slow, fast) => ({
    tr: `Bir tur otobüsü saatte ${slow} kilometre hızla yola çıkıyor. Otobüsü kaçıran Zeynep, ${lead} saat sonra aynı yerden saatte ${fast} kilometre hızla otomobiliyle peşinden gidiyor. Zeynep, yola çıktıktan kaç saat sonra otobüse yetişir?`,
    en: `A tour bus sets out at ${slow} kilometres an hour. Zeynep, who missed it, follows by car from the same place ${lead} hours later at ${fast} kilometres an hour. How many hours after she sets out does she catch up with the bus?`,
  }),
  (lead, slow, fast) => ({
    tr: `Saatte ${slow} kilometre hızla giden bir yük treni bir istasyondan ayrıldıktan ${lead} saat sonra, saatte ${fast} kilometre hızla giden bir yolcu treni aynı istasyondan aynı yöne doğru yan hatta yola çıkıyor. Yolcu treni yola çıktıktan kaç saat sonra yük trenine yetişir?`,
    en: `A goods train leaves a station at ${slow} kilometres an hour. ${lead} hours later a passenger train leaves the same station in the same direction on the next track at ${fast} kilometres an hour. How many hours after its own departure does the passenger train catch up with the goods train?`,
  }),
  (lead, slow, fast) => ({
    tr: `Bir motosikletli grubu saatte ${slow} kilometre hızla kamp alanına doğru yola çıkıyor. Gruptan geç kalan Emre, ${lead} saat sonra aynı yerden saatte ${fast} kilometre hızla arkalarından gidiyor. Emre, yola çıktıktan kaç saat sonra gruba yetişir?`,
    en: `A group of motorcyclists rides to a camp site at ${slow} kilometres an hour. Emre, who was late, follows from the same place ${lead} hours later at ${fast} kilometres an hour. How many hours after he sets out does he catch up with the group?`,
  }),
];

const chase: QuestionTemplate = {
  key: 'speed-chase',
  revision: 1,
  topicUid,
  difficulty: 2,
  expectedSeconds: 60,
  generate(random) {
    const { slow, fast, lead } = random.pick(chases);
    const hours = (slow * lead) / (fast - slow);
    return {
      form: 'numeric',
      parameters: { slow, fast, lead },
      stem: random.pick(chaseStories)(lead, slow, fast),
      answer: { value: hours },
      tolerance: 0,
      wrong: [
        { value: hours + lead, misconception: 'answered_other_quantity' },
        { value: (slow * lead) / fast, misconception: 'speed_other_taken_as_standing' },
        { value: (slow * lead) / (fast + slow), misconception: 'speed_sum_for_difference' },
        { value: slow / (fast - slow), misconception: 'speed_one_hour_only' },
        { value: lead, misconception: 'speed_lead_time_given' },
        { value: slow * lead, misconception: 'stopped_too_early' },
      ],
      rationale: [
        {
          tr: `Öndeki araç ${lead} saatte ${inline(`${slow} \\cdot ${lead} = ${slow * lead}`)} kilometre yol almıştır.`,
          en: `In ${lead} hours the one in front has covered ${inline(`${slow} \\cdot ${lead} = ${slow * lead}`)} kilometres.`,
        },
        {
          tr: `Aradaki uzaklık saatte ${inline(`${fast} - ${slow} = ${fast - slow}`)} kilometre azalır.`,
          en: `The gap closes by ${inline(`${fast} - ${slow} = ${fast - slow}`)} kilometres an hour.`,
        },
        {
          tr: `Yetişme süresi: ${inline(`${slow * lead} \\div ${fast - slow} = ${hours}`)} saat.`,
          en: `It is caught after ${inline(`${slow * lead} \\div ${fast - slow} = ${hours}`)} hours.`,
        },
      ],
      hints: [
        {
          tr: 'Arkadaki yola çıktığında aralarında kaç kilometre vardır?',
          en: 'How many kilometres lie between them when the second one starts?',
        },
        {
          tr: 'Aynı yönde giderken aradaki uzaklık, hızların farkı kadar kapanır.',
          en: 'In the same direction the gap closes by the difference of the speeds.',
        },
      ],
    };
  },
};

export const speeds: readonly QuestionTemplate[] = [minutes, meetingPlace, chase];
