/** Misconceptions about factoring, polynomials and quadratic equations. */
import type { Misconception } from './misconception.ts';

export const expressionMisconceptions = {
  square_of_difference_taken: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'İki kare farkı ile farkın karesi karıştırılmış: biri (a - b)(a + b), öbürü (a - b)(a - b) çarpımıdır.',
      en: 'The difference of squares and the square of a difference were mixed up: one is (a - b)(a + b), the other (a - b)(a - b).',
    },
  },
  carry_left_out: {
    mistakeCode: 'CALCULATION_ERROR',
    feedback: {
      tr: 'Toplamada elde unutulmuş; onluğu da ekle.',
      en: 'A carry was left out of the addition; add the ten as well.',
    },
  },
  square_read_as_doubling: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Kare alma yerine 2 ile çarpılmış; bir sayının karesi kendisiyle çarpımıdır.',
      en: 'A square was worked out as twice the number; a square is the number times itself.',
    },
  },
  factors_added: {
    mistakeCode: 'FORMULA_ERROR',
    feedback: {
      tr: 'Çarpanlar toplanmış; özdeşlikte toplam ile fark çarpılır.',
      en: 'The factors were added; the identity multiplies the sum and the difference.',
    },
  },
  factor_pair_with_wrong_sum: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'Seçilen sayıların çarpımı tutuyor ama toplamı tutmuyor; ikisini birden denetle.',
      en: 'The chosen numbers have the right product but the wrong sum; check both.',
    },
  },
  factor_pair_with_wrong_product: {
    mistakeCode: 'SIGN_ERROR',
    feedback: {
      tr: 'Sayılardan birinin işareti ters; çarpımın işaretini sabit terimle karşılaştır.',
      en: 'One of the two numbers has the opposite sign; compare the sign of the product with the constant.',
    },
  },
  coefficients_taken_as_factors: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Katsayılar doğrudan çarpanlara yazılmış; toplamı ve çarpımı katsayıları veren iki sayı ara.',
      en: 'The coefficients were written straight into the brackets; look for two numbers whose sum and product give them.',
    },
  },
  middle_term_left_out: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Kare açılımında ortadaki 2xy terimi yok sayılmış; onu da yaz.',
      en: 'The middle term 2xy of the square was left out; write it as well.',
    },
  },
  middle_term_not_doubled: {
    mistakeCode: 'FORMULA_ERROR',
    feedback: {
      tr: 'Kare açılımında ortadaki terim xy alınmış; doğrusu 2xy terimidir.',
      en: 'The middle term of the square was taken as xy; it is 2xy.',
    },
  },
  kept_the_common_factor: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'Payda sadeleşen çarpan bırakılıp öbürü silinmiş; pay ile paydada ortak olanı sadeleştir.',
      en: 'The factor that cancels was kept and the other one struck out; cancel the one both parts share.',
    },
  },
  cancelled_terms: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Toplamların içindeki kareli terimler sadeleştirilmiş; yalnızca çarpanlar sadeleşir.',
      en: 'The squared terms were cancelled out of the sums; only factors cancel.',
    },
  },
  root_not_taken: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'Çarpana sayının kendisi yazılmış; iki kare farkında sayının karekökü yazılır.',
      en: 'The number itself went into the factor; a difference of squares takes its square root.',
    },
  },
  fraction_turned_over: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'Sadeleşen kesrin payı ile paydası yer değiştirmiş; payda kalan payda kalır.',
      en: 'Numerator and denominator changed places; what is left above stays above.',
    },
  },
  common_factor_too_large: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'Her terimde bulunmayan bir kuvvet ortak çarpan sayılmış; ortak çarpan her terimi bölmelidir.',
      en: 'A power that not every term contains was taken as common factor; a common factor divides every term.',
    },
  },
} as const satisfies Record<string, Misconception>;
