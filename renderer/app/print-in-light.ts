/** The theme of a printed page: paper is white, whatever the screen is. */
const printedTheme = 'light';

/** Makes every printout light and puts the screen's theme back afterwards. Returns what undoes it. */
export function printInLight(): () => void {
  const { documentElement: root } = document;
  let themeOnScreen: string | null = null;
  const onBefore = () => {
    themeOnScreen = root.getAttribute('data-mantine-color-scheme');
    root.setAttribute('data-mantine-color-scheme', printedTheme);
  };
  const onAfter = () => {
    if (themeOnScreen !== null) root.setAttribute('data-mantine-color-scheme', themeOnScreen);
  };
  window.addEventListener('beforeprint', onBefore);
  window.addEventListener('afterprint', onAfter);
  return () => {
    window.removeEventListener('beforeprint', onBefore);
    window.removeEventListener('afterprint', onAfter);
  };
}
