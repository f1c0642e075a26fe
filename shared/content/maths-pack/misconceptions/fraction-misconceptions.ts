/** Misconceptions about fractions and repeating decimals. */
import type { Misconception } from './misconception.ts';

export const fractionMisconceptions = {
  numerators_not_expanded: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'Paydalar eşitlenmiş ama paylar genişletilmeden toplanmış; payı da paydayla aynı sayıyla çarp.',
      en: 'The denominators were made equal but the numerators were not; expand both by the same factor.',
    },
  },
  expanded_by_own_denominator: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'Her pay kendi paydasıyla çarpılmış; pay, öbür kesrin paydasıyla genişletilir.',
      en: 'Each numerator was multiplied by its own denominator; it is expanded by the other one.',
    },
  },
  multiplied_instead_of_added: {
    mistakeCode: 'MISREAD_QUESTION',
    feedback: {
      tr: 'Kesirler çarpılmış; soruda toplama işlemi var.',
      en: 'The fractions were multiplied; the question asks for their sum.',
    },
  },
  denominators_multiplied_only: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Paylar doğru genişletilmiş ama payda olarak paydaların toplamı yazılmış; payda ortak kat olmalıdır.',
      en: 'The numerators were expanded rightly, but the denominators were added; the common multiple belongs there.',
    },
  },
  fractions_compared_by_parts: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Pay ve payda ayrı ayrı karşılaştırılmış; kesirleri ortak paydada ya da çapraz çarpımla karşılaştır.',
      en: 'Numerators and denominators were compared separately; use a common denominator or cross products.',
    },
  },
  negatives_ordered_as_positives: {
    mistakeCode: 'SIGN_ERROR',
    feedback: {
      tr: 'Negatif kesirler pozitifmiş gibi sıralanmış; eksi işareti sıralamayı ters çevirir.',
      en: 'The negative fractions were ordered like positive ones; the minus sign reverses the order.',
    },
  },
  divisor_not_inverted: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'Bölen kesirle ters çevrilmeden çarpılmış; bölmede bölen kesir ters çevrilir.',
      en: 'The number was multiplied by the divisor as it stands; to divide, invert the divisor first.',
    },
  },
  whole_added_to_numerator: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Tam sayı paya eklenmiş; önce tam sayıyı kesrin paydasıyla yaz.',
      en: 'The whole number was added to the numerator; write it over the denominator of the fraction first.',
    },
  },
  denominator_of_quotient_dropped: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'Bölen kesrin paydası kaybolmuş; ters çevrildiğinde payda paya geçer.',
      en: 'The denominator of the divisor got lost; on inverting it moves to the numerator.',
    },
  },
  lead_digits_not_subtracted: {
    mistakeCode: 'FORMULA_ERROR',
    feedback: {
      tr: 'Paydan devretmeyen kısım çıkarılmamış; sayının tamamından devretmeyen rakamları çıkar.',
      en: 'The digits that do not repeat were not subtracted in the numerator; take them from the whole number of digits.',
    },
  },
  all_digits_taken_as_repeating: {
    mistakeCode: 'MISREAD_QUESTION',
    feedback: {
      tr: 'Virgülden sonraki bütün rakamlar devrediyor sayılmış; çizgi yalnızca devreden rakamların üstündedir.',
      en: 'All decimals were taken as repeating; the bar covers only the ones that do.',
    },
  },
  repeating_ignored: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Devir çizgisi görmezden gelinmiş; devreden basamaklar için paydaya 9 yazılır.',
      en: 'The bar was ignored; repeating digits put a 9 into the denominator.',
    },
  },
  zero_of_denominator_left_out: {
    mistakeCode: 'FORMULA_ERROR',
    feedback: {
      tr: 'Paydada devretmeyen basamağın sıfırı unutulmuş; her devretmeyen ondalık basamak için bir 0 ekle.',
      en: 'The zero for the digit that does not repeat is missing; add a 0 for each such decimal.',
    },
  },
  nine_for_each_digit: {
    mistakeCode: 'FORMULA_ERROR',
    feedback: {
      tr: 'Paydada her basamak için 9 yazılmış; devretmeyen basamak için 0 yazılır.',
      en: 'A 9 was written for every decimal; one that does not repeat gets a 0.',
    },
  },
  fraction_of_whole_not_rest: {
    mistakeCode: 'MISREAD_QUESTION',
    feedback: {
      tr: 'İkinci kesir bütünün kesri gibi alınmış; o, ilk adımdan kalanın kesridir.',
      en: 'The second fraction was taken of the whole; it is a part of what was left after the first step.',
    },
  },
  spent_part_taken_for_rest: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Kalan miktar, alınan kısımların kesriymiş gibi işlenmiş; önce geriye hangi kesrin kaldığını bul.',
      en: 'What is left was treated as the part taken away; find first which fraction remains.',
    },
  },
  one_of_two_steps_undone: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'Yalnızca bir adım geri alınmış; başlangıca dönmek için iki adımı da geri al.',
      en: 'Only one of the steps was undone; undo both to get back to the start.',
    },
  },
} as const satisfies Record<string, Misconception>;
