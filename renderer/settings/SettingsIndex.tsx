import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './SettingsPage.module.css';

/** The headings of the page beside it, where there is room: each takes there. Read from the page, so none is forgotten. */
export function SettingsIndex() {
  const { t, i18n } = useTranslation('settings');
  const [headings, setHeadings] = useState<readonly { readonly id: string; readonly text: string }[]>([]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another language has other headings
  useEffect(() => {
    const main = document.getElementById('main');
    if (main === null) return;
    const read = () => {
      const found = [
        ...main.querySelectorAll<HTMLElement>('section[aria-labelledby] > h2[id], section > div > h2[id]'),
      ];
      setHeadings((before) => {
        const now = found.map(({ id, textContent }) => ({ id, text: textContent ?? '' }));
        return JSON.stringify(now) === JSON.stringify(before) ? before : now;
      });
    };
    read();
    // Sections that wait for the study database come later.
    const observer = new MutationObserver(read);
    observer.observe(main, { childList: true, subtree: true });
    return () => observer.disconnect();
  }, [i18n.language]);

  function show(id: string): void {
    const heading = document.getElementById(id);
    if (heading === null) return;
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
    heading.scrollIntoView({ block: 'start' });
  }

  return (
    <nav className={classes.index} aria-label={t('index')}>
      <ul>
        {headings.map(({ id, text }) => (
          <li key={id}>
            <button type="button" onClick={() => show(id)}>
              {text}
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}
