/** Misconceptions about angles and triangles. */
import type { Misconception } from './misconception.ts';

export const angleAndTriangleMisconceptions = {
  right_angle_for_straight: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Açıların toplamı 90° alınmış; bir doğru üzerindeki komşu açıların toplamı 180°dir.',
      en: 'The angles were added up to 90°; adjacent angles on a straight line make 180°.',
    },
  },
  full_turn_for_straight: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Toplam 360° alınmış; bu tam açıdır, bu şekilde toplam farklıdır.',
      en: 'The total was taken as 360°; that is a full turn, which is not what is formed here.',
    },
  },
  adjacent_taken_as_equal: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Komşu açılar eşit sayılmış; eşit olanlar ters açılardır, komşu açıların toplamını kullan.',
      en: 'The adjacent angles were set equal; vertical angles are equal, for adjacent ones use the sum.',
    },
  },
  constants_dropped: {
    mistakeCode: 'CALCULATION_ERROR',
    feedback: {
      tr: 'Denklemde sabit terim kaybolmuş: verilen her sayıyı denkleme yaz.',
      en: 'A constant got lost in the equation: write every given number into it.',
    },
  },
  more_and_less_swapped: {
    mistakeCode: 'MISREAD_QUESTION',
    feedback: {
      tr: '"Fazla" ile "eksik" yer değiştirmiş: sabit sayı denklemin hangi yanına ekleniyor, yeniden oku.',
      en: '"More" and "less" changed places: read again to which side of the equation the number is added.',
    },
  },
  supplement_given: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'İstenen açının 180°ye tamamlayanı bulunmuş: şekilde hangi açının istendiğine bak.',
      en: 'The angle that completes it to 180° was found: check in the figure which angle is asked for.',
    },
  },
  rule_of_other_figure: {
    mistakeCode: 'FORMULA_ERROR',
    feedback: {
      tr: 'Kural başka bir şekle ait: kırılma noktasından paralel çizip parçaları tek tek bul.',
      en: 'That rule belongs to another figure: draw a parallel through the bend and find the parts one by one.',
    },
  },
  angles_subtracted: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'Açılar birbirinden çıkarılmış; çizilen paralelin ayırdığı parçalara göre işlem yap.',
      en: 'The angles were subtracted; let the parts that the parallel makes decide what to do.',
    },
  },
  taken_as_alternate_angles: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Açı doğrudan iç ters sayılmış; iç ters açılar aynı kesen üzerindedir, burada kesen kırılıyor.',
      en: 'The angle was taken as an alternate angle; those lie on one transversal, but this one bends.',
    },
  },
  angles_averaged: {
    mistakeCode: 'GUESS',
    feedback: {
      tr: 'Açıların ortalaması alınmış; paralel çizerek açının iki parçasını bulmalısın.',
      en: 'The angles were averaged; draw a parallel and find the two parts of the angle instead.',
    },
  },
  sides_matched_wrongly: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'Aynı yöne açılan açılar yanlış eşleştirilmiş: sağa açılanların toplamı sola açılanların toplamına eşittir.',
      en: 'The angles were grouped wrongly: those opening right and those opening left have the same sum.',
    },
  },
  hour_hand_left_at_the_hour: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Akrep tam saatin üzerinde bırakılmış; dakikalar geçtikçe akrep de ilerler.',
      en: 'The hour hand was left on the full hour; it moves on as the minutes pass.',
    },
  },
  hour_hand_moved_back: {
    mistakeCode: 'SIGN_ERROR',
    feedback: {
      tr: 'Akrebin ilerlediği açı çıkarılmış; akrep ileri gider, bu açıyı ekle.',
      en: 'The angle the hour hand travelled was subtracted; it moves forward, so add it.',
    },
  },
  large_angle_given: {
    mistakeCode: 'MISREAD_QUESTION',
    feedback: {
      tr: 'Büyük açı bulunmuş; soru küçük olanı istiyor, 360°den çıkar.',
      en: 'The larger angle was found; the question asks for the smaller one, so subtract from 360°.',
    },
  },
  hour_hand_at_next_hour: {
    mistakeCode: 'MISREAD_QUESTION',
    feedback: {
      tr: 'Akrep bir sonraki saatin üzerinde sayılmış; geçen dakika kadarını hesapla.',
      en: 'The hour hand was put on the next hour; work out only the part for the minutes passed.',
    },
  },
  hour_hand_one_degree_a_minute: {
    mistakeCode: 'UNIT_ERROR',
    feedback: {
      tr: 'Akrep dakikada 1° ilerletilmiş; saatte 30° döndüğüne göre dakikada yarım derece ilerler.',
      en: 'The hour hand was moved 1° a minute; at 30° an hour it moves half a degree a minute.',
    },
  },
  triangle_taken_as_isosceles: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'İki açı eşit sayılmış; üçgenin ikizkenar olduğu verilmemiş, yalnızca verilenleri kullan.',
      en: 'Two angles were taken as equal; nothing says the triangle is isosceles, so use only what is given.',
    },
  },
  full_turn_for_triangle: {
    mistakeCode: 'PREREQUISITE_GAP',
    feedback: {
      tr: 'Üçgenin açıları için 360° kullanılmış; üçgenin iç açıları toplamı 180°dir.',
      en: '360° was used for a triangle; its interior angles add up to 180°.',
    },
  },
  hypotenuse_as_height: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Alan için hipotenüs yükseklik gibi kullanılmış; dik üçgende taban ve yükseklik dik kenarlardır.',
      en: 'The hypotenuse was used as a height; in a right triangle base and height are the two legs.',
    },
  },
  half_forgotten: {
    mistakeCode: 'FORMULA_ERROR',
    feedback: {
      tr: 'Alanın yarıya bölünmesi unutulmuş: üçgenin alanı taban ile yüksekliğin çarpımının yarısıdır.',
      en: 'The division by two is missing: the area of a triangle is half of base times height.',
    },
  },
  squares_dropped_in_pythagoras: {
    mistakeCode: 'FORMULA_ERROR',
    feedback: {
      tr: 'Kenarlar kareleri alınmadan çıkarılmış; Pisagor teoreminde kareler çıkarılır, sonra kök alınır.',
      en: 'The sides were subtracted without squaring; in Pythagoras subtract the squares, then take the root.',
    },
  },
  perimeter_for_area: {
    mistakeCode: 'MISREAD_QUESTION',
    feedback: {
      tr: 'Çevre hesaplanmış; soru alanı istiyor.',
      en: 'The perimeter was worked out; the question asks for the area.',
    },
  },
  part_to_part_in_similarity: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Oranda kenarın tamamı yerine bir parçası kullanılmış; büyük üçgenin kenarı iki parçanın toplamıdır.',
      en: 'The ratio used a part instead of the whole side; the side of the large triangle is both parts together.',
    },
  },
  additive_similarity: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Uzunluklar toplanarak büyütülmüş; benzer üçgenlerde kenarlar aynı sayıyla çarpılır.',
      en: 'The length was enlarged by adding; in similar triangles sides are multiplied by the same factor.',
    },
  },
  taken_as_midsegment: {
    mistakeCode: 'PREREQUISITE_GAP',
    feedback: {
      tr: 'Parça orta taban sayılmış; noktalar kenarların ortasında olmadığından oran 2 değildir.',
      en: 'The segment was taken as a midsegment; the points are not midpoints, so the ratio is not 2.',
    },
  },
  similarity_inverted: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'Benzerlik oranı ters kurulmuş: küçük kenarları paya, büyük kenarları paydaya aynı sırayla yaz.',
      en: 'The ratio of similarity is inverted: write small sides on top and large ones below, in the same order.',
    },
  },
  triangle_inequality_one_pair: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Eşitsizlik yalnızca kolay bir kenar için denenmiş; belirleyici olan en uzun kenardır.',
      en: 'The inequality was checked for an easy side only; the longest side decides.',
    },
  },
  triangle_inequality_wrong_pair: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'Kenarlar yanlış karşılaştırılmış: en uzun kenarı öbür iki kenarın toplamıyla karşılaştır.',
      en: 'The wrong sides were compared: compare the longest side with the sum of the other two.',
    },
  },
  altitude_taken_as_mean: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Yükseklik, iki parçanın yarı toplamı alınmış; bu kenarortaydır, yükseklik için çarpımın kökünü al.',
      en: 'Half the sum of the parts was taken as height; that is the median, the height is the root of their product.',
    },
  },
  root_not_taken_for_altitude: {
    mistakeCode: 'FORMULA_ERROR',
    feedback: {
      tr: 'Bağıntıda karekök alınmamış: parçaların çarpımı yüksekliğin karesidir.',
      en: 'The square root is missing: the product of the parts is the square of the height.',
    },
  },
  altitude_taken_as_difference: {
    mistakeCode: 'GUESS',
    feedback: {
      tr: 'Yükseklik için parçaların farkı alınmış; benzer üçgenlerden yüksekliğin karesini bul.',
      en: 'The difference of the parts was taken as height; find its square from the similar triangles.',
    },
  },
  parts_taken_as_legs: {
    mistakeCode: 'MISREAD_QUESTION',
    feedback: {
      tr: 'Hipotenüsün parçaları dik kenar gibi kullanılmış; şekilde bu uzunlukların yerine bak.',
      en: 'The parts of the hypotenuse were used as legs; check in the figure where these lengths lie.',
    },
  },
} as const satisfies Record<string, Misconception>;
