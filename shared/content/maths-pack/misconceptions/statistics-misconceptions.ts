/** Misconceptions of statistics. */
import type { Misconception } from './misconception.ts';

export const statisticsMisconceptions = {
  wrong_number_of_values: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'Ortalama, bilinen değerlerin sayısıyla çarpılmış; toplam için bütün değerlerin sayısıyla çarp.',
      en: 'The mean was multiplied by the number of known values; for the sum use the number of all values.',
    },
  },
  mean_of_known_given: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Eksik değer yerine bir ortalama yazılmış; ortalama, değerlerden birine eşit olmak zorunda değildir.',
      en: 'A mean was given as the missing value; the mean need not equal any of the values.',
    },
  },
  means_averaged_plainly: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Ortalamalar eşit ağırlıkla ele alınmış; büyük grubun etkisi daha fazladır, toplamlarla çalış.',
      en: 'The means were given equal weight; a larger group counts more, so work with sums.',
    },
  },
  median_without_sorting: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'Ortanca, veriler sıralanmadan okunmuş: önce küçükten büyüğe sırala.',
      en: 'The median was read off before sorting: put the data in order first.',
    },
  },
  mean_for_median: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Aritmetik ortalama hesaplanmış; ortanca, sıralı verilerin ortasındaki değerdir.',
      en: 'The mean was worked out; the median is the middle value of the ordered data.',
    },
  },
  one_of_two_middles: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'Ortadaki iki veriden yalnızca biri alınmış; veri sayısı çiftken ikisinin ortalaması alınır.',
      en: 'Only one of the two middle values was taken; with an even count take the mean of both.',
    },
  },
  middle_of_range: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'En küçük ile en büyük verinin ortası alınmış; ortanca sıradaki yere bakar, uçlara değil.',
      en: 'The middle between smallest and largest was taken; the median looks at the place in the order.',
    },
  },
  range_for_median: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Açıklık hesaplanmış; soru ortancayı istiyor.',
      en: 'The range was worked out; the question asks for the median.',
    },
  },
  frequencies_ignored: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Her değer bir kez sayılmış; her değeri, onu alan kişi sayısıyla çarpmalısın.',
      en: 'Each value was counted once; multiply each one by the number of people who have it.',
    },
  },
  mean_of_frequencies: {
    mistakeCode: 'MISREAD_QUESTION',
    feedback: {
      tr: 'Sütun yüksekliklerinin ortalaması alınmış; istenen, yatay eksendeki değerlerin ortalaması.',
      en: 'The heights of the bars were averaged; the mean of the values on the horizontal axis is asked for.',
    },
  },
  divided_by_kinds: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'Toplam doğru ama yanlış sayıya bölünmüş: bütün kişilerin sayısına böl.',
      en: 'The total is right but was divided by the wrong number: divide by the number of all people.',
    },
  },
  mode_for_mean: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'En yüksek sütunun değeri yazılmış; bu tepe değerdir (mod), ortalama değil.',
      en: 'The value of the tallest bar was given; that is the mode, not the mean.',
    },
  },
  median_for_mean: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Ortadaki değer (ortanca) yazılmış; ortalama için toplamı kişi sayısına böl.',
      en: 'The middle value (median) was given; for the mean divide the total by the number of people.',
    },
  },
  repeats_dropped: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'Tekrar eden veri bir kez sayılmış; her veri geçtiği kadar toplanır ve sayılır.',
      en: 'The repeated value was counted once; every value is added and counted as often as it occurs.',
    },
  },
  frequency_for_mode: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Tekrar sayısı yazılmış; tepe değer, en çok tekrar eden verinin kendisidir.',
      en: 'The number of repeats was given; the mode is the value that repeats, not how often.',
    },
  },
  range_without_extremes: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'Açıklık yanlış verilerden bulunmuş: en büyük veriden en küçüğü çıkar.',
      en: 'The range was taken from the wrong values: subtract the smallest value from the largest.',
    },
  },
  distances_inverted: {
    mistakeCode: 'FORMULA_ERROR',
    feedback: {
      tr: 'Oran ters kurulmuş: ortalamaya yakın olan grup daha kalabalıktır.',
      en: 'The ratio is the wrong way round: the group closer to the common mean is the larger one.',
    },
  },
  sums_taken_as_equal: {
    mistakeCode: 'PREREQUISITE_GAP',
    feedback: {
      tr: 'İki grubun toplamı eşit sayılmış; eşit olan, iki grubun toplamı ile tüm sınıfın toplamıdır.',
      en: 'The sums of the two groups were set equal; it is both together that equal the sum of all.',
    },
  },
} as const satisfies Record<string, Misconception>;
