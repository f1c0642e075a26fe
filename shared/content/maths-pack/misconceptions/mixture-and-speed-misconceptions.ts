/** Misconceptions about mixtures and speeds. */
import type { Misconception } from './misconception.ts';

export const mixtureAndSpeedMisconceptions = {
  mixture_part_compared_with_water: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Çözünen miktar suya oranlanmış; yüzde, karışımın tamamına göre bulunur.',
      en: 'The dissolved amount was compared with the water; a percentage is taken of the whole mixture.',
    },
  },
  mixture_grams_read_as_percent: {
    mistakeCode: 'UNIT_ERROR',
    feedback: {
      tr: 'Gram olarak bulunan miktar yüzde diye yazılmış; onu karışımın tamamına böl.',
      en: 'An amount in grams was given as a percentage; divide it by the whole mixture.',
    },
  },
  mixture_ratio_turned_over: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'Oran ters kurulmuş; hangi miktarın hangisine bölündüğünü yeniden yaz.',
      en: 'The ratio was turned over; write down again which amount is divided by which.',
    },
  },
  mixture_decimal_point_shifted: {
    mistakeCode: 'CALCULATION_ERROR',
    feedback: {
      tr: 'Yüzdeye çevirirken virgül bir basamak kaymış; oranı 100 ile çarp.',
      en: 'The decimal point slipped one place when turning the ratio into percent; multiply by 100.',
    },
  },
  mixture_plain_mean_of_percents: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Yüzdelerin düz ortalaması alınmış; miktarlar farklıysa çok olanın etkisi daha büyüktür.',
      en: 'The plain mean of the percentages was taken; with different amounts the larger one weighs more.',
    },
  },
  mixture_weights_swapped: {
    mistakeCode: 'MISREAD_QUESTION',
    feedback: {
      tr: 'Yüzdeler öbür karışımın miktarıyla çarpılmış; her yüzdeyi kendi miktarıyla eşleştir.',
      en: 'Each percentage was multiplied by the other amount; match every percentage with its own amount.',
    },
  },
  mixture_percents_added: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Yüzdeler toplanmış; toplanan, çözünen maddenin gramlarıdır.',
      en: 'The percentages were added; it is the grams of the dissolved substance that add up.',
    },
  },
  mixture_percents_subtracted: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Yüzdelerin farkı alınmış; karışımın oranı iki oranın arasında bir değerdir.',
      en: 'The percentages were subtracted; the share in the mixture lies between the two.',
    },
  },
  mixture_percent_points_of_old_amount: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Yüzdelerin farkı ilk miktara uygulanmış; su eklenince karışımın tamamı da büyür.',
      en: 'The difference of the percentages was applied to the old amount; with water the whole grows too.',
    },
  },
  mixture_divided_by_old_percent: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'İlk yüzdeye bölünmüş; yeni karışım için yeni yüzdeye böl.',
      en: 'The division was by the old percentage; for the new mixture divide by the new one.',
    },
  },
  mixture_old_water_ignored: {
    mistakeCode: 'PREREQUISITE_GAP',
    feedback: {
      tr: 'İlk karışımdaki su hesaba katılmamış; önce değişmeyen çözünen miktarı bul.',
      en: 'The water already there was ignored; start from the dissolved amount, which does not change.',
    },
  },
  mixture_second_round_left_out: {
    mistakeCode: 'MISREAD_QUESTION',
    feedback: {
      tr: 'İşlem bir kez uygulanmış; soruda iki kez yapılıyor.',
      en: 'The step was done once; the question does it twice.',
    },
  },
  mixture_same_amount_removed_twice: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Her seferinde ilk orana göre eksiltilmiş; ikinci işlem, kalan orana uygulanır.',
      en: 'The first share was reduced both times; the second round works on the share that is left.',
    },
  },
  mixture_nothing_poured_out: {
    mistakeCode: 'MISREAD_QUESTION',
    feedback: {
      tr: 'Dökülen kısım hesaba katılmadan yalnızca su eklenmiş; toplam miktarın değişmediğine dikkat et.',
      en: 'Water was added without the pouring out; mind that the volume stays the same.',
    },
  },
  mixture_removed_share_kept: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'Kalan yerine dökülen kesirle çarpılmış; kalan kesri kullan.',
      en: 'The fraction poured out was used; multiply by the fraction that is left.',
    },
  },
  mixture_equal_amounts_assumed: {
    mistakeCode: 'GUESS',
    feedback: {
      tr: 'Miktarlar eşit alınmış; bu ancak fiyat tam ortadaysa doğru olur.',
      en: 'Equal amounts were taken; that holds only when the price lies exactly in the middle.',
    },
  },
  mixture_equal_values_assumed: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'İki malın toplam değerleri eşitlenmiş; eşit olan, karışımın değeri ile parçaların değerleri toplamıdır.',
      en: 'The values of the two kinds were set equal; what is equal is the value of the mix and the sum of the parts.',
    },
  },
  mixture_compared_with_whole_gap: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'Fark, iki fiyat arasındaki bütün farka bölünmüş; öbür fiyatla karışım arasındaki farka böl.',
      en: 'The gap was divided by the whole distance of the prices; divide by the gap between the other price and the mix.',
    },
  },
  speed_minutes_as_hundredths: {
    mistakeCode: 'UNIT_ERROR',
    feedback: {
      tr: 'Dakika, saatin yüzde biri gibi yazılmış; bir saat 60 dakikadır.',
      en: 'Minutes were written as hundredths of an hour; an hour has 60 minutes.',
    },
  },
  speed_ratio_turned_over: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'Süre oranı ters kurulmuş; dakikayı 60 sayısına böl.',
      en: 'The fraction of the hour was turned over; divide the minutes by 60.',
    },
  },
  speed_minutes_not_converted: {
    mistakeCode: 'UNIT_ERROR',
    feedback: {
      tr: 'Dakika saate çevrilmeden çarpılmış; hız saatlikse süreyi de saat olarak yaz.',
      en: 'The minutes were multiplied without conversion; with a speed per hour, write the time in hours.',
    },
  },
  speed_remaining_minutes_used: {
    mistakeCode: 'MISREAD_QUESTION',
    feedback: {
      tr: 'Verilen süre yerine saatin kalan dakikaları kullanılmış; verilen süreyi al.',
      en: 'The rest of the hour was used instead of the given minutes; take the given time.',
    },
  },
  speed_meeting_taken_in_the_middle: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Karşılaşma yolun ortasında sanılmış; hızlar farklıysa hızlı olan daha çok yol alır.',
      en: 'The meeting was placed in the middle; with different speeds the faster one covers more.',
    },
  },
  speed_difference_for_sum: {
    mistakeCode: 'FORMULA_ERROR',
    feedback: {
      tr: 'Hızların farkı alınmış; farkla çalışmak, aynı yönde giden iki araç içindir.',
      en: 'The difference of the speeds was taken; that belongs to two vehicles going the same way.',
    },
  },
  speed_sum_for_difference: {
    mistakeCode: 'FORMULA_ERROR',
    feedback: {
      tr: 'Hızların toplamı alınmış; aynı yönde gidilirken aradaki uzaklık hızların farkı kadar kapanır.',
      en: 'The speeds were added; in the same direction the gap closes by their difference.',
    },
  },
  speed_one_hour_only: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'Yalnızca bir saatlik yol kullanılmış; geçen saatlerle çarp.',
      en: 'Only the way of one hour was used; multiply by the hours that passed.',
    },
  },
  speed_mean_used_for_closing: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Yaklaşma hızı olarak hızların ortalaması alınmış; karşılıklı gelen araçlarda hızlar toplanır.',
      en: 'The mean of the speeds was used for closing in; for vehicles that meet, the speeds add up.',
    },
  },
  speed_other_taken_as_standing: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Öndeki araç duruyormuş gibi hesaplanmış; o da yol almayı sürdürür.',
      en: 'The one in front was taken as standing still; it keeps moving.',
    },
  },
  speed_lead_time_given: {
    mistakeCode: 'GUESS',
    feedback: {
      tr: 'Önden çıkma süresi yanıt olarak verilmiş; yetişme süresini hız farkından hesapla.',
      en: 'The head start was given as the answer; work the time out from the difference of the speeds.',
    },
  },
  speed_plain_mean: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Hızların düz ortalaması alınmış; yavaş gidilen yol daha uzun sürer, toplam yolu toplam süreye böl.',
      en: 'The plain mean of the speeds was taken; the slower way takes longer, so divide the whole way by the whole time.',
    },
  },
  speed_return_distance_left_out: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'Toplam yol olarak yalnızca tek yön alınmış; dönüş yolunu da ekle.',
      en: 'Only one way was taken as the whole distance; add the way back.',
    },
  },
  speed_mean_of_times_used: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'Toplam süre yerine gidiş ve dönüş sürelerinin ortalaması alınmış; süreleri topla.',
      en: 'The mean of the two times was used for the whole time; add the times.',
    },
  },
  speed_sum_given: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Hızlar toplanmış; ortalama, iki hızın arasında bir değerdir.',
      en: 'The speeds were added; an average lies between the two.',
    },
  },
  speed_train_length_left_out: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Trenin uzunluğu hesaba katılmamış; arka uç çıkana kadar tren boyu kadar daha yol alınır.',
      en: 'The length of the train was left out; until the rear is out, one more train length is covered.',
    },
  },
  speed_train_length_subtracted: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'Trenin uzunluğu çıkarılmış; bu, trenin tamamen içeride olduğu süredir.',
      en: 'The length of the train was subtracted; that is the time the whole train is inside.',
    },
  },
  speed_train_length_counted_twice: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'Trenin uzunluğu iki kez eklenmiş; ön ucun aldığı yol, tren boyunu bir kez içerir.',
      en: 'The length of the train was added twice; the way of the front holds it once.',
    },
  },
  speed_unit_not_converted: {
    mistakeCode: 'UNIT_ERROR',
    feedback: {
      tr: 'Metre, saatteki kilometreye doğrudan bölünmüş; hızı saniyede metreye çevir.',
      en: 'Metres were divided by kilometres an hour; convert the speed to metres a second.',
    },
  },
} as const satisfies Record<string, Misconception>;
