/** Misconceptions about ratio, proportion and percent. */
import type { Misconception } from './misconception.ts';

export const proportionMisconceptions = {
  divided_by_own_part: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Toplam kendi oran sayısına bölünmüş; önce toplam parça sayısına böl, sonra kendi parçalarıyla çarp.',
      en: "The total was divided by the share's own number; divide by the number of all parts, then multiply.",
    },
  },
  ratio_taken_of_whole: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Oran bütüne uygulanmış; verilen oran iki parçanın birbirine oranıdır.',
      en: 'The ratio was applied to the whole; it compares the two parts with each other.',
    },
  },
  shared_equally: {
    mistakeCode: 'MISREAD_QUESTION',
    feedback: {
      tr: 'Toplam eşit paylaştırılmış; verilen oranı kullan.',
      en: 'The total was shared equally; use the given ratio.',
    },
  },
  difference_of_shares: {
    mistakeCode: 'MISREAD_QUESTION',
    feedback: {
      tr: 'İki payın farkı yazılmış; istenen payın kendisidir.',
      en: 'This is the difference of the two parts; one of them is asked for.',
    },
  },
  inverse_taken_as_direct: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Ters orantı, doğru orantı gibi kurulmuş; biri artarken öbürünün azaldığına dikkat et.',
      en: 'An inverse proportion was set up as a direct one; as one quantity grows the other shrinks.',
    },
  },
  direct_taken_as_inverse: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Doğru orantılı çokluk ters orantılı alınmış; iş arttıkça gün sayısı da artar.',
      en: 'A direct proportion was set up as an inverse one; more work takes more days.',
    },
  },
  difference_kept_in_proportion: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Değişim fark olarak aktarılmış; orantıda fark değil, oran ya da çarpım korunur.',
      en: 'The change was carried over as a difference; a proportion keeps the ratio or the product, not the difference.',
    },
  },
  change_taken_for_answer: {
    mistakeCode: 'MISREAD_QUESTION',
    feedback: {
      tr: 'İki durum arasındaki değişim yazılmış; yeni değerin kendisi isteniyor.',
      en: 'This is how much it changes; the new value itself is asked for.',
    },
  },
  inverse_order_only_reversed: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Ters orantı için sayıların sırası ters çevrilmiş; paylar sayıların çarpmaya göre tersleriyle orantılıdır.',
      en: 'The order of the numbers was reversed; in inverse proportion the shares go with the reciprocals of the numbers.',
    },
  },
  middle_term_not_matched: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'Ortak terim iki oranda eşitlenmeden oranlar birleştirilmiş; önce y için aynı sayıyı elde et.',
      en: 'The ratios were joined without matching the common term; make y the same number in both first.',
    },
  },
  one_quantity_left_out: {
    mistakeCode: 'MISREAD_QUESTION',
    feedback: {
      tr: 'Verilen çokluklardan biri hesaba katılmamış; çalışan, saat ve iş miktarının hepsini kullan.',
      en: 'One of the quantities was left out; use the workers, the hours and the amount of work.',
    },
  },
  hours_for_days: {
    mistakeCode: 'UNIT_ERROR',
    feedback: {
      tr: 'Toplam saat bulunmuş; gün sayısı için günlük çalışma saatine böl.',
      en: 'This is the number of hours; divide by the hours a day to get days.',
    },
  },
  percent_of_part_taken: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Verilen parçanın yüzdesi alınmış; verilen sayı bütünün o yüzdesidir.',
      en: 'The percentage of the given part was taken; the given number already is that percentage of the whole.',
    },
  },
  percent_added_to_part: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Parçaya kendi yüzdesi eklenmiş; bütünü bulmak için parçayı yüzdeye bölüp 100 ile çarp.',
      en: 'The percentage was added to the part; to find the whole, divide the part by the percentage and multiply by 100.',
    },
  },
  complement_percent_used: {
    mistakeCode: 'MISREAD_QUESTION',
    feedback: {
      tr: 'Parça, kalan yüzdeye bölünmüş; verilen sayının hangi yüzdeye karşılık geldiğine bak.',
      en: 'The part was divided by the remaining percentage; look which percentage the number belongs to.',
    },
  },
  percent_taken_as_divisor: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Yüzde, kaçta bir gibi kullanılmış; %20 yirmide bir değil, yüzde yirmidir.',
      en: 'The percentage was read as “one in so many”; 20% is twenty in a hundred, not one in twenty.',
    },
  },
  percent_added_as_number: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Yüzde bir sayı gibi eklenmiş ya da çıkarılmış; yüzde, bir büyüklüğün oranıdır.',
      en: 'The percentage was added or subtracted like a number; a percentage is a ratio of some quantity.',
    },
  },
  percents_added: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Farklı sayıların yüzdeleri toplanıp çıkarılmış; ikinci yüzde yeni değer üzerinden alınır.',
      en: 'Percentages of different numbers were combined; the second one is of the new value.',
    },
  },
  decrease_read_as_increase: {
    mistakeCode: 'MISREAD_QUESTION',
    feedback: {
      tr: 'Bir azalış, artış gibi hesaplanmış; her değişimin yönüne yeniden bak.',
      en: 'A decrease was worked out as an increase; look again which way each change goes.',
    },
  },
  increase_read_as_decrease: {
    mistakeCode: 'MISREAD_QUESTION',
    feedback: {
      tr: 'Bir artış, azalış gibi hesaplanmış; her değişimin yönüne yeniden bak.',
      en: 'An increase was worked out as a decrease; look again which way each change goes.',
    },
  },
  percent_change_as_answer: {
    mistakeCode: 'MISREAD_QUESTION',
    feedback: {
      tr: 'Değişim miktarı yazılmış; değişimden sonraki ya da önceki değer isteniyor.',
      en: 'This is the amount of the change; the value before or after it is asked for.',
    },
  },
  percent_of_wrong_base: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Yüzde, yeni değer üzerinden geri alınmış; yüzde eski değer üzerinden hesaplanmıştı.',
      en: 'The percentage was undone on the new value; it had been taken of the old one.',
    },
  },
  change_applied_again: {
    mistakeCode: 'MISREAD_QUESTION',
    feedback: {
      tr: 'Değişim bir kez daha uygulanmış; istenen, değişimden önceki değerdir.',
      en: 'The change was applied once more; the value before it is asked for.',
    },
  },
  change_divided_wrong_way: {
    mistakeCode: 'SIGN_ERROR',
    feedback: {
      tr: 'Artış ile azalış karışmış; yeni değerin eski değerin yüzde kaçı olduğunu yaz.',
      en: 'Increase and decrease were mixed up; write what percentage of the old value the new one is.',
    },
  },
  part_taken_for_rest: {
    mistakeCode: 'MISREAD_QUESTION',
    feedback: {
      tr: 'Yeni değer, değişim yüzdesine karşılık gelir gibi alınmış; değişimden sonra kalan ya da oluşan yüzdeyi kullan.',
      en: 'The new value was matched with the percentage of the change; use the percentage that is there after it.',
    },
  },
  discount_left_out: {
    mistakeCode: 'MISREAD_QUESTION',
    feedback: {
      tr: 'Yapılan indirim hesaba katılmamış; kâr, indirimli satış fiyatıyla maliyetin farkıdır.',
      en: 'The discount was left out; the profit is the reduced selling price less the cost.',
    },
  },
  profit_taken_for_price: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Kâr, satış fiyatı gibi kullanılmış; kâr satış fiyatıyla maliyetin farkıdır.',
      en: 'The profit was used as the selling price; it is the selling price less the cost.',
    },
  },
  discount_taken_for_profit: {
    mistakeCode: 'MISREAD_QUESTION',
    feedback: {
      tr: 'Verilen tutar indirim yüzdesine karşılık alınmış; bu tutar kârdır.',
      en: 'The given amount was matched with the discount; it is the profit.',
    },
  },
} as const satisfies Record<string, Misconception>;
