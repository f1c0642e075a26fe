/** Misconceptions about quadrilaterals and circles. */
import type { Misconception } from './misconception.ts';

export const planeFigureMisconceptions = {
  perimeter_not_halved: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'Çevrenin tamamı iki kenarın toplamı sayılmış; çevrede her kenardan iki tane vardır, önce yarısını al.',
      en: 'The whole perimeter was taken for two sides; each side occurs twice, so halve it first.',
    },
  },
  rectangle_taken_as_square: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Kenarlar eşit sayılmış; kenarların arasında fark var, iki kenarı ayrı ayrı bul.',
      en: 'The sides were taken as equal; they differ, so find both of them.',
    },
  },
  difference_taken_as_side: {
    mistakeCode: 'MISREAD_QUESTION',
    feedback: {
      tr: 'Kenarlar arasındaki fark bir kenarın uzunluğu gibi kullanılmış; bunu kısa kenara ekle.',
      en: 'The difference of the sides was used as a side; add it to the short side.',
    },
  },
  leg_taken_as_height: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Yan kenar yükseklik gibi kullanılmış; yükseklik tabanlara diktir, Pisagor ile bul.',
      en: 'The slanted leg was used as height; the height is perpendicular to the bases, find it with Pythagoras.',
    },
  },
  half_forgotten_in_trapezoid: {
    mistakeCode: 'FORMULA_ERROR',
    feedback: {
      tr: 'Tabanların toplamı yarıya bölünmemiş: yamuğun alanı, tabanların ortalaması ile yüksekliğin çarpımıdır.',
      en: 'The sum of the bases was not halved: the area of a trapezoid is the mean of the bases times the height.',
    },
  },
  trapezoid_taken_as_rectangle: {
    mistakeCode: 'FORMULA_ERROR',
    feedback: {
      tr: 'Yalnızca bir taban kullanılmış; yamukta iki tabanın ortalaması alınır.',
      en: 'Only one base was used; a trapezoid needs the mean of both bases.',
    },
  },
  diagonals_not_halved: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'Köşegenler ikiye bölünmeden kullanılmış; küçük üçgenlerin dik kenarları köşegenlerin yarısıdır.',
      en: 'The diagonals were used without halving; the legs of the small triangles are half the diagonals.',
    },
  },
  area_for_perimeter: {
    mistakeCode: 'MISREAD_QUESTION',
    feedback: {
      tr: 'Alan formülü kullanılmış; soruda istenen çevre uzunluğudur.',
      en: 'The formula for the area was used; the length around the figure is needed here.',
    },
  },
  diagonals_taken_as_sides: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Köşegenler kenar gibi toplanmış; bir kenarı Pisagor teoremiyle bul.',
      en: 'The diagonals were added up like sides; find a side with the theorem of Pythagoras.',
    },
  },
  half_of_rectangle_assumed: {
    mistakeCode: 'GUESS',
    feedback: {
      tr: 'Üçgenin dikdörtgenin yarısı olduğu varsayılmış; bu yalnızca özel durumlarda doğrudur, parçaları hesapla.',
      en: 'The triangle was assumed to be half the rectangle; that is so in special cases only, so work out the parts.',
    },
  },
  corner_triangle_forgotten: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'Köşelerdeki üçgenlerden biri çıkarılmamış: boyalı olmayan üç parça vardır.',
      en: 'One of the corner triangles was not taken away: three parts are not shaded.',
    },
  },
  given_part_for_the_rest: {
    mistakeCode: 'MISREAD_QUESTION',
    feedback: {
      tr: 'C köşesindeki üçgende verilen parçalar kullanılmış; orada kenarların kalan parçaları vardır.',
      en: 'The given parts were used for the triangle at C; the remaining parts of the sides belong there.',
    },
  },
  equal_diagonals_everywhere: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Köşegenlerin eşitliği bu dörtgenin tümünde geçerli değildir: eğik bir örnek çizip ölç.',
      en: 'Equal diagonals do not hold for the whole family: draw a slanted member and measure.',
    },
  },
  perpendicular_diagonals_everywhere: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Köşegenler her zaman dik kesişmez; dik kesişme komşu kenarların eşitliğine bağlıdır.',
      en: 'Diagonals do not always cross at right angles; that depends on equal neighbouring sides.',
    },
  },
  property_of_parallelograms_only: {
    mistakeCode: 'PREREQUISITE_GAP',
    feedback: {
      tr: 'Bu özellik paralel kenarlardan gelir; bu dörtgende gereken paralel kenarlar yoktur.',
      en: 'This property comes from parallel sides; this family does not have the parallel sides it needs.',
    },
  },
  property_of_special_member: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Bu özellik ailenin yalnızca özel üyelerinde vardır; özel olmayan bir örnek çizip dene.',
      en: 'Only special members of the family have this property; try it on a member that is not special.',
    },
  },
  central_and_inscribed_equal: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Merkez açı ile çevre açı eşit sayılmış; aynı yayı gören çevre açı merkez açının yarısıdır.',
      en: 'The central and the inscribed angle were taken as equal; the inscribed one is half of the central one.',
    },
  },
  central_and_inscribed_swapped: {
    mistakeCode: 'FORMULA_ERROR',
    feedback: {
      tr: 'İki katı ile yarısı yer değiştirmiş: merkez açı büyük, çevre açı küçük olandır.',
      en: 'Double and half changed places: the central angle is the larger one, the inscribed angle the smaller.',
    },
  },
  angle_of_other_arc: {
    mistakeCode: 'MISREAD_QUESTION',
    feedback: {
      tr: 'Öbür yaya ait açı kullanılmış: şekilde açının hangi yayı gördüğüne bak.',
      en: 'The angle of the other arc was used: check in the figure which arc the angle stands on.',
    },
  },
  half_chord_given: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'Kirişin yarısı bulunmuş; merkezden inen dikme kirişi ortalar, sonucu iki katına çıkar.',
      en: 'Half of the chord was found; the perpendicular from the centre bisects it, so double the result.',
    },
  },
  chord_taken_as_diameter: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Kiriş çap sayılmış; çap merkezden geçer, bu kiriş merkezden uzaktadır.',
      en: 'The chord was taken as a diameter; a diameter passes through the centre, this chord does not.',
    },
  },
  root_not_taken_in_pythagoras: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'Kareler bulunmuş ama karekök alınmamış: uzunluk, karelerle bulunan sayının kareköküdür.',
      en: 'The squares were worked out but no root was taken: the length is the square root of that number.',
    },
  },
  radius_for_diameter: {
    mistakeCode: 'FORMULA_ERROR',
    feedback: {
      tr: 'Çevre için çap yerine yarıçap kullanılmış: çevre, pi ile çapın çarpımıdır.',
      en: 'The radius was used instead of the diameter: the circumference is pi times the diameter.',
    },
  },
  diameter_for_radius: {
    mistakeCode: 'FORMULA_ERROR',
    feedback: {
      tr: 'Yarıçap yerine iki katı kullanılmış: verilen uzunluğun yarıçap mı çap mı olduğuna bak.',
      en: 'Twice the radius was used as radius: check whether the given length is a radius or a diameter.',
    },
  },
  unit_not_converted: {
    mistakeCode: 'UNIT_ERROR',
    feedback: {
      tr: 'Sonuç santimetre olarak kalmış: metreye çevirmek için 100 ile böl.',
      en: 'The result is still in centimetres: divide by 100 to get metres.',
    },
  },
  unit_converted_by_ten: {
    mistakeCode: 'UNIT_ERROR',
    feedback: {
      tr: 'Santimetre metreye çevrilirken 10 ile bölünmüş; 1 metre 100 santimetredir.',
      en: 'The conversion divided by 10; one metre has 100 centimetres.',
    },
  },
  arc_for_sector: {
    mistakeCode: 'FORMULA_ERROR',
    feedback: {
      tr: 'Yay uzunluğu formülü kullanılmış; alan için yarıçapın karesi gerekir.',
      en: 'The formula for the length of the arc was used; the area needs the square of the radius.',
    },
  },
  half_turn_as_whole: {
    mistakeCode: 'FORMULA_ERROR',
    feedback: {
      tr: 'Açı 180° ile oranlanmış; bütün daire 360°dir.',
      en: 'The angle was compared with 180°; the whole circle is 360°.',
    },
  },
  radius_not_squared: {
    mistakeCode: 'FORMULA_ERROR',
    feedback: {
      tr: 'Uzunluğun karesi alınmamış: daire alanında yarıçapın karesi vardır.',
      en: 'The length was not squared: the area of a circle has the square of the radius.',
    },
  },
  chord_not_halved: {
    mistakeCode: 'PROCEDURE_ERROR',
    feedback: {
      tr: 'Kirişin tamamı dik kenar gibi kullanılmış; değme noktası kirişi ortalar, yarısını al.',
      en: 'The whole chord was used as a leg; the point of contact bisects it, so take half.',
    },
  },
  circumference_for_area: {
    mistakeCode: 'FORMULA_ERROR',
    feedback: {
      tr: 'Çevre uzunluğu formülü kullanılmış; halkanın alanı iki daire alanının farkıdır.',
      en: 'The formula for the circumference was used; the ring is the difference of two circle areas.',
    },
  },
  half_taken_without_reason: {
    mistakeCode: 'GUESS',
    feedback: {
      tr: 'Sonuç bir kez daha yarıya bölünmüş; halkanın tamamı isteniyor.',
      en: 'The result was halved once more; the whole ring is asked for.',
    },
  },
  chord_square_halved_once: {
    mistakeCode: 'CALCULATION_ERROR',
    feedback: {
      tr: 'Önce kare alınıp sonra ikiye bölünmüş; kirişi önce ikiye böl, sonra karesini al.',
      en: 'The chord was squared and then halved; halve it first and square it after that.',
    },
  },
  secant_parts_multiplied: {
    mistakeCode: 'FORMULA_ERROR',
    feedback: {
      tr: 'Kesenin dış parçası ile iç parçası çarpılmış; bağıntıda iki uzunluk da P noktasından ölçülür.',
      en: 'The outer part was multiplied by the inner part; in the relation both lengths are measured from P.',
    },
  },
  secants_taken_as_equal: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Kesenlerin tamamı eşit uzunlukta sayılmış; eşit olan, parçaların çarpımlarıdır.',
      en: 'The secants were taken as equally long; it is the products of their parts that are equal.',
    },
  },
  secants_in_proportion: {
    mistakeCode: 'CONCEPT_ERROR',
    feedback: {
      tr: 'Parçalar doğru orantılı sayılmış; bağıntı çarpımların eşitliğidir.',
      en: 'The parts were taken as proportional; the relation is an equality of products.',
    },
  },
  lengths_added: {
    mistakeCode: 'GUESS',
    feedback: {
      tr: 'Verilen uzunluklar toplanmış; kesenlerin parçaları arasındaki bağıntı bir çarpım eşitliğidir.',
      en: 'The given lengths were added; the parts of two secants are tied by an equality of products.',
    },
  },
} as const satisfies Record<string, Misconception>;
