import type { Page } from 'playwright-core';
import { findAxeFaults } from './find-axe-faults.ts';

/**
 * What axe finds serious or critical, in both themes, each finding with its theme. Follows the system's theme, which it
 * changes. The app must have been opened with `bypassesPolicy`.
 */
export async function findFaultsInBothThemes(page: Page): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`).waitFor();
    faults.push(...(await findAxeFaults(page)).map((fault) => `${colorScheme} ${fault}`));
  }
  return faults;
}
