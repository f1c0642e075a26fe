/**
 * `npm run screenshots`: makes `docs/screenshots` again from the built app, with the sample student's eight weeks of
 * answers and real sessions. `-- --all FOLDER` takes every screen in both languages, themes and three widths instead, to
 * be looked at; those are not committed.
 */
/// <reference lib="dom" />
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { type OpenApp, openApp } from '../tests/e2e/open-app.ts';
import { changeLanguage, makeScreens, type Screen, waitForScreen } from '../tests/e2e/screens.ts';
import { buildApp } from './build-app.ts';
import { projectFolder } from './project-folder.ts';

interface Picture {
  readonly language: 'en' | 'tr';
  readonly colourScheme: 'light' | 'dark';
  readonly width: number;
  /** Names of screens as `makeScreens` has them. */
  readonly screens: readonly string[];
}

/** The ones that are committed: few, and of what is told of in the README. */
const chosen: readonly Picture[] = [
  {
    language: 'en',
    colourScheme: 'light',
    width: 1280,
    screens: ['home', 'question with a hint', 'feedback with a reflex', 'insights', 'notebook'],
  },
  {
    language: 'tr',
    colourScheme: 'dark',
    width: 1280,
    screens: ['feedback with a reflex', 'insights', 'reflexes', 'timed test'],
  },
  { language: 'tr', colourScheme: 'light', width: 800, screens: ['practice', 'home'] },
  { language: 'tr', colourScheme: 'light', width: 320, screens: ['home', 'question with a hint'] },
];

/** GitHub shows them scaled down; larger files only make every clone slower. */
const mostBytes = 200 * 1024;

function everyPicture(screens: readonly Screen[]): readonly Picture[] {
  const names = screens.map(({ name }) => name);
  return (['en', 'tr'] as const).flatMap((language) =>
    (['light', 'dark'] as const).flatMap((colourScheme) =>
      [1280, 800, 320].map((width) => ({ language, colourScheme, width, screens: names })),
    ),
  );
}

const windowOf = (width: number) => ({ width, height: width < 600 ? 640 : 800 });

/** Chromium draws no page higher than this. */
const mostHeight = 12_000;

/**
 * Makes the window as high as the page. A picture of more than the window would show what sticks to an edge in the middle
 * of it, over the words, and what is computed when it comes into sight as a grey box.
 */
async function showWhole(page: Page, width: number): Promise<void> {
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width, height: Math.min(Math.max(height, windowOf(width).height), mostHeight) });
  await waitForScreen(page);
}

async function takePictures(
  { app, page, screens }: { app: OpenApp; page: Page; screens: readonly Screen[] },
  pictures: readonly Picture[],
  { folder, isWhole }: { folder: string; isWhole: boolean },
): Promise<void> {
  for (const { language, colourScheme, width, screens: names } of pictures) {
    await page.setViewportSize({ width: 1280, height: 800 });
    await changeLanguage(app, page, language);
    await page.emulateMedia({ colorScheme: colourScheme, reducedMotion: 'reduce' });
    await page.setViewportSize(windowOf(width));
    for (const name of names) {
      const screen = screens.find((candidate) => candidate.name === name);
      if (screen === undefined) throw new Error(`there is no screen called ${name}`);
      await screen.open(page);
      await waitForScreen(page);
      // A pointer left on a chart would open its tooltip.
      await page.mouse.move(0, 0);
      await page.evaluate(() => document.fonts.ready.then(() => window.scrollTo(0, 0)));
      const file = `${name.replaceAll(' ', '-')}-${language}-${colourScheme}-${width}.png`;
      if (isWhole) await showWhole(page, width);
      const picture = await page.screenshot({ animations: 'disabled', caret: 'hide' });
      if (isWhole) await page.setViewportSize(windowOf(width));
      await writeFile(join(folder, file), picture);
      console.log(`  ${file}: ${Math.ceil(picture.length / 1024)} KB`);
      if (isWhole || picture.length <= mostBytes) continue;
      console.error(`${file} has ${picture.length} bytes, more than ${mostBytes}: show less on it, or leave it out.`);
      process.exitCode = 1;
    }
  }
}

const [option, named] = process.argv.slice(2);
const isAll = option === '--all';
if ((option !== undefined && !isAll) || (isAll && named === undefined)) {
  console.error('usage: npm run screenshots [-- --all FOLDER]');
  process.exitCode = 1;
} else {
  const folder = isAll ? resolve(named ?? '') : join(projectFolder, 'docs', 'screenshots');
  await mkdir(folder, { recursive: true });
  await buildApp((line) => console.log(line));
  const app = await openApp({ language: 'en' });
  try {
    const page = await app.newPage();
    const screens = await makeScreens(app, page);
    // What is no longer made must not stay.
    if (!isAll) for (const name of await readdir(folder)) if (name.endsWith('.png')) await rm(join(folder, name));
    const made = { app, page, screens };
    await takePictures(made, isAll ? everyPicture(screens) : chosen, { folder, isWhole: isAll });
  } finally {
    await app.close();
  }
}
