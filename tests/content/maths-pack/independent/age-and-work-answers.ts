import type { IndependentAnswers } from './independent-answer.ts';
import { searchWhole } from './search.ts';

export const ageAndWorkAnswers: IndependentAnswers = {
  'age-sum-other-year': ({ people = 0, years = 0, isLater = 0, youngest = 0, sum = 0 }) => {
    // Any family that fits: the youngest, and the rest shared out evenly.
    const others = (sum - youngest) / (people - 1);
    if (others < youngest || (isLater === 0 && youngest <= years)) throw new Error('no such family');
    const ages = [youngest, ...Array.from({ length: people - 1 }, () => others)];
    return Math.round(ages.map((age) => (isLater === 1 ? age + years : age - years)).reduce((a, b) => a + b, 0));
  },
  'age-times-later': ({ old = 0, young = 0, times = 0 }) => {
    // Birthday after birthday.
    let years = 0;
    while (old + years !== times * (young + years)) {
      years += 1;
      if (years > 100) throw new Error('never');
    }
    return years;
  },
  'age-two-multiples': ({ nowTimes = 0, otherTimes = 0, shift = 0, asksOlder = 0 }) => {
    // Over all ages of the older one, of which the younger one's age today is a part.
    const old = searchWhole(1, 100, (age) => {
      const young = age / nowTimes;
      return young + shift > 0 && Math.abs(age + shift - otherTimes * (young + shift)) < 1e-9;
    });
    return asksOlder === 1 ? old : old / nowTimes;
  },
  'age-average-joins': ({ people = 0, average = 0, joined = 0, later = 0 }) => {
    const ages = Array.from({ length: people }, () => average);
    return searchWhole(0, 2000, (sum) => {
      const all = [...ages, ...Array.from({ length: joined }, () => sum / joined)];
      return Math.abs(all.reduce((a, b) => a + b, 0) / all.length - later) < 1e-9;
    });
  },
  'age-of-the-other': ({ past = 0, future = 0 }) => {
    const pairs: [number, number][] = [];
    for (let older = 1; older <= 100; older += 1) {
      for (let younger = 1; younger < older; younger += 1) {
        const yearsBack = older - younger;
        const yearsOn = older - younger;
        if (younger - yearsBack === past && older + yearsOn === future) pairs.push([older, younger]);
      }
    }
    const [only] = pairs;
    if (only === undefined || pairs.length > 1) throw new Error(`${pairs.length} pairs of ages fit`);
    return only[0];
  },
  'work-part-done': ({ a = 1, b = 1, days = 0, asksRest = 0 }) => {
    // The job as a * b equal pieces.
    const pieces = a * b;
    let left = pieces;
    for (let day = 0; day < days; day += 1) left -= pieces / a + pieces / b;
    return asksRest === 1 ? left / pieces : 1 - left / pieces;
  },
  'work-together': ({ a = 1, b = 0, joint = 0 }) => {
    // Hours until a pool of so many litres is full.
    const hoursOf = (first: number, second: number): number => {
      const litres = first * second;
      let level = 0;
      let hours = 0;
      while (level < litres) {
        level += litres / first + litres / second;
        hours += 1;
      }
      return level === litres ? hours : Number.NaN;
    };
    if (b > 0) return hoursOf(a, b);
    return searchWhole(1, 200, (second) => hoursOf(a, second) === joint);
  },
  'work-fill-and-drain': ({ a = 1, b = 1 }) => {
    const litres = a * b;
    let level = 0;
    let hours = 0;
    while (level < litres) {
      level += litres / a - litres / b;
      hours += 1;
    }
    if (level !== litres) throw new Error('no whole number of hours');
    return hours;
  },
  'work-times-faster': ({ times = 0, days = 0, asksFaster = 0 }) => {
    const perDay = { fast: times, slow: 1 };
    let job = 0;
    for (let day = 0; day < days; day += 1) job += perDay.fast + perDay.slow;
    return searchWhole(1, 1000, (alone) => alone * (asksFaster === 1 ? perDay.fast : perDay.slow) === job);
  },
  'work-one-leaves': ({ a = 1, b = 1, days = 0 }) => {
    const pieces = a * b;
    let rest = pieces;
    for (let day = 0; day < days; day += 1) rest -= pieces / a + pieces / b;
    let alone = 0;
    while (rest > 0) {
      rest -= pieces / b;
      alone += 1;
    }
    if (rest !== 0) throw new Error('no whole number of days');
    return alone;
  },
  'work-crew-grows': ({ crew = 0, days = 0, worked = 0, more = 0 }) => {
    let rest = crew * days;
    for (let day = 0; day < worked; day += 1) rest -= crew;
    let further = 0;
    while (rest > 0) {
      rest -= crew + more;
      further += 1;
    }
    if (rest !== 0) throw new Error('no whole number of days');
    return further;
  },
};
