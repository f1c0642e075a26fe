/** Misconceptions about equations, inequalities and absolute values. */
import type { Misconception } from './misconception.ts';

export const equationMisconceptions = {
  divided_one_term_only: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'Katsayıya yalnızca bir terim bölünmüş; bölme işlemi eşitliğin iki yanındaki bütün terimlere uygulanır.',
      en: 'Only one term was divided by the coefficient; a division applies to every term on both sides.',
    },
  },
  multiplied_one_side_only: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'Ortak payda ile eşitliğin yalnızca bir yanı çarpılmış; iki yanı da çarp.',
      en: 'Only one side was multiplied by the common denominator; multiply both sides.',
    },
  },
  coefficient_compared_in_part: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Parantezdeki sayı hesaba katılmadan katsayılar eşitlenmiş; parantezin tamamı katsayıdır.',
      en: 'The number inside the bracket was left out when comparing coefficients; the whole bracket is the coefficient.',
    },
  },
  product_instead_of_sum: {
    mistakeCode: 'MISREAD_QUESTION',
    feedback: {
      tr: 'Sorulan toplam yerine çarpım hesaplanmış; istenen işlemi yeniden oku.',
      en: 'The product was worked out where the sum is asked for; read the question again.',
    },
  },
  surplus_left_out: {
    mistakeCode: 'MISREAD_QUESTION',
    feedback: {
      tr: 'Denklemde "fazladır" bilgisi kullanılmamış; katına eklenen sayıyı da yaz.',
      en: 'The "more than" part is missing from the equation; write the added number as well.',
    },
  },
  more_read_as_less: {
    mistakeCode: 'MISREAD_QUESTION',
    feedback: {
      tr: '"Fazla" sözü çıkarma olarak yazılmış; katına bu sayıyı ekle.',
      en: '"More" was written as a subtraction; add that number to the multiple.',
    },
  },
  surplus_taken_as_part: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'Toplamdan yalnızca fazlalık çıkarılmış; kalan, iki sayının katlarının toplamıdır ve daha bölünmesi gerekir.',
      en: 'Only the surplus was taken from the total; what is left still has to be shared out by the multiples.',
    },
  },
  multiple_left_out: {
    mistakeCode: 'MISREAD_QUESTION',
    feedback: {
      tr: 'Küçük sayının katı alınmadan fazlalık eklenmiş; önce katını al, sonra ekle.',
      en: 'The surplus was added without taking the multiple first; multiply, then add.',
    },
  },
  inequality_not_turned: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Negatif sayıya bölünürken eşitsizlik yön değiştirmemiş; yönü çevir.',
      en: 'The inequality kept its direction when divided by a negative number; turn it round.',
    },
  },
  minus_of_coefficient_lost: {
    mistakeCode: 'SIGN_ERROR',
    feedback: {
      tr: 'Katsayının eksisi bölme sırasında düşmüş; katsayıya işaretiyle birlikte böl.',
      en: 'The minus of the coefficient was lost in the division; divide by the coefficient with its sign.',
    },
  },
  end_point_changed: {
    mistakeCode: 'MISREAD_QUESTION',
    feedback: {
      tr: 'Uç noktanın dahil olup olmadığı değişmiş; işaretin altındaki çizgiye bak.',
      en: 'Whether the end point belongs to the solution was changed; look for the bar under the sign.',
    },
  },
  open_end_counted: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Dahil olmayan uç değer de sayılmış; küçüktür işaretinde uç alınmaz.',
      en: 'An end that is not included was counted; a strict inequality leaves its end out.',
    },
  },
  closed_end_left_out: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Dahil olan uç değer sayılmamış; küçük eşittir işaretinde uç da alınır.',
      en: 'An end that is included was left out; with less than or equal the end counts.',
    },
  },
  difference_taken_as_count: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'Tam sayı adedi için yalnızca fark alınmış; iki uç da sayılıyorsa 1 ekle.',
      en: 'The difference was taken as the number of integers; when both ends count, add 1.',
    },
  },
  only_positive_counted: {
    mistakeCode: 'MISREAD_QUESTION',
    feedback: {
      tr: 'Yalnızca pozitif tam sayılar sayılmış; negatifler ve sıfır da tam sayıdır.',
      en: 'Only positive integers were counted; negative ones and zero are integers too.',
    },
  },
  zero_not_counted: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Sıfır sayılmamış; sıfır da bir tam sayıdır.',
      en: 'Zero was not counted; zero is an integer as well.',
    },
  },
  constant_left_behind: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'Sabit terim karşıya geçirilmeden bölünmüş; önce sabiti yok et, sonra böl.',
      en: 'The division came before the constant was removed; remove the constant first, then divide.',
    },
  },
  bounds_subtracted_in_order: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'Büyük uçtan büyük uç çıkarılmış; en uç değer için birinin büyüğünü, öbürünün küçüğünü kullan.',
      en: 'Upper end was subtracted from upper end; for the extreme value take the upper end of one and the lower end of the other.',
    },
  },
  reals_taken_as_integers: {
    mistakeCode: 'MISREAD_QUESTION',
    feedback: {
      tr: 'Sayılar tam sayı kabul edilmiş; gerçek sayılar uçlara istenildiği kadar yaklaşabilir.',
      en: 'The numbers were taken as integers; real numbers come as near to the ends as you like.',
    },
  },
  coefficients_left_out: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'Aralıklar katsayılarla çarpılmadan kullanılmış; önce her aralığı katsayısıyla çarp.',
      en: 'The intervals were used without their coefficients; multiply each interval first.',
    },
  },
  ends_squared_separately: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Uçların kareleri alınıp sınır yapılmış; aralık sıfırı içeriyorsa kare sıfırdan başlar.',
      en: 'The squares of the ends were taken as bounds; when the interval contains zero, the square starts at zero.',
    },
  },
  negative_end_ignored: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Negatif uç hesaba katılmamış; karesi büyük olan ucu seç.',
      en: 'The negative end was ignored; take the end with the larger square.',
    },
  },
  only_one_case: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'Mutlak değerin yalnızca bir durumu çözülmüş; içinin ters işaretlisini de dene.',
      en: 'Only one case of the absolute value was solved; try the opposite sign of the inside as well.',
    },
  },
  solution_mirrored: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'İkinci çözüm, ilkinin ters işaretlisi sanılmış; ikinci durumu ayrıca çöz.',
      en: 'The second solution was taken as the opposite of the first; solve the second case on its own.',
    },
  },
  solutions_made_positive: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Negatif çözümün işareti atılmış; negatif olamayan mutlak değerdir, x değil.',
      en: 'The minus of a solution was dropped; it is the absolute value that cannot be negative, not x.',
    },
  },
  extraneous_root_kept: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'Bulunan değerler denklemde denenmemiş; sağ yanı negatif yapan değer çözüm değildir.',
      en: 'The values were not put back into the equation; one that makes the right side negative is no solution.',
    },
  },
  wrong_root_rejected: {
    mistakeCode: 'CALCULATION_ERROR',
    feedback: {
      tr: 'Denemede sağlayan değer elenmiş; iki değeri de yerine koyup yeniden hesapla.',
      en: 'The check threw out the value that fits; put both back and work it out again.',
    },
  },
  both_roots_rejected: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Değerlerden biri sağlamadığı için ikisi de elenmiş; her değeri ayrı denetle.',
      en: 'Both values were rejected because one fails; check each on its own.',
    },
  },
  bars_dropped: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Mutlak değer çizgileri kaldırılıp ifade olduğu gibi yazılmış; içi negatifse işaretini değiştir.',
      en: 'The bars were dropped and the inside kept; change its sign where it is negative.',
    },
  },
  cases_mixed_up: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'İçi pozitif olan ile negatif olan karıştırılmış; aralıktan bir sayı koyup işaretlere bak.',
      en: 'The positive and the negative inside were mixed up; try a number of the interval to see the signs.',
    },
  },
  all_signs_changed: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Bütün mutlak değerler eksiyle açılmış; yalnızca içi negatif olanın işareti değişir.',
      en: 'Every absolute value was opened with a minus; only one with a negative inside changes its sign.',
    },
  },
  negative_case_left_out: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Mutlak değerin negatif tarafı sayılmamış; alt sınırı da çöz.',
      en: 'The negative side of the absolute value was not counted; solve for the lower bound as well.',
    },
  },
  bars_zero_at_once: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'İki mutlak değer aynı anda sıfır alınmış; tek bir x ikisini birden sıfır yapamaz.',
      en: 'Both absolute values were taken as zero at once; a single x cannot do that.',
    },
  },
  least_sought_at_zero: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'x yerine 0 konmuş; en küçük değer iki noktanın arasında aranır.',
      en: 'x was set to 0; the least value is found between the two points.',
    },
  },
} as const satisfies Record<string, Misconception>;
