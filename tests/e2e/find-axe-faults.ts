import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * What axe finds serious or critical on the page as it stands, in words that name the place. The app's policy refuses
 * its script: open the app with `bypassesPolicy`.
 */
export async function findAxeFaults(page: Page): Promise<readonly string[]> {
  if (await page.evaluate(() => !('axe' in window))) await page.evaluate(axeSource);
  const results = await page.evaluate(async (): Promise<AxeResults> => {
    // A button that has just become usable is, for a moment, between two colours; what inherits its colour follows after.
    const isUnderWay = ({ playState, effect }: Animation) =>
      playState === 'running' && Number.isFinite(Number(effect?.getComputedTiming().endTime));
    for (let stillFrames = 0; stillFrames < 3; stillFrames += 1) {
      const underWay = document.getAnimations().filter(isUnderWay);
      if (underWay.length > 0) stillFrames = 0;
      await Promise.allSettled(underWay.map(({ finished }) => finished));
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    const { axe } = window as unknown as { axe: typeof import('axe-core') };
    // KaTeX's own markup is thousands of elements that all look like their surroundings; a formula is MathML to who hears it.
    return axe.run({ exclude: [['.katex']] }, { resultTypes: ['violations'], preload: false });
  });
  return results.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.html.slice(0, 160)} | ${node.failureSummary ?? ''}`),
    );
}
