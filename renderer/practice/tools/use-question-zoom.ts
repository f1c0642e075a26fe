import { usePreferences } from '../../app/preferences-provider.tsx';

/** Sizes of a question, as factors of its normal size. */
export const questionZooms = [1, 1.25, 1.5, 1.75, 2] as const;

/** How large questions are shown on this computer; the factor is remembered. */
export function useQuestionZoom() {
  const { preferences, change } = usePreferences();
  const zoom = preferences.questionZoom;
  const larger = questionZooms.find((each) => each > zoom);
  const smaller = questionZooms.findLast((each) => each < zoom);
  const set = (next: number | undefined) => {
    if (next !== undefined) change({ questionZoom: next });
  };
  return {
    zoom,
    canEnlarge: larger !== undefined,
    canReduce: smaller !== undefined,
    enlarge: () => set(larger),
    reduce: () => set(smaller),
  };
}
