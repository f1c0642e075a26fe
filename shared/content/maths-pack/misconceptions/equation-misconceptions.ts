/** Misconceptions about equations, inequalities and absolute values. */
import type { Misconception } from './misconception.ts';

export const equationMisconceptions = {
  divided_one_term_only: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'Katsayıya yalnızca bir terim bölünmüş; bölme işlemi eşitliğin iki yanındaki bütün terimlere uygulanır.',
      en: 'Only one term was divided by the coefficient; a division applies to every term on both sides.',
    },
  },
  multiplied_one_side_only: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'Ortak payda ile eşitliğin yalnızca bir yanı çarpılmış; iki yanı da çarp.',
      en: 'Only one side was multiplied by the common denominator; multiply both sides.',
    },
  },
  coefficient_compared_in_part: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Parantezdeki sayı hesaba katılmadan katsayılar eşitlenmiş; parantezin tamamı katsayıdır.',
      en: 'The number inside the bracket was left out when comparing coefficients; the whole bracket is the coefficient.',
    },
  },
  product_instead_of_sum: {
    mistakeCode: 'MISREAD_QUESTION',
    feedback: {
      tr: 'Sorulan toplam yerine çarpım hesaplanmış; istenen işlemi yeniden oku.',
      en: 'The product was worked out where the sum is asked for; read the question again.',
    },
  },
  surplus_left_out: {
    mistakeCode: 'MISREAD_QUESTION',
    feedback: {
      tr: 'Denklemde "fazladır" bilgisi kullanılmamış; katına eklenen sayıyı da yaz.',
      en: 'The "more than" part is missing from the equation; write the added number as well.',
    },
  },
  more_read_as_less: {
    mistakeCode: 'MISREAD_QUESTION',
    feedback: {
      tr: '"Fazla" sözü çıkarma olarak yazılmış; katına bu sayıyı ekle.',
      en: '"More" was written as a subtraction; add that number to the multiple.',
    },
  },
  surplus_taken_as_part: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'Toplamdan yalnızca fazlalık çıkarılmış; kalan, iki sayının katlarının toplamıdır ve daha bölünmesi gerekir.',
      en: 'Only the surplus was taken from the total; what is left still has to be shared out by the multiples.',
    },
  },
  multiple_left_out: {
    mistakeCode: 'MISREAD_QUESTION',
    feedback: {
      tr: 'Küçük sayının katı alınmadan fazlalık eklenmiş; önce katını al, sonra ekle.',
      en: 'The surplus was added without taking the multiple first; multiply, then add.',
    },
  },
} as const satisfies Record<string, Misconception>;
