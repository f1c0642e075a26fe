import type { Preferences } from '../store/local-store.ts';

/**
 * Makes the document follow how much may move: `data-motion` is what style sheets ask for, instead of the media query,
 * because a person may want it otherwise than their system. The returned function stops it.
 */
export function followMotion(motion: Preferences['motion']): () => void {
  const root = document.documentElement;
  const system = window.matchMedia('(prefers-reduced-motion: reduce)');
  const show = () => {
    const isReduced = motion === 'reduced' || (motion === 'auto' && system.matches);
    root.dataset.motion = isReduced ? 'reduce' : 'full';
    // Mantine's own style sheets look for this beside the media query.
    if (motion === 'full') root.removeAttribute('data-respect-reduced-motion');
    else root.setAttribute('data-respect-reduced-motion', 'true');
  };
  show();
  system.addEventListener('change', show);
  return () => system.removeEventListener('change', show);
}
