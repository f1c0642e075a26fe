/** Misconceptions of problems about ages and work. */
import type { Misconception } from './misconception.ts';

export const wordProblemMisconceptions = {
  years_counted_once: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Geçen yıllar bir kez hesaba katılmış; yıllar gruptaki herkes için geçer.',
      en: 'The years were counted once; they pass for everybody in the group.',
    },
  },
  years_in_wrong_direction: {
    mistakeCode: 'MISREAD_QUESTION',
    feedback: {
      tr: 'Sonra ile önce karışmış; sonraki yaşlar için ekle, önceki yaşlar için çıkar.',
      en: 'Later and earlier were mixed up; add for later ages, subtract for earlier ones.',
    },
  },
  one_person_left_out: {
    mistakeCode: 'CALCULATION_ERROR',
    feedback: {
      tr: 'Değişim bir kişi eksik hesaplanmış; en küçüğün yaşı da değişir.',
      en: "The change was counted for one person too few; the youngest one's age changes as well.",
    },
  },
  one_year_for_each: {
    mistakeCode: 'MISREAD_QUESTION',
    feedback: {
      tr: 'Herkes için yalnızca bir yıl hesaplanmış; geçen yıl sayısıyla çarp.',
      en: 'Only one year was counted for each; multiply by the number of years.',
    },
  },
  one_does_not_age: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Kişilerden yalnızca birinin yaşı artırılmış; geçen yıl iki yaşa da eklenir.',
      en: 'Only one of the two was made older; the years are added to both ages.',
    },
  },
  age_gap_as_years: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Yaş farkı yazılmış; geçen yıl sayısı için o günkü yaşlarla denklem kur.',
      en: 'This is the difference of the ages; build an equation with the ages at that time.',
    },
  },
  years_divided_by_multiples: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'Yıl sayısı doğrudan katların farkına bölünmüş; önce iki yaşa da eklenen yıllarla denklem kur.',
      en: 'The years were simply divided by the difference of the multiples; build the equation with both ages at that time first.',
    },
  },
  other_multiple_taken: {
    mistakeCode: 'MISREAD_QUESTION',
    feedback: {
      tr: 'Bugünkü yaş, öbür zamandaki katla hesaplanmış; bugün için verilen katı kullan.',
      en: 'The present age was found with the multiple of the other time; use the one given for today.',
    },
  },
  times_read_as_more: {
    mistakeCode: 'MISREAD_QUESTION',
    feedback: {
      tr: '“Katı” sözü toplama gibi kullanılmış; kat almak çarpmaktır.',
      en: '“Times” was used as “more”; it means a multiplication.',
    },
  },
  new_average_for_joined_only: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Yeni ortalama yalnızca katılanların ortalaması sanılmış; o, grubun tamamının ortalamasıdır.',
      en: 'The new average was taken as that of the newcomers; it belongs to the whole group.',
    },
  },
  averages_subtracted: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Ortalamalar çıkarılmış; ortalamaların değil, toplamların farkını al.',
      en: 'The averages were subtracted; take the difference of the sums instead.',
    },
  },
  joined_people_not_counted: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'Son toplamda katılanlar sayılmamış; kişi sayısı artmıştır.',
      en: 'The newcomers are missing in the later total; there are more people now.',
    },
  },
  averages_swapped: {
    mistakeCode: 'MISREAD_QUESTION',
    feedback: {
      tr: 'Önceki ve sonraki ortalama yer değiştirmiş; her ortalamayı kendi kişi sayısıyla çarp.',
      en: 'The earlier and the later average changed places; multiply each by its own number of people.',
    },
  },
  two_gaps_for_three: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'Geçmiş ile gelecek arası iki eşit farka bölünmüş; arada üç eşit yaş farkı vardır.',
      en: 'The span was split into two equal differences; there are three of them.',
    },
  },
  whole_span_as_gap: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'Geçmiş ile gelecek yaşın farkı yazılmış; bu, üç yaş farkının toplamıdır.',
      en: 'This is the whole span between past and future; it is three times the difference of the ages.',
    },
  },
  one_gap_too_many: {
    mistakeCode: 'CALCULATION_ERROR',
    feedback: {
      tr: 'Bir yaş farkı fazla eklenmiş; geçmişten geleceğe üç yaş farkı vardır.',
      en: 'One difference too many was added; there are three from past to future.',
    },
  },
  times_added_for_rates: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Süreler toplanmış; önce birim sürede yapılan iş kısımlarını yaz, işlemi onlarla yap.',
      en: 'The times were added; write the parts done in a unit of time first and work with those.',
    },
  },
  rest_for_part_done: {
    mistakeCode: 'MISREAD_QUESTION',
    feedback: {
      tr: 'Kalan kısım yazılmış; yapılan kısım isteniyor.',
      en: 'This is the part that is left; the part done is asked for.',
    },
  },
  part_done_for_rest: {
    mistakeCode: 'MISREAD_QUESTION',
    feedback: {
      tr: 'Yapılan kısım yazılmış; kalan kısım isteniyor.',
      en: 'This is the part done; the part that is left is asked for.',
    },
  },
  one_worker_left_out: {
    mistakeCode: 'MISREAD_QUESTION',
    feedback: {
      tr: 'Yalnızca birinin yaptığı iş hesaplanmış; öbürünün yaptığını da ekle.',
      en: 'Only the work of one of them was counted; add that of the other.',
    },
  },
  average_time_taken: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Sürelerin ortalaması alınmış; süreler değil, birim sürede yapılan iş kısımları birleştirilir.',
      en: 'The times were averaged; it is the parts done in a unit of time that combine.',
    },
  },
  times_subtracted: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Süreler çıkarılmış; süreler değil, birim sürede yapılan kısımlar üzerinden işlem yapılır.',
      en: 'The times were subtracted; work with the parts done in a unit of time instead.',
    },
  },
  average_time_halved: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Sürelerin ortalaması ikiye bölünmüş; bu yalnızca hızlar eşitse doğrudur.',
      en: 'The average time was halved; that holds only for equal speeds.',
    },
  },
  only_faster_halved: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Hızlı olanın süresi ikiye bölünmüş; öbürü daha yavaş olduğundan iş bu kadar çabuk bitmez.',
      en: "The faster one's time was halved; the other one is slower, so it takes longer.",
    },
  },
  rates_added_for_subtracted: {
    mistakeCode: 'SIGN_ERROR',
    feedback: {
      tr: 'Birlikte yapılan kısma birininki eklenmiş; öbürünün payı için birlikte yapılan kısımdan çıkar.',
      en: 'One share was added to what both do; subtract it to get what the other does.',
    },
  },
  rates_subtracted_for_added: {
    mistakeCode: 'SIGN_ERROR',
    feedback: {
      tr: 'Yapılan kısımlar çıkarılmış; ikisi de işi ilerlettiğinden toplanır.',
      en: 'The parts were subtracted; both of them move the work on, so they add up.',
    },
  },
  drain_taken_as_tap: {
    mistakeCode: 'SIGN_ERROR',
    feedback: {
      tr: 'Dolan ve boşalan kısımlar toplanmış; biri öbürüne karşı çalıştığından farkını al.',
      en: 'The parts filled and emptied were added; they work against each other, so take the difference.',
    },
  },
  drain_time_as_delay: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Kısa süre iki katına çıkarılmış; ters yönde çalışanın etkisini, bir saatte yaptığı kısmı çıkararak hesapla.',
      en: 'The shorter time was doubled; count what works against it by the part it undoes in an hour.',
    },
  },
  numerator_dropped_in_rate: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'Paydaların çarpımı yazılmış; bir saatte yapılan kısmın payına da bölmek gerekir.',
      en: 'This is the product of the denominators; it still has to be divided by the numerator of the hourly part.',
    },
  },
  times_of_shared_time: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Birlikte geçen süre katla çarpılmış; kat, kişilerin hızları arasındadır.',
      en: 'The shared time was multiplied; the multiple compares the speeds of the two.',
    },
  },
  time_split_by_ratio: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Birlikte geçen süre bölünmüş; tek başına çalışan daha çok zaman harcar.',
      en: 'The shared time was divided; one alone needs more time, not less.',
    },
  },
  shared_time_doubled: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Birlikte geçen süre iki katına çıkarılmış; bu yalnızca hızlar eşitse doğrudur.',
      en: 'The shared time was doubled; that holds only for equal speeds.',
    },
  },
  leaver_finishes_rest: {
    mistakeCode: 'MISREAD_QUESTION',
    feedback: {
      tr: 'Kalan işi ayrılan yapıyormuş gibi hesaplanmış; işi kimin sürdürdüğüne bak.',
      en: 'The rest was given to the one who stopped; look who goes on working.',
    },
  },
  partner_share_left_out: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'Birlikte çalışırken ayrılanın yaptığı iş hesaba katılmamış.',
      en: 'What the one who stopped did while both were working was left out; count it as well.',
    },
  },
  own_share_left_out: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'Birlikte çalışırken işi sürdürenin yaptığı kısım hesaba katılmamış.',
      en: 'What the one who goes on did while both were working was left out; count it as well.',
    },
  },
  done_part_for_rest: {
    mistakeCode: 'MISREAD_QUESTION',
    feedback: {
      tr: 'Biten iş kalan iş gibi kullanılmış; bütünden biten kısmı çıkar.',
      en: 'The part done was used as the rest; subtract it from the whole first.',
    },
  },
  both_finish_rest: {
    mistakeCode: 'MISREAD_QUESTION',
    feedback: {
      tr: 'Kalan işi ikisi yapıyormuş gibi hesaplanmış; kalanı biri tek başına yapar.',
      en: 'The rest was shared by both; one of them does it alone.',
    },
  },
  total_time_for_rest: {
    mistakeCode: 'MISREAD_QUESTION',
    feedback: {
      tr: 'Baştan sona geçen süre yazılmış; yalnızca kalan iş için gereken süre isteniyor.',
      en: 'This is the time from the start; only the time for the rest is asked for.',
    },
  },
  work_done_left_out: {
    mistakeCode: 'MISREAD_QUESTION',
    feedback: {
      tr: 'Önceden yapılan iş çıkarılmamış; yeni ekip yalnızca kalan işi yapar.',
      en: 'The work already done was not taken off; the larger crew does only the rest.',
    },
  },
  only_newcomers_counted: {
    mistakeCode: 'MISREAD_QUESTION',
    feedback: {
      tr: 'Kalan işi yalnızca yeni gelenler yapıyormuş gibi hesaplanmış; ilk ekip de çalışmayı sürdürür.',
      en: 'Only the newcomers were counted for the rest; the first crew goes on working too.',
    },
  },
} as const satisfies Record<string, Misconception>;
