/** What axe finds serious or critical on the page, in both themes. The app must have been opened with `bypassesPolicy`. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Each finding with its theme, its rule and the element. Follows the system's theme, which it changes. */
export async function findFaultsInBothThemes(page: Page): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`).waitFor();
    await page.evaluate(axeSource);
    const results = await page.evaluate(async (): Promise<AxeResults> => {
      const { axe } = window as unknown as { axe: typeof import('axe-core') };
      return axe.run(document, { resultTypes: ['violations'] });
    });
    faults.push(
      ...results.violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .flatMap(({ id, nodes }) => nodes.map((node) => `${colorScheme} ${id}: ${node.html.slice(0, 160)}`)),
    );
  }
  return faults;
}
