/** Misconceptions about points and lines of the coordinate plane. */
import type { Misconception } from './misconception.ts';

export const coordinateMisconceptions = {
  differences_added: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Farklar doğrudan toplanmış; uzaklık için farkların karelerini toplayıp karekök al.',
      en: 'The differences were added; for the distance add their squares and take the root.',
    },
  },
  coordinates_added: {
    mistakeCode: 'SIGN_ERROR',
    feedback: {
      tr: 'Koordinatlar çıkarılacakken toplanmış: negatif sayıyı çıkarırken işaret değişir.',
      en: 'The coordinates were added instead of subtracted: subtracting a negative number changes the sign.',
    },
  },
  squares_subtracted: {
    mistakeCode: 'SIGN_ERROR',
    feedback: {
      tr: 'Karelerin farkı alınmış; Pisagor teoreminde dik kenarların kareleri toplanır.',
      en: 'The squares were subtracted; in Pythagoras the squares of the legs are added.',
    },
  },
  one_direction_only: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'Yalnızca bir eksendeki fark alınmış; iki eksendeki fark birlikte kullanılır.',
      en: 'Only the difference along one axis was used; both differences are needed.',
    },
  },
  collinear_needs_equal_steps: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Noktaların arası eşit olmadığı için doğrusal sayılmamış; önemli olan aralık değil, eğimin aynı olmasıdır.',
      en: 'The points were ruled out because their gaps differ; what matters is that the slope is the same.',
    },
  },
  collinear_by_eye: {
    mistakeCode: 'GUESS',
    feedback: {
      tr: 'Noktalar göz kararıyla doğrusal sayılmış; iki eğimi hesaplayıp karşılaştır.',
      en: 'The points were judged by eye; work out both slopes and compare them.',
    },
  },
  coordinates_swapped: {
    mistakeCode: 'MISREAD_QUESTION',
    feedback: {
      tr: 'Apsis ile ordinat yer değiştirmiş: ilk sayı x, ikinci sayı y değeridir.',
      en: 'The coordinates changed places: the first number is x, the second is y.',
    },
  },
  parallel_and_perpendicular_swapped: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Paralellik koşulu ile diklik koşulu karışmış: paralelde eğimler eşit, dikte çarpımları -1.',
      en: 'The conditions were mixed up: equal slopes for parallel lines, product -1 for perpendicular ones.',
    },
  },
  slope_sign_wrong: {
    mistakeCode: 'SIGN_ERROR',
    feedback: {
      tr: 'Eğimin işareti ters alınmış: denklemi y için çözerek eğimi yeniden bul.',
      en: 'The slope has the wrong sign: solve the equation for y and read the slope again.',
    },
  },
  constant_kept: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'Verilen doğrunun sabit terimi olduğu gibi kalmış; yeni sabiti verilen nokta belirler.',
      en: 'The constant of the given line was kept; the given point decides the new one.',
    },
  },
  coefficients_swapped: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'x ile y katsayıları yer değiştirmiş: denklemi eğim ve nokta ile yeniden yaz.',
      en: 'The coefficients of x and y changed places: write the equation again from slope and point.',
    },
  },
  coefficients_as_intercepts: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Katsayılar eksenleri kesme noktaları gibi kullanılmış; kesme noktası için öbür değişkene 0 ver.',
      en: 'The coefficients were used as intercepts; set the other variable to 0 to find an intercept.',
    },
  },
  constant_as_both_intercepts: {
    mistakeCode: 'PREREQUISITE_GAP',
    feedback: {
      tr: 'Sabit terim kesme noktası gibi kullanılmış; onu katsayıya bölmek gerekir.',
      en: 'The constant was used as an intercept; it still has to be divided by the coefficient.',
    },
  },
  intercepts_added: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Dik kenarlar toplanmış; dik üçgenin alanı çarpımlarının yarısıdır.',
      en: 'The legs were added; the area of a right triangle is half their product.',
    },
  },
  base_with_wrong_sign: {
    mistakeCode: 'SIGN_ERROR',
    feedback: {
      tr: 'Tabanın uzunluğu bulunurken işaret kaybolmuş: sağdaki apsisten soldaki apsisi çıkar.',
      en: 'A sign got lost in the base: subtract the left x value from the right one.',
    },
  },
  other_axis_taken: {
    mistakeCode: 'MISREAD_QUESTION',
    feedback: {
      tr: 'y ekseninin sınırladığı üçgen hesaplanmış; soruda x ekseni verilmiş.',
      en: 'The triangle at the y axis was worked out; the question names the x axis.',
    },
  },
} as const satisfies Record<string, Misconception>;
