import type { IndependentAnswers } from './independent-answer.ts';
import { searchWhole } from './search.ts';

/** A vessel that is really filled and emptied, by amounts of the dissolved substance and of everything. */
class Vessel {
  dissolved = 0;
  total = 0;
  add(amount: number, percent: number): void {
    this.total += amount;
    this.dissolved += (amount * percent) / 100;
  }
  pourOut(amount: number): void {
    const share = this.dissolved / this.total;
    this.total -= amount;
    this.dissolved -= amount * share;
  }
  get percent(): number {
    return (100 * this.dissolved) / this.total;
  }
}

export const mixtureAnswers: IndependentAnswers = {
  'mixture-solute-share': ({ solute = 0, water = 0 }) => {
    const vessel = new Vessel();
    vessel.add(water, 0);
    vessel.add(solute, 100);
    return vessel.percent;
  },
  'mixture-two-solutions': ({ firstGrams = 0, firstPercent = 0, secondGrams = 0, secondPercent = 0 }) => {
    const vessel = new Vessel();
    vessel.add(firstGrams, firstPercent);
    vessel.add(secondGrams, secondPercent);
    return vessel.percent;
  },
  'mixture-added-water': ({ grams = 0, before = 0, after = 0 }) =>
    searchWhole(1, 4 * grams, (water) => {
      const vessel = new Vessel();
      vessel.add(grams, before);
      vessel.add(water, 0);
      return Math.abs(vessel.percent - after) < 1e-9;
    }),
  'mixture-drawn-and-refilled': ({ percent = 0, litres = 0, drawn = 0 }) => {
    const vessel = new Vessel();
    vessel.add(litres, percent);
    for (let round = 0; round < 2; round += 1) {
      vessel.pourOut(drawn);
      vessel.add(drawn, 0);
    }
    return vessel.percent;
  },
  'mixture-price-blend': ({ cheapKilograms = 0, cheapPrice = 0, dearPrice = 0, blendPrice = 0 }) =>
    searchWhole(1, 100, (kilograms) => {
      const value = cheapKilograms * cheapPrice + kilograms * dearPrice;
      return Math.abs(value / (cheapKilograms + kilograms) - blendPrice) < 1e-9;
    }),
};
