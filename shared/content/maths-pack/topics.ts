/** The curriculum of the shipped pack: TYT mathematics and geometry. Codes follow `TR.MAT.<strand>.<number>`. */
import type { Bilingual } from './bilingual.ts';

export interface MathsTopic {
  readonly topicUid: string;
  readonly parentUid: string | null;
  readonly names: Bilingual;
}

const topic = (topicUid: string, tr: string, en: string): MathsTopic => ({
  topicUid,
  parentUid: topicUid.includes('.MAT.') ? topicUid.slice(0, topicUid.lastIndexOf('.')) : null,
  names: { tr, en },
});

export const mathsTopics: readonly MathsTopic[] = [
  topic('TR.MAT', 'Matematik', 'Mathematics'),
  topic('TR.MAT.NUM', 'Sayılar', 'Numbers'),
  topic('TR.MAT.NUM.001', 'Temel işlemler', 'Basic operations'),
  topic('TR.MAT.NUM.002', 'Bölünebilme, EBOB ve EKOK', 'Divisibility, GCD and LCM'),
  topic('TR.MAT.NUM.003', 'Rasyonel sayılar', 'Fractions'),
  topic('TR.MAT.NUM.004', 'Üslü ifadeler', 'Exponents'),
  topic('TR.MAT.NUM.005', 'Köklü ifadeler', 'Roots'),
  topic('TR.MAT.NUM.006', 'Oran ve orantı', 'Ratio and proportion'),
  topic('TR.MAT.NUM.007', 'Yüzde', 'Percent'),
  topic('TR.MAT.ALG', 'Cebir', 'Algebra'),
  topic('TR.MAT.ALG.001', 'Birinci dereceden denklemler', 'Linear equations'),
  topic('TR.MAT.ALG.002', 'Çarpanlara ayırma', 'Factoring'),
  topic('TR.MAT.ALG.003', 'Eşitsizlikler', 'Inequalities'),
  topic('TR.MAT.ALG.004', 'Mutlak değer', 'Absolute value'),
  topic('TR.MAT.ALG.005', 'Polinomlar', 'Polynomials'),
  topic('TR.MAT.ALG.006', 'İkinci dereceden denklemler', 'Quadratic equations'),
  topic('TR.MAT.PRB', 'Problemler', 'Word problems'),
  topic('TR.MAT.PRB.001', 'Yaş problemleri', 'Age problems'),
  topic('TR.MAT.PRB.002', 'İşçi problemleri', 'Work problems'),
  topic('TR.MAT.PRB.003', 'Karışım problemleri', 'Mixture problems'),
  topic('TR.MAT.PRB.004', 'Hız problemleri', 'Speed problems'),
  topic('TR.MAT.FUN', 'Kümeler ve fonksiyonlar', 'Sets and functions'),
  topic('TR.MAT.FUN.001', 'Kümeler', 'Sets'),
  topic('TR.MAT.FUN.002', 'Fonksiyonlar', 'Functions'),
  topic('TR.MAT.DAT', 'Sayma, olasılık ve veri', 'Counting, probability and data'),
  topic('TR.MAT.DAT.001', 'Permütasyon ve kombinasyon', 'Permutation and combination'),
  topic('TR.MAT.DAT.002', 'Olasılık', 'Probability'),
  topic('TR.MAT.DAT.003', 'İstatistik', 'Statistics'),
  topic('TR.MAT.GEO', 'Geometri', 'Geometry'),
  topic('TR.MAT.GEO.001', 'Açılar', 'Angles'),
  topic('TR.MAT.GEO.002', 'Üçgenler', 'Triangles'),
  topic('TR.MAT.GEO.003', 'Dörtgenler', 'Quadrilaterals'),
  topic('TR.MAT.GEO.004', 'Çember ve daire', 'Circles'),
  topic('TR.MAT.GEO.005', 'Analitik geometri', 'Analytic geometry'),
];
