/** Misconceptions about powers and roots. */
import type { Misconception } from './misconception.ts';

export const powerMisconceptions = {
  exponents_multiplied_in_product: {
    mistakeCode: 'FORMULA_ERROR',
    feedback: {
      tr: 'Çarpmada üsler çarpılmış; aynı tabanlı çarpımda üsler toplanır.',
      en: 'The exponents were multiplied in a product; with equal bases they are added.',
    },
  },
  exponent_added_in_division: {
    mistakeCode: 'FORMULA_ERROR',
    feedback: {
      tr: 'Bölmede paydanın üssü eklenmiş; bu üs çıkarılır.',
      en: 'The exponent below was added in the quotient; it has to be subtracted.',
    },
  },
  bases_multiplied_too: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Üsler toplanırken tabanlar da çarpılmış; aynı tabanlı çarpımda taban değişmez.',
      en: 'The bases were multiplied as well as the exponents added; the base stays as it is.',
    },
  },
  exponents_divided_in_division: {
    mistakeCode: 'FORMULA_ERROR',
    feedback: {
      tr: 'Bölmede üsler bölünmüş; aynı tabanlı bölmede üsler çıkarılır.',
      en: 'The exponents were divided in a quotient; with equal bases they are subtracted.',
    },
  },
  minus_taken_into_power: {
    mistakeCode: 'SIGN_ERROR',
    feedback: {
      tr: 'Önündeki eksi de karesi alınan sayıya katılmış; parantez yoksa üs yalnızca sayıya aittir.',
      en: 'The minus in front was squared too; without brackets the exponent belongs to the number alone.',
    },
  },
  even_power_kept_minus: {
    mistakeCode: 'SIGN_ERROR',
    feedback: {
      tr: 'Parantezli negatif sayının karesi negatif alınmış; parantezin içindeki eksinin de karesi alınır.',
      en: 'The square of the negative number in brackets was taken as negative; a minus inside the brackets is squared as well.',
    },
  },
  odd_power_lost_minus: {
    mistakeCode: 'SIGN_ERROR',
    feedback: {
      tr: 'Negatif sayının tek kuvveti pozitif alınmış; tek kuvvet işareti korur.',
      en: 'An odd power of a negative number was taken as positive; an odd power keeps the sign.',
    },
  },
  zeroth_power_zero: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: "Sıfırıncı kuvvet 0 alınmış; sıfırdan farklı her sayının sıfırıncı kuvveti 1'dir.",
      en: 'The power 0 was taken as 0; any number but 0 to the power 0 is 1.',
    },
  },
  zeroth_power_keeps_sign: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: "Negatif sayının sıfırıncı kuvveti −1 alınmış; parantezli sayının sıfırıncı kuvveti 1'dir.",
      en: 'The power 0 of the negative number was taken as −1; with brackets it is 1.',
    },
  },
  base_times_exponent: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Taban ile üs çarpılmış; üs, tabanın kaç kez çarpan olarak yazılacağını söyler.',
      en: 'The base was multiplied by the exponent; the exponent says how often the base occurs as a factor.',
    },
  },
  bases_used_as_factors: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Tabanlar üslerin katsayısı gibi kullanılmış; önce iki yanı ortak bir tabanın kuvveti olarak yaz.',
      en: 'The bases were used as factors of the exponents; write both sides as powers of one base first.',
    },
  },
  root_exponents_swapped: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'Tabanları ortak yaparken gelen üsler yer değiştirmiş; her taban kendi üssüyle çarpılır.',
      en: 'The exponents from the common base changed sides; each goes with its own base.',
    },
  },
  doubled_instead_of_squared: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Üssün iki katı için sayı 2 ile çarpılmış; üs iki katına çıkınca kuvvetin karesi alınır.',
      en: 'The number was doubled because the exponent doubles; a doubled exponent means a square.',
    },
  },
  exponent_sum_taken_as_sum: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Üsteki toplam, kuvvetlerin toplamı gibi yazılmış; üsteki toplam kuvvetlerin çarpımına dönüşür.',
      en: 'A sum in the exponent was turned into a sum of powers; it becomes a product of powers.',
    },
  },
  exponent_part_left_out: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'Üsteki sabit sayı hesaba katılmamış; bu sayı bir çarpan verir.',
      en: 'The constant in the exponent was left out; it gives a factor.',
    },
  },
  zeros_counted_for_digits: {
    mistakeCode: 'MISREAD_QUESTION',
    feedback: {
      tr: 'Sondaki sıfırlar sayılmış; öndeki sayının basamaklarını da ekle.',
      en: 'These are the zeros at the end; add the digits of the number in front of them.',
    },
  },
  one_leading_digit_assumed: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'Sıfırların önünde tek basamak varmış gibi sayılmış; öndeki çarpımı hesaplayıp basamaklarını say.',
      en: 'One digit was assumed in front of the zeros; work out the product there and count its digits.',
    },
  },
  base_pairs_miscounted: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: '4 ve 25 içindeki ikişer asal çarpan birer sayılmış; 4 = 2² ve 25 = 5² yaz.',
      en: 'The two prime factors in 4 and in 25 were counted as one; write 4 = 2² and 25 = 5².',
    },
  },
  leftover_factor_left_out: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'Öndeki çarpanlardan biri hesaba katılmamış; eşleşmeyen çarpanların hepsini çarp.',
      en: 'One of the factors in front was left out; multiply all those that found no partner.',
    },
  },
  larger_exponent_used: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Sıfır sayısı büyük üsle bulunmuş; bir sıfır için hem 2 hem 5 gerektiğinden küçük olan üs belirler.',
      en: 'The larger exponent was used to count the zeros; each takes a 2 and a 5, so the smaller one decides.',
    },
  },
  exponents_added_for_zeros: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Üsler toplanarak sıfır sayısı bulunmuş; bir sıfır için bir 2 ile bir 5 gerekir.',
      en: 'The exponents were added to count the zeros; each zero takes one 2 and one 5.',
    },
  },
  exponent_shift_forgotten: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'Bulunan sayı üssün tamamıdır; x için üsteki sabiti karşıya geçir.',
      en: 'This is the whole exponent; move its constant across to get x.',
    },
  },
  shift_moved_wrong_way: {
    mistakeCode: 'SIGN_ERROR',
    feedback: {
      tr: 'Üsteki sabit karşıya işaret değiştirmeden geçmiş; toplanan sayı çıkarılarak geçer.',
      en: 'The constant of the exponent crossed over with its sign unchanged; what was added is subtracted.',
    },
  },
  power_index_slip: {
    mistakeCode: 'CALCULATION_ERROR',
    feedback: {
      tr: 'Sayının kaçıncı kuvvet olduğu bir eksik ya da bir fazla sayılmış; kuvvetleri tek tek yazarak say.',
      en: 'The power was counted one too low or too high; write the powers down one by one.',
    },
  },
  roots_added_under_one_root: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Kökler tek kök altında toplanmış; toplama ve çıkarmada kök içleri birleştirilemez, katsayılar toplanır.',
      en: 'The roots were combined under one root; in sums the radicands stay apart and like roots add by coefficient.',
    },
  },
  factor_left_root_unrooted: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'Tam kare çarpan kök dışına karekökü alınmadan çıkmış; dışarıya karekökü yazılır.',
      en: 'The square factor left the root as it was; its square root belongs outside.',
    },
  },
  like_radicands_added: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Katsayılar doğru, ama kök içleri de toplanmış; ortak kök olduğu gibi kalır.',
      en: 'The coefficients are right, but the radicands were added as well; the common root stays as it is.',
    },
  },
  root_sign_dropped: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'Kök işareti yolda kaybolmuş; kök alınmadan sayının kendisi kullanılmış.',
      en: 'The root sign got lost on the way; the number itself was used without taking its root.',
    },
  },
  ends_counted_too: {
    mistakeCode: 'CALCULATION_ERROR',
    feedback: {
      tr: 'Aralığın dışındaki bir tam sayı da sayılmış; yalnızca iki kökün arasındakileri say.',
      en: 'An integer outside the range was counted too; count only those between the two roots.',
    },
  },
  ends_left_out: {
    mistakeCode: 'CALCULATION_ERROR',
    feedback: {
      tr: 'İlk ya da son tam sayı sayılmamış; son eksi ilk artı bir kuralını kullan.',
      en: 'The first or the last integer was left out; count last minus first plus one.',
    },
  },
  roots_ignored_in_bounds: {
    mistakeCode: 'MISREAD_QUESTION',
    feedback: {
      tr: 'Kök içindeki sayıların arası sayılmış; sınırlar bu sayıların karekökleridir.',
      en: 'The integers between the radicands were counted; the bounds are their square roots.',
    },
  },
  root_taken_as_half: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Karekök yerine sayının yarısı alınmış; karesi bu sayıyı veren sayıyı ara.',
      en: 'Half the number was taken for its root; look for the number whose square it is.',
    },
  },
  conjugate_sign_unchanged: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'Paydanın işareti değiştirilmeden paya yazılmış; eşleniğin ortasındaki işaret değişir.',
      en: 'The denominator went up with its sign unchanged; in the conjugate the middle sign changes.',
    },
  },
  denominator_dropped: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'Eşlenikle çarpılmış ama oluşan paydaya bölünmemiş; payda iki kare farkıdır.',
      en: 'The conjugate was used, but not the new denominator; divide by the difference of squares.',
    },
  },
  denominator_sum_of_radicands: {
    mistakeCode: 'FORMULA_ERROR',
    feedback: {
      tr: 'Paydada kök içleri toplanmış; bir ifadenin eşleniğiyle çarpımı kareler farkıdır.',
      en: 'The radicands were added in the denominator; an expression times its conjugate is a difference of squares.',
    },
  },
  numerator_dropped: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'Pay hesaba katılmadan yalnızca eşlenik yazılmış; paydaki sayıyı sadeleştirip çarp.',
      en: 'Only the conjugate was written; the number in the numerator still has to be cancelled and multiplied.',
    },
  },
  root_split_over_sum: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Kök toplamaya ya da çıkarmaya dağıtılmış; bir toplamın kökü, köklerin toplamı değildir.',
      en: 'The root was split over a sum or a difference; the root of a sum is not the sum of the roots.',
    },
  },
  root_of_square_negative: {
    mistakeCode: 'SIGN_ERROR',
    feedback: {
      tr: 'Kare kökün sonucu negatif alınmış; kare kök hiçbir zaman negatif değildir.',
      en: 'The square root was taken as negative; a square root is never negative.',
    },
  },
  middle_sign_changed: {
    mistakeCode: 'SIGN_ERROR',
    feedback: {
      tr: 'Ortadaki işaret değişmiş; karesi alınan ifadenin işareti kök içindeki işaretle aynıdır.',
      en: 'The middle sign changed; the expression that is squared has the same sign as the radicand.',
    },
  },
  one_root_not_taken: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'İki sayıdan yalnızca birinin karekökü alınmış; öbürünün de karekökünü yaz.',
      en: 'Only one of the two numbers went under a root; take the square root of the other as well.',
    },
  },
  product_left_under_root: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'Sayılar toplanacak yerde tek kök altında çarpılmış; iki kökü ayrı ayrı yaz.',
      en: 'The numbers were multiplied under one root; write the two roots separately.',
    },
  },
  odd_root_lost_minus: {
    mistakeCode: 'SIGN_ERROR',
    feedback: {
      tr: 'Negatif sayının küp kökü pozitif alınmış; küp kök işareti korur.',
      en: 'The cube root of a negative number was taken as positive; a cube root keeps the sign.',
    },
  },
} as const satisfies Record<string, Misconception>;
