import { expect, it } from 'vitest';
import { type Command, findCommands, foldText } from '../../renderer/palette/find-commands.ts';

const nothing = () => {};
const commands: readonly Command[] = [
  { id: 'mixed', group: 'practice', label: 'Karışık 10 soru', keywords: ['10 mixed questions'], run: nothing },
  { id: 'insights', group: 'screens', label: 'Analizler', keywords: ['Insights'], run: nothing },
  { id: 'settings', group: 'screens', label: 'Ayarlar', keywords: ['Settings'], run: nothing },
  {
    id: 'statistics',
    group: 'practice',
    label: 'Çalış: İstatistik',
    keywords: ['Statistics'],
    isOnlyFound: true,
    run: nothing,
  },
  {
    id: 'probability',
    group: 'practice',
    label: 'Çalış: Olasılık',
    keywords: ['Probability'],
    isOnlyFound: true,
    run: nothing,
  },
];
const idsOf = (typed: string) => findCommands(commands, typed).map(({ id }) => id);

it('nothing typed shows what is not too many, in the order given', () => {
  expect(idsOf('')).toEqual(['mixed', 'insights', 'settings']);
  expect(idsOf('   ')).toEqual(['mixed', 'insights', 'settings']);
});

it.each(['istatistik', 'İSTATİSTİK', 'ISTATISTIK', 'ıstatıstık', 'çalış ist', 'CALIS IST', 'statistics'])(
  '%s finds İstatistik, on whatever keyboard it was typed',
  (typed) => {
    expect(idsOf(typed)).toEqual(['statistics']);
  },
);

it('a name that begins with what was typed comes before one that holds it', () => {
  expect(idsOf('a')[0]).toBe('insights');
  expect(idsOf('ayar')).toEqual(['settings']);
  expect(idsOf('olasilik')).toEqual(['probability']);
});

it('every word typed must be there', () => {
  expect(idsOf('çalış xyz')).toEqual([]);
});

it('folding makes the four Turkish letters i one, and takes marks away', () => {
  expect(foldText('İIıi ŞĞÜÖÇ şğüöç')).toBe('iiii sguoc sguoc');
});
