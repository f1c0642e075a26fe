/** Misconceptions of counting and probability. */
import type { Misconception } from './misconception.ts';

export const chanceMisconceptions = {
  choices_added: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Birlikte yapılan seçimlerin sayıları toplanmış; "ve" ile bağlanan seçimler çarpılır.',
      en: 'The numbers of choices made together were added; choices joined by "and" are multiplied.',
    },
  },
  last_choice_added: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'Seçimlerden biri çarpılacakken toplanmış: her seçim öbürlerinin hepsiyle eşleşir, hepsini çarp.',
      en: 'One of the choices was added instead of multiplied: each choice goes with all the others, so multiply all.',
    },
  },
  choices_paired: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Seçimler ikişer ikişer eşleştirilip toplanmış; oysa her seferinde üç gruptan da birer tane alınır.',
      en: 'The groups were paired two by two and added; each time one is taken from all three groups.',
    },
  },
  group_left_out: {
    mistakeCode: 'MISREAD_QUESTION',
    feedback: {
      tr: 'Bir grubun seçimi hesaba katılmamış: soruda istenen her seçim için bir çarpan yaz.',
      en: 'The choice from one group is missing: write one factor for every choice the question asks for.',
    },
  },
  order_counted: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Aynı seçim farklı sıralarla yeniden sayılmış; burada sıra önemli değil.',
      en: 'The same selection was counted again in other orders; order does not matter here.',
    },
  },
  groups_mixed: {
    mistakeCode: 'MISREAD_QUESTION',
    feedback: {
      tr: 'Gruplar birleştirilip tek seçim yapılmış; her gruptan kaç tane alınacağı ayrı ayrı verilmiş.',
      en: 'The groups were merged into one selection; the question fixes how many come from each group.',
    },
  },
  groups_swapped: {
    mistakeCode: 'MISREAD_QUESTION',
    feedback: {
      tr: 'Gruplardan seçilecek sayılar yer değiştirmiş: hangi gruptan kaç tane istendiğini yeniden oku.',
      en: 'The numbers to choose from the groups changed places: read again how many come from which group.',
    },
  },
  sizes_multiplied: {
    mistakeCode: 'FORMULA_ERROR',
    feedback: {
      tr: 'Seçim sayısı yerine verilen sayılar doğrudan çarpılmış; her grup için kombinasyon hesapla.',
      en: 'The given numbers were multiplied as they are; work out a combination for each group instead.',
    },
  },
  one_fixed_then_rest: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Önce bir kişi ya da nesne seçilip geri kalanlar serbest bırakılmış; aynı seçim birkaç kez sayılmış olur.',
      en: 'One was picked first and the rest left free; that counts the same selection several times.',
    },
  },
  at_least_read_as_exactly: {
    mistakeCode: 'MISREAD_QUESTION',
    feedback: {
      tr: '"En az bir" yerine "tam olarak bir" hesaplanmış; daha fazlası da koşula uyar.',
      en: '"Exactly one" was worked out instead of "at least one"; more than one also counts.',
    },
  },
  complement_given: {
    mistakeCode: 'MISREAD_QUESTION',
    feedback: {
      tr: 'Bulunan değer istenenin değil, istenmeyen durumların değeri: bütünden çıkarmayı unutma.',
      en: 'This value belongs to the cases that are not wanted: take it away from the whole.',
    },
  },
  condition_ignored: {
    mistakeCode: 'MISREAD_QUESTION',
    feedback: {
      tr: 'Sorudaki koşul kullanılmadan tüm durumlar sayılmış: koşulun altını çiz ve yeniden say.',
      en: 'All cases were counted without the condition: underline the condition and count again.',
    },
  },
  wrong_case_subtracted: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'Bütünden yanlış durum çıkarılmış: "en az bir"in tümleyeni "hiç"tir.',
      en: 'The wrong case was taken away from the whole: the complement of "at least one" is "none".',
    },
  },
  inner_order_forgotten: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'Yan yana duranların kendi içindeki sıralanışı eksik: onları faktöriyelle ayrıca sırala.',
      en: 'The order inside the block is not fully counted: arrange its members with a factorial as well.',
    },
  },
  block_place_forgotten: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'Birlikte duran grubun sıradaki yeri sayılmamış: grup da öbürleriyle birlikte sıralanan bir elemandır.',
      en: 'The place of the block in the row was not counted: the block is one more item to arrange.',
    },
  },
  leading_zero_allowed: {
    mistakeCode: 'MISREAD_QUESTION',
    feedback: {
      tr: 'Sıfırla başlayan dizilişler de sayılmış; bunlar istenen basamakta bir sayı değildir, çıkar.',
      en: 'Arrangements that start with zero were counted too; they have fewer digits, so take them away.',
    },
  },
  repeats_ignored: {
    mistakeCode: 'FORMULA_ERROR',
    feedback: {
      tr: 'Aynı rakamlar farklıymış gibi sıralanmış; tekrar sayılarının faktöriyellerine bölmelisin.',
      en: 'Equal digits were arranged as if they were different; divide by the factorials of the repeats.',
    },
  },
  part_to_part: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Bir parça öbür parçaya bölünmüş; olasılıkta payda tüm durumların sayısıdır.',
      en: 'One part was divided by the other part; in a probability the denominator counts all outcomes.',
    },
  },
  kinds_taken_as_equally_likely: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Türler eş olasılıklı sayılmış; oysa her türden farklı sayıda var. Türleri değil, nesneleri say.',
      en: 'The kinds were taken as equally likely although their numbers differ. Count objects, not kinds.',
    },
  },
  one_case_only: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'İstenen durumların yalnızca bir bölümü alınmış: koşula uyan bütün türleri topla.',
      en: 'Only some of the wanted outcomes were taken: add up every kind that fits the condition.',
    },
  },
  one_over_count: {
    mistakeCode: 'GUESS',
    feedback: {
      tr: 'Paya 1 yazılmış; paya istenen durumların sayısı gelir.',
      en: 'The numerator was set to 1; it has to be the number of wanted outcomes.',
    },
  },
  compared_counts_not_ratios: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Kırmızı topların sayıları karşılaştırılmış; olasılık için her torbadaki oranı bul.',
      en: 'The numbers of red balls were compared; for a probability find the share in each bag.',
    },
  },
  compared_other_parts: {
    mistakeCode: 'CALCULATION_ERROR',
    feedback: {
      tr: 'Oranların karşılaştırması ters çıkmış: iki kesri ortak paydaya getirip yeniden karşılaştır.',
      en: 'The comparison of the shares came out the wrong way: use a common denominator and compare again.',
    },
  },
  drawn_with_replacement: {
    mistakeCode: 'MISREAD_QUESTION',
    feedback: {
      tr: 'İlk seçilen geri konmuş gibi hesaplanmış; ikinci seçimde hem pay hem payda bir azalır.',
      en: 'The first one was treated as put back; for the second both numerator and denominator drop by one.',
    },
  },
  drawn_over_total: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Seçilen sayısı toplam sayıya bölünmüş; her seçimin olasılığını bulup çarpmalısın.',
      en: 'The number drawn was divided by a count; find the probability of each draw and multiply.',
    },
  },
  total_not_reduced: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'İkinci seçimde pay bir azaltılmış ama payda aynı kalmış: kalanların toplamı da bir azdır.',
      en: 'For the second draw the numerator dropped by one but not the denominator: one fewer is left in all.',
    },
  },
  sums_taken_as_equally_likely: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Toplamlar eş olasılıklı sayılmış; oysa 7 toplamı 2 toplamından çok daha sık gelir. İkilileri say.',
      en: 'The sums were taken as equally likely, but a sum of 7 comes far more often than 2. Count the pairs.',
    },
  },
  pairs_not_ordered: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: '(1, 2) ile (2, 1) aynı sayılmış; iki atışın sonuçları sıralı ikililerdir.',
      en: '(1, 2) and (2, 1) were counted as one; the outcomes of two rolls are ordered pairs.',
    },
  },
  boundary_left_out: {
    mistakeCode: 'MISREAD_QUESTION',
    feedback: {
      tr: 'Sınırdaki değer sayılmamış; "en az" ve "en çok" o değeri de kapsar.',
      en: 'The boundary value was left out; "at least" and "at most" include it.',
    },
  },
  outcomes_added: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'Tüm durumlar için 6 + 6 alınmış; iki zarın sonuçları 6 · 6 ile sayılır.',
      en: '6 + 6 was used for all outcomes; two dice have 6 · 6 of them.',
    },
  },
  overlap_counted_twice: {
    mistakeCode: 'FORMULA_ERROR',
    feedback: {
      tr: 'Olasılıklar doğrudan toplanmış; ikisinin birden gerçekleştiği durum iki kez sayılır, bir kez çıkar.',
      en: 'The probabilities were simply added; the case where both happen is counted twice, so subtract it once.',
    },
  },
  and_instead_of_or: {
    mistakeCode: 'MISREAD_QUESTION',
    feedback: {
      tr: 'Olasılıklar çarpılarak "ikisi birden" bulunmuş; soru "en az biri"ni istiyor.',
      en: 'Multiplying gave the case that both happen; the question asks for at least one.',
    },
  },
  probabilities_averaged: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'İki olasılığın ortalaması alınmış; "en az biri" tek tek olasılıkların ikisinden de büyüktür.',
      en: 'The two probabilities were averaged; "at least one" is larger than either of them.',
    },
  },
} as const satisfies Record<string, Misconception>;
