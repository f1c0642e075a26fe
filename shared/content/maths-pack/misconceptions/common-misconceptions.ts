/** Misconceptions that templates of every strand share. */
import type { Misconception } from './misconception.ts';

export const commonMisconceptions = {
  sign_slip: {
    mistakeCode: 'SIGN_ERROR',
    feedback: {
      tr: 'Bir işaret yolda değişmiş: her adımda eksi işaretlerini takip et.',
      en: 'A sign changed on the way: follow the minus signs through every step.',
    },
  },
  no_sign_change_across_equals: {
    mistakeCode: 'SIGN_ERROR',
    feedback: {
      tr: 'Eşitliğin öbür yanına geçen terim işaret değiştirmemiş; karşıya geçerken işaretini çevir.',
      en: 'The term moved across the equals sign kept its sign; change it when it crosses.',
    },
  },
  distribute_first_only: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'Çarpan parantezin yalnızca ilk terimine dağıtılmış; her terimle çarp.',
      en: 'The factor reached only the first term of the bracket; multiply every term by it.',
    },
  },
  minus_not_distributed: {
    mistakeCode: 'SIGN_ERROR',
    feedback: {
      tr: 'Parantezin önündeki eksi, ikinci terime uygulanmamış; iki terimin de işaretini değiştir.',
      en: 'The minus before the bracket did not reach the second term; change the sign of both.',
    },
  },
  arithmetic_slip: {
    mistakeCode: 'CALCULATION_ERROR',
    feedback: {
      tr: 'Yol doğru, bir ara işlem yanlış: sonucu yerine koyarak denetle.',
      en: 'The method is right, one calculation is off: check by putting the result back.',
    },
  },
  divided_wrong_way: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'Bölme ters yönde yapılmış: bilinmeyenin katsayısına böl.',
      en: 'The division went the wrong way: divide by the coefficient of the unknown.',
    },
  },
  stopped_too_early: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'Bu bir ara sonuç: bir adım daha gerekiyor.',
      en: 'This is a result on the way: one more step is needed.',
    },
  },
  answered_other_quantity: {
    mistakeCode: 'MISREAD_QUESTION',
    feedback: {
      tr: 'Bulduğun değer başka bir büyüklük: soruda ne istendiğini yeniden oku.',
      en: 'You found another quantity: read again what is asked for.',
    },
  },
  subtracted_instead_of_divided: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Katsayı çıkarılmış; oysa çarpım durumundaki sayı bölerek karşıya geçer.',
      en: 'The coefficient was subtracted; a factor crosses over by division.',
    },
  },
  added_denominators: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Paydalar toplanmış; kesirler ancak paydalar eşitken toplanır.',
      en: 'The denominators were added; fractions add only over a common denominator.',
    },
  },
} as const satisfies Record<string, Misconception>;
