/** Misconceptions about sets and functions. */
import type { Misconception } from './misconception.ts';

export const setAndFunctionMisconceptions = {
  set_difference_reversed: {
    mistakeCode: 'MISREAD_QUESTION',
    feedback: {
      tr: 'Fark ters yönde alınmış; soldaki kümeden sağdakinin elemanlarını çıkar.',
      en: 'The difference was taken the other way round; remove the elements of the right set from the left one.',
    },
  },
  set_intersection_for_difference: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Ortak elemanlar yazılmış; fark kümesinde tam da bunlar bulunmaz.',
      en: 'The common elements were listed; those are just the ones a difference leaves out.',
    },
  },
  set_symmetric_difference_taken: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Yalnız birinde olan bütün elemanlar alınmış; fark kümesi yalnızca soldaki kümeden eleman içerir.',
      en: 'All elements that are in just one set were taken; a difference holds elements of the left set only.',
    },
  },
  set_union_for_difference: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'İki kümenin bütün elemanları birleştirilmiş; fark kümesi birleşim değildir.',
      en: 'All elements of both sets were joined; a difference is not a union.',
    },
  },
  set_common_elements_kept: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'Ortak olanlar çıkarılmamış; yalnız birinde olanlar için ortakları düş.',
      en: 'The common ones were not taken off; for those in one only, subtract them.',
    },
  },
  set_common_part_counted_twice: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Ortak elemanlar iki kez sayılmış; birleşimde kesişimi bir kez çıkar.',
      en: 'The common elements were counted twice; take the intersection off once for the union.',
    },
  },
  set_common_part_removed_twice: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'Kesişim iki kez çıkarılmış; ortak elemanlar birleşimde bir kez bulunur.',
      en: 'The intersection was taken off twice; the common elements belong to the union once.',
    },
  },
  set_common_part_added: {
    mistakeCode: 'SIGN_ERROR',
    feedback: {
      tr: 'Kesişim çıkarılacakken eklenmiş; formülde kesişimin önünde eksi vardır.',
      en: 'The intersection was added instead of subtracted; it carries a minus in the formula.',
    },
  },
  set_excluded_elements_left_free: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'Bulunmaması istenen elemanlar da seçime bırakılmış; onları baştan ayır.',
      en: 'The elements to be left out were still left to choice; set them aside first.',
    },
  },
  set_fixed_elements_left_free: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'Bulunması istenen elemanlar da seçime bırakılmış; onlar her alt kümede vardır.',
      en: 'The elements that must be in were still left to choice; they are in every such subset.',
    },
  },
  set_power_taken_as_product: {
    mistakeCode: 'FORMULA_ERROR',
    feedback: {
      tr: 'Alt küme sayısı eleman sayısının 2 katı alınmış; her eleman sayıyı ikiye katlar, kuvvet al.',
      en: 'The number of subsets was taken as twice the elements; each element doubles it, so use a power of 2.',
    },
  },
  set_one_subset_dropped: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Bir alt küme çıkarılmış; koşulu sağlayan alt kümelerden hiçbiri atılmaz.',
      en: 'One subset was taken off; none of those that meet the condition is to be dropped.',
    },
  },
  set_condition_ignored: {
    mistakeCode: 'MISREAD_QUESTION',
    feedback: {
      tr: 'Koşul kullanılmadan bütün alt kümeler sayılmış; koşula uyanları say.',
      en: 'All subsets were counted without the condition; count those that meet it.',
    },
  },
  set_outsiders_ignored: {
    mistakeCode: 'MISREAD_QUESTION',
    feedback: {
      tr: 'İkisine de girmeyenler hesaba katılmamış; önce onları toplamdan çıkar.',
      en: 'Those in neither were left out of account; take them off the total first.',
    },
  },
  set_sizes_subtracted: {
    mistakeCode: 'GUESS',
    feedback: {
      tr: 'İki kümenin sayıları birbirinden çıkarılmış; yalnız birinde olanlar için ortak sayıyı bul.',
      en: 'The two sizes were subtracted from each other; find the common number first.',
    },
  },
  set_common_part_missing_in_equation: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Denklemde kesişim kullanılmamış; iki grubun toplamında ortak olanlar iki kez sayılır.',
      en: 'The intersection is missing from the equation; the sum of the groups counts the common ones twice.',
    },
  },
  set_ratio_applied_to_only_parts: {
    mistakeCode: 'MISREAD_QUESTION',
    feedback: {
      tr: 'Kat bilgisi yalnız birinde olanlara uygulanmış; verilen oran grupların tamamı içindir.',
      en: 'The ratio was applied to those in one group only; it holds for the whole groups.',
    },
  },
  set_inner_element_taken_out: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'İçteki kümenin elemanı dıştaki kümenin elemanı sayılmış; iç parantezdeki, tek bir elemandır.',
      en: 'An element of an inner set was taken as an element of the outer one; inner braces make a single element.',
    },
  },
  set_element_and_subset_confused: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Eleman olma ile alt küme olma karışmış; alt kümenin bütün elemanları kümede olmalıdır.',
      en: 'Element and subset were mixed up; every element of a subset must be in the set.',
    },
  },
  set_empty_set_taken_as_element: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Boş küme eleman sayılmış; boş küme her kümenin alt kümesidir, yazılmadıkça elemanı değildir.',
      en: 'The empty set was taken as an element; it is a subset of every set, but an element only where it is listed.',
    },
  },
  set_inner_elements_counted: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'Eleman sayısı için içteki sayılar sayılmış; dış parantezin virgülle ayrılan elemanlarını say.',
      en: 'The inner numbers were counted; count what the outer braces list.',
    },
  },
  function_output_used_as_input: {
    mistakeCode: 'MISREAD_QUESTION',
    feedback: {
      tr: 'Verilen çıktı, girdi gibi yerine konmuş; kuralı bu değere eşitle.',
      en: 'The given output was put in as input; set the rule equal to it.',
    },
  },
  function_order_reversed: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'Bileşkede sıra ters uygulanmış; önce sağdaki fonksiyon işler.',
      en: 'The composition was worked in the wrong order; the function on the right acts first.',
    },
  },
  function_composition_as_product: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Bileşke, çarpma gibi hesaplanmış; birinin sonucu öbürünün girdisidir.',
      en: 'The composition was worked out as a product; the result of one is the input of the other.',
    },
  },
  function_values_added: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Fonksiyon değerleri toplanmış; verilen değerlerin toplamı aranan değeri vermez.',
      en: 'Function values were added; their sum is not the value asked for.',
    },
  },
  function_inverse_as_reciprocal: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Ters fonksiyon yerine değerin çarpmaya göre tersi alınmış; kuralı verilen sayıya eşitle.',
      en: 'The reciprocal was taken instead of the inverse function; set the rule equal to the given number.',
    },
  },
  function_undone_in_wrong_order: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'İşlemler yanlış sırayla geri alınmış; en son yapılan işlemi önce geri al.',
      en: 'The steps were undone in the wrong order; undo the last one first.',
    },
  },
  function_unused_output_refused: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Boşta kalan değerler yüzünden fonksiyon sayılmamış; görüntü kümesi, değer kümesinin tamamı olmak zorunda değildir.',
      en: 'It was refused because of unused values; a function need not reach all of its target set.',
    },
  },
  function_shared_output_refused: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Ortak görüntü yüzünden fonksiyon sayılmamış; iki eleman aynı görüntüye gidebilir.',
      en: 'It was refused because of a shared image; two elements may go to the same one.',
    },
  },
  function_two_outputs_accepted: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'İki görüntüsü olan eleman gözden kaçmış; fonksiyonda her elemanın tek görüntüsü olur.',
      en: 'An element with two images was overlooked; in a function each has just one.',
    },
  },
  function_missing_output_accepted: {
    mistakeCode: 'PREREQUISITE_GAP',
    feedback: {
      tr: 'Görüntüsü olmayan eleman gözden kaçmış; tanım kümesindeki her elemanın görüntüsü olmalıdır.',
      en: 'An element without an image was overlooked; every element of the domain needs one.',
    },
  },
  function_taken_as_proportional: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Fonksiyon doğru orantı sanılmış; doğrusal fonksiyonda sabit terim de bulunabilir.',
      en: 'The function was taken as proportional; a linear function may have a constant term too.',
    },
  },
  function_slope_taken_as_one: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'Girdi farkı doğrudan çıktıya eklenmiş; onu önce eğimle çarp.',
      en: 'The change of the input was added straight to the output; multiply it by the slope first.',
    },
  },
  function_one_step_only: {
    mistakeCode: 'CALCULATION_ERROR',
    feedback: {
      tr: 'Eğim yalnızca bir kez eklenmiş; girdi kaç arttıysa o kadar kez ekle.',
      en: 'The slope was added once; add it as many times as the input grows.',
    },
  },
  function_inner_expression_left_out: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'x değeri bulunup bırakılmış; istenen, parantezin içindeki ifadenin değeridir.',
      en: 'The work stopped at x; the value of the expression in the bracket is asked for.',
    },
  },
  function_inner_expression_undone: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'Parantezin içi ters yönde uygulanmış; x değerini bu ifadede yerine koy.',
      en: 'The inner expression was undone instead of applied; put x into it.',
    },
  },
} as const satisfies Record<string, Misconception>;
