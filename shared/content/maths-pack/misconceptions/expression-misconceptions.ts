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
  square_of_negative_taken_negative: {
    mistakeCode: 'SIGN_ERROR',
    feedback: {
      tr: 'Negatif sayının karesi negatif alınmış; çift kuvvet pozitiftir.',
      en: 'The square of a negative number was taken as negative; an even power is positive.',
    },
  },
  cube_of_negative_taken_positive: {
    mistakeCode: 'SIGN_ERROR',
    feedback: {
      tr: 'Negatif sayının küpü pozitif alınmış; tek kuvvet negatif kalır.',
      en: 'The cube of a negative number was taken as positive; an odd power stays negative.',
    },
  },
  minus_of_input_lost: {
    mistakeCode: 'MISREAD_QUESTION',
    feedback: {
      tr: 'Sayının eksisi yazılmadan hesaplanmış; değeri parantez içinde, işaretiyle yerine koy.',
      en: 'The number went in without its minus; put it in with brackets and sign.',
    },
  },
  power_read_as_product: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Kuvvet, taban ile üssün çarpımı gibi hesaplanmış; taban kendisiyle üs kadar çarpılır.',
      en: 'A power was worked out as base times exponent; multiply the base by itself instead.',
    },
  },
  constant_term_left_out: {
    mistakeCode: 'CALCULATION_ERROR',
    feedback: {
      tr: 'Sabit terim hesaba katılmamış; onu da ekle.',
      en: 'The constant term was left out; include it.',
    },
  },
  root_sign_not_changed: {
    mistakeCode: 'SIGN_ERROR',
    feedback: {
      tr: 'Bölendeki sayı işareti değiştirilmeden yerine konmuş; böleni sıfır yapan değeri kullan.',
      en: 'The number of the divisor went in with its own sign; use the value that makes the divisor zero.',
    },
  },
  constant_taken_as_remainder: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Sabit terim kalan sanılmış; sabit terim yalnızca x ile bölümden kalandır.',
      en: 'The constant term was taken as remainder; that holds only for division by x.',
    },
  },
  coefficients_added: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Katsayılar toplanmış; bu, polinomun 1 noktasındaki değeridir.',
      en: 'The coefficients were added; that is the value of the polynomial at 1.',
    },
  },
  only_one_pair_multiplied: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'İstenen dereceyi veren çarpımların hepsi alınmamış; üç çiftin katkısını da topla.',
      en: 'Not all products of that degree were taken; add what all three pairs give.',
    },
  },
  like_terms_multiplied_only: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Yalnızca aynı dereceli terimler çarpılmış; çarpımda dereceler toplanır.',
      en: 'Only terms of the same degree were multiplied; in a product the degrees add up.',
    },
  },
  argument_not_matched: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Sayı doğrudan x yerine yazılmış; önce parantezin içini bu sayıya eşitle.',
      en: 'The number went straight in for x; set the bracket equal to it first.',
    },
  },
  shift_applied_forwards: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'Kaydırma ters yönde uygulanmış; parantezin içini sayıya eşitleyip x değerini çöz.',
      en: 'The shift was applied the wrong way; set the bracket equal to the number and solve for x.',
    },
  },
  shift_taken_off_the_value: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Kaydırma, sonuçtan çıkarılmış; kaydırma x değerini değiştirir, sonuca eklenmez.',
      en: 'The shift was taken off the result; it changes x and is not part of the value.',
    },
  },
  remainder_ignored: {
    mistakeCode: 'MISREAD_QUESTION',
    feedback: {
      tr: 'Verilen kalan yerine sıfır alınmış; tam bölünmeyen bölende değer kalana eşittir.',
      en: 'Zero was used in place of the given remainder; there the value equals the remainder.',
    },
  },
  conditions_swapped: {
    mistakeCode: 'MISREAD_QUESTION',
    feedback: {
      tr: 'Tam bölünme ile kalan bilgisi yer değiştirmiş; hangi bölene hangisinin ait olduğuna bak.',
      en: 'Divisibility and remainder changed places; see which belongs to which divisor.',
    },
  },
  factor_constants_taken_as_roots: {
    mistakeCode: 'SIGN_ERROR',
    feedback: {
      tr: 'Çarpanlardaki sayılar kök olarak yazılmış; kökler onların ters işaretlisidir.',
      en: 'The numbers in the brackets were written as roots; the roots have the opposite sign.',
    },
  },
  one_root_lost: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'Yalnızca bir kök yazılmış; her çarpan ayrı bir kök verir.',
      en: 'Only one root was written; each factor gives a root of its own.',
    },
  },
  root_sum_sign_lost: {
    mistakeCode: 'FORMULA_ERROR',
    feedback: {
      tr: 'Kökler toplamının eksisi unutulmuş; toplam -b/a ile bulunur.',
      en: 'The minus of the sum of the roots was forgotten; the sum is -b/a.',
    },
  },
  root_product_sign_changed: {
    mistakeCode: 'FORMULA_ERROR',
    feedback: {
      tr: 'Kökler çarpımına eksi konmuş; çarpım c/a ile bulunur.',
      en: 'The product of the roots was given a minus; it is c/a.',
    },
  },
  reciprocal_of_sum_taken: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Toplamın tersi alınmış; terslerin toplamı için önce payda eşitle.',
      en: 'The reciprocal of the sum was taken; for a sum of reciprocals use a common denominator first.',
    },
  },
  reciprocals_multiplied: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'Tersler toplanacakken çarpılmış; payda eşitleyip payları topla.',
      en: 'The reciprocals were multiplied instead of added; use a common denominator and add the numerators.',
    },
  },
  leading_coefficient_left_out: {
    mistakeCode: 'FORMULA_ERROR',
    feedback: {
      tr: 'Başkatsayıya bölünmemiş; toplam da çarpım da a ile bölünür.',
      en: 'The division by the leading coefficient is missing; both sum and product are over a.',
    },
  },
  four_left_out_of_discriminant: {
    mistakeCode: 'FORMULA_ERROR',
    feedback: {
      tr: 'Diskriminantta 4 çarpanı unutulmuş; formül b² - 4ac biçimindedir.',
      en: 'The factor 4 of the discriminant was left out; the formula is b² - 4ac.',
    },
  },
  every_quadratic_given_two_roots: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'İkinci dereceden her denkleme iki kök verilmiş; diskriminant negatifse gerçek kök yoktur.',
      en: 'Two roots were given to the equation as to any quadratic; with a negative discriminant there are no real roots.',
    },
  },
  double_root_counted_twice: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Çift katlı kök iki farklı kök sayılmış; diskriminant sıfırsa kökler eşittir.',
      en: 'A double root was counted as two different ones; with discriminant zero the roots are equal.',
    },
  },
  discriminant_sign_slip: {
    mistakeCode: 'SIGN_ERROR',
    feedback: {
      tr: 'Diskriminantta -4ac teriminin işareti karışmış; a ve c sayılarını işaretleriyle yerine koy.',
      en: 'The sign of -4ac went wrong in the discriminant; put a and c in with their signs.',
    },
  },
  half_perimeter_taken: {
    mistakeCode: 'FORMULA_ERROR',
    feedback: {
      tr: 'İki kenarın toplamı çevre sanılmış; çevre dört kenarın toplamıdır.',
      en: 'The sum of two sides was taken as perimeter; the perimeter adds all four.',
    },
  },
  difference_added_to_one_side_only: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'Kenarlar arasındaki fark çevreye bir kez eklenmiş; dikdörtgende iki uzun kenar vardır.',
      en: 'The difference of the sides was added once; a rectangle has two longer sides.',
    },
  },
  rectangle_story_sides_taken_equal: {
    mistakeCode: 'MISREAD_QUESTION',
    feedback: {
      tr: 'Dört kenar eşit alınmış; uzun ve kısa kenar farklıdır.',
      en: 'All four sides were taken as equal; the longer and the shorter side differ.',
    },
  },
  negative_root_taken_as_side: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'Negatif kökün işareti atılıp kısa kenar yapılmış; negatif kökü ele.',
      en: 'The negative root without its minus was taken as the shorter side; reject the negative root.',
    },
  },
} as const satisfies Record<string, Misconception>;
