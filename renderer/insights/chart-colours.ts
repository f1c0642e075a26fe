/** Colours of the charts: 3:1 against the page in both themes; meaning never rests on them alone. */
export const chartColours = {
  right: 'light-dark(#229a54, #27ae60)',
  wrong: '#e74c3c',
  line: 'light-dark(#5a51b8, #9ca6f1)',
  lineSoft: 'light-dark(#dfe2fb, #2e3159)',
  panicBand: 'light-dark(#fdf1da, #33270f)',
  slowBand: 'light-dark(#e6eff8, #16263a)',
  rest: 'light-dark(#7a8495, #8a94a6)',
} as const;
