/** Misconceptions about integers, digits, order of operations and divisibility. */
import type { Misconception } from './misconception.ts';

export const integerMisconceptions = {
  product_of_negatives_negative: {
    mistakeCode: 'SIGN_ERROR',
    feedback: {
      tr: 'Negatif bir sayı çıkarılırken işareti hesaba katılmamış; negatif bir sayıyı çıkarmak, karşıtını toplamaktır.',
      en: 'A negative number was taken away as if it were positive; subtracting it means adding its opposite.',
    },
  },
  worked_left_to_right: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'İşlemler soldan sağa sırayla yapılmış; çarpma ve bölme, toplama ve çıkarmadan önce gelir.',
      en: 'The operations were done from left to right; multiplication and division come before addition and subtraction.',
    },
  },
  bracket_ignored: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'Parantez yokmuş gibi işlem yapılmış; çarpan, parantezin içindeki sonucun tamamıyla çarpılır.',
      en: 'The brackets were read as if they were not there; the factor multiplies the whole result inside them.',
    },
  },
  decrease_taken_as_increase: {
    mistakeCode: 'MISREAD_QUESTION',
    feedback: {
      tr: 'Azaltılan rakam da artırılmış gibi eklenmiş; azalışı eksi işaretiyle yaz.',
      en: 'A decreased digit was counted as an increase; write decreases with a minus.',
    },
  },
  places_swapped: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Onlar ile birler basamağının değerleri yer değiştirmiş; her değişimi kendi basamağının değeriyle çarp.',
      en: 'The values of the tens and the ones changed places; multiply each change by the value of its own place.',
    },
  },
  place_value_ignored: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Rakamlardaki değişimler basamak değerine bakılmadan toplanmış; yüzler basamağındaki 1, sayıda 100 eder.',
      en: 'The changes were added without their place values; 1 in the hundreds place is worth 100.',
    },
  },
  place_value_of_first_only: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Basamak değeri yalnızca yüzler basamağında kullanılmış; onlar basamağındaki değişimi de 10 ile çarp.',
      en: 'Only the hundreds were counted with their place value; the change of the tens has to be multiplied by 10 too.',
    },
  },
  middle_taken_for_end: {
    mistakeCode: 'MISREAD_QUESTION',
    feedback: {
      tr: 'Toplam terim sayısına bölünerek ortadaki sayı bulunmuş; istenen uçtaki sayıya kadar adımları da say.',
      en: 'Dividing the sum by the count gives the middle number; go on from there to the end that is asked for.',
    },
  },
  consecutive_step_wrong: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Ardışık sayıların arası yanlış alınmış; ardışık tam sayılar 1, ardışık tek ya da çift sayılar 2 artar.',
      en: 'The step between the numbers is off; consecutive integers differ by 1, consecutive odd or even ones by 2.',
    },
  },
  one_step_too_many: {
    mistakeCode: 'CALCULATION_ERROR',
    feedback: {
      tr: 'Ortadaki sayıdan uca giderken bir adım fazla sayılmış; ortadakinin bir yanındaki sayıları say.',
      en: 'One step too many was counted from the middle to the end; count the numbers on one side of the middle.',
    },
  },
  all_steps_from_middle: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'Baştan sona bütün adımlar ortadaki sayıya eklenmiş; ortadan uca bunun yarısı kadar adım vardır.',
      en: 'All steps from first to last were added to the middle; only half of them lie between the middle and an end.',
    },
  },
  even_multiple_thought_odd: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Katsayının çift olduğu gözden kaçmış; çift bir sayının tam sayı katları hep çifttir.',
      en: 'The even coefficient was overlooked; every multiple of an even number is even.',
    },
  },
  odd_times_even_thought_odd: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Tek ile çiftin çarpımı tek alınmış; çarpanlardan biri çiftse çarpım çifttir.',
      en: 'The product of an odd and an even number was taken as odd; one even factor makes it even.',
    },
  },
  odd_plus_odd_thought_odd: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'İki tek sayının toplamı ya da farkı tek alınmış; böyle bir sonuç hep çifttir.',
      en: 'The sum or difference of two odd numbers was taken as odd; it is always even.',
    },
  },
  sum_formula_one_short: {
    mistakeCode: 'FORMULA_ERROR',
    feedback: {
      tr: 'Toplam için n(n − 1)/2 kullanılmış; n sayısı da toplandığından formül n(n + 1)/2 olur.',
      en: 'The formula n(n − 1)/2 was used; since n itself is added as well, it is n(n + 1)/2.',
    },
  },
  left_out_for_twice: {
    mistakeCode: 'MISREAD_QUESTION',
    feedback: {
      tr: 'Bir sayı unutulmuş gibi düşünülmüş; oysa bir sayı iki kez eklendiğinden sonuç olması gerekenden büyüktür.',
      en: 'This treats a number as left out; one was added twice, so the result is larger than it should be.',
    },
  },
  excess_halved: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Fazlalık ikiye bölünmüş; sayı zaten bir kez toplamda olduğundan fazlalık sayının kendisidir.',
      en: 'The excess was halved; the number is in the right sum once already, so the excess is the number itself.',
    },
  },
  excess_doubled: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Fazlalık iki katına çıkarılmış; iki kez eklenen sayı, toplamı yalnızca kendisi kadar büyütür.',
      en: 'The excess was doubled; adding a number a second time makes the sum larger by that number only.',
    },
  },
  remainder_taken_as_digit: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: "Rakamlar toplamının 9 ile bölümünden kalan yazılmış; istenen, bu kalanı 9'a tamamlayan rakamdır.",
      en: 'This is the remainder of the digit sum; the digit has to complete it to a multiple of 9.',
    },
  },
  rule_of_three_for_nine: {
    mistakeCode: 'FORMULA_ERROR',
    feedback: {
      tr: "Rakamlar toplamı yalnızca 3'ün katı yapılmış; 9 ile bölünebilme için 9'un katı olmalıdır.",
      en: 'The digit sum was made a multiple of 3 only; divisibility by 9 needs a multiple of 9.',
    },
  },
  digit_sum_slip: {
    mistakeCode: 'CALCULATION_ERROR',
    feedback: {
      tr: "Rakamlar toplamında 1'lik bir kayma var; toplamı yeniden hesaplayıp denetle.",
      en: 'The digit sum is off by 1; add the digits again to check.',
    },
  },
  exponents_without_one: {
    mistakeCode: 'FORMULA_ERROR',
    feedback: {
      tr: 'Üsler doğrudan çarpılmış; bir çarpandan hiç almamak da bir seçenek olduğundan her üsse 1 eklenir.',
      en: 'The exponents were multiplied as they are; each gets 1 more, for taking none of that factor.',
    },
  },
  exponents_added_for_divisors: {
    mistakeCode: 'FORMULA_ERROR',
    feedback: {
      tr: 'Üsler toplanmış; seçenek sayıları çarpılır, toplanmaz.',
      en: 'The exponents were added; the numbers of choices are multiplied, not added.',
    },
  },
  negative_divisors_counted: {
    mistakeCode: 'MISREAD_QUESTION',
    feedback: {
      tr: 'Negatif bölenler de sayılmış; soruda yalnızca pozitif bölenler isteniyor.',
      en: 'Negative divisors were counted too; only the positive ones are asked for.',
    },
  },
  one_or_itself_left_out: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: '1 ya da sayının kendisi sayılmamış; ikisi de bölendir.',
      en: '1 or the number itself was left out; both are divisors.',
    },
  },
  only_prime_divisors_counted: {
    mistakeCode: 'MISREAD_QUESTION',
    feedback: {
      tr: 'Yalnızca asal bölenler sayılmış; asal olmayan bölenleri de hesaba kat.',
      en: 'Only the prime divisors were counted; the others count as well.',
    },
  },
  remainder_added_for_shortfall: {
    mistakeCode: 'SIGN_ERROR',
    feedback: {
      tr: 'Eksiklik ortak kata eklenmiş; kalanlar bölenlerden eksik olduğundan ortak kattan çıkarılır.',
      en: 'The shortfall was added to the common multiple; since the remainders fall short, it has to be subtracted.',
    },
  },
  remainder_subtracted: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'Ortak kattan ilk kalan çıkarılmış; çıkarılacak olan, kalanların bölenlerden ne kadar eksik olduğudur.',
      en: 'The first remainder was taken from the common multiple; subtract how far the remainders fall short of the divisors.',
    },
  },
  remainder_left_out: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'Ortak kat bulunmuş ama kalan bilgisi kullanılmamış; bu sayı üç bölene de tam bölünür.',
      en: 'The common multiple was found, but the remainders were not used; this number leaves none.',
    },
  },
  not_least_multiple: {
    mistakeCode: 'MISREAD_QUESTION',
    feedback: {
      tr: 'Koşulu sağlayan bir sayı bulunmuş ama en küçüğü değil; bir önceki katı da dene.',
      en: 'This number fits, but it is not the least; try the multiple before.',
    },
  },
  first_remainder_for_all: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'İlk kalan üç bölen için de aynıymış gibi eklenmiş; kalanlar farklı olduğundan ortak olan eksikliği ara.',
      en: 'The first remainder was added as if it held for all three; the remainders differ, so look for the common shortfall.',
    },
  },
  bound_overlooked: {
    mistakeCode: 'MISREAD_QUESTION',
    feedback: {
      tr: 'Kalan koşulları sağlanmış ama alt sınır kullanılmamış; sayı verilen sınırdan büyük olmalıdır.',
      en: 'The remainders fit, but the lower bound was not used; the number must be greater than it.',
    },
  },
  product_for_lcm: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'En küçük ortak kat yerine sayıların çarpımı alınmış; ortak çarpanlar yalnızca bir kez yazılır.',
      en: 'The product was taken for the least common multiple; common factors are written only once.',
    },
  },
  sum_for_lcm: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Sayılar toplanmış; birlikte gerçekleşme için iki sayının ortak katı gerekir.',
      en: 'The numbers were added; for both to happen together a common multiple is needed.',
    },
  },
  gcd_for_lcm: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'En büyük ortak bölen bulunmuş; geçen süre iki sayının da katı olmalıdır.',
      en: 'The greatest common divisor was found; the time has to be a multiple of both numbers.',
    },
  },
  later_common_multiple: {
    mistakeCode: 'MISREAD_QUESTION',
    feedback: {
      tr: 'Ortak bir kat bulunmuş ama ilki değil; en küçük ortak katı kullan.',
      en: 'This is a common multiple, but not the first; use the least one.',
    },
  },
  lcm_for_gcd: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'En küçük ortak kat bulunmuş; parçalar iki sayıyı da böldüğünden en büyük ortak bölen gerekir.',
      en: 'The least common multiple was found; the parts divide both numbers, so the greatest common divisor is needed.',
    },
  },
  hour_of_hundred_minutes: {
    mistakeCode: 'UNIT_ERROR',
    feedback: {
      tr: 'Dakikalar saate çevrilirken 100 dakika bir saat sayılmış; bir saat 60 dakikadır.',
      en: 'In turning minutes into hours, 100 minutes were taken as an hour; an hour has 60.',
    },
  },
  not_greatest_common_divisor: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'Ortak bir bölen kullanılmış ama en büyüğü değil; bölümlerin ortak böleni kalmayana dek sürdür.',
      en: 'A common divisor was used, but not the greatest; go on until the quotients share none.',
    },
  },
  parts_multiplied: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'İki parça sayısı çarpılmış; toplam sayı için toplanır.',
      en: 'The two numbers of parts were multiplied; for the total they are added.',
    },
  },
  one_part_only: {
    mistakeCode: 'MISREAD_QUESTION',
    feedback: {
      tr: 'Yalnızca birinden elde edilen sayı yazılmış; öbüründen elde edilenleri de ekle.',
      en: 'This counts the parts of one of the two only; add those of the other.',
    },
  },
} as const satisfies Record<string, Misconception>;
