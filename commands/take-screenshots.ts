/**
 * `npm run screenshots`: makes `docs/screenshots` again from the built app, with a student's real answers in a real
 * database. Few files and small ones: they are committed.
 */
/// <reference lib="dom" />
import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { openApp } from '../tests/e2e/open-app.ts';
import { answerRight, answerWrong, goOn, startTopic } from '../tests/e2e/practise.ts';
import { changeLanguage, makeScreens, setLook } from '../tests/e2e/screens.ts';
import { buildApp } from './build-app.ts';
import { projectFolder } from './project-folder.ts';

/** Names of screens as `makeScreens` has them -> names of files. */
const fileNames: Readonly<Record<string, string>> = {
  home: 'home',
  'practice set-up': 'topics',
  'question with a hint': 'question',
  'feedback with a reflex': 'reflex',
  'content with an import report': 'content',
};

const pictures = [
  { language: 'en', colourScheme: 'light', width: 1280, screens: ['home', 'topics', 'question', 'reflex', 'content'] },
  { language: 'tr', colourScheme: 'dark', width: 1280, screens: ['home', 'question', 'reflex'] },
  { language: 'tr', colourScheme: 'light', width: 800, screens: ['topics', 'reflex'] },
  { language: 'en', colourScheme: 'dark', width: 800, screens: ['home', 'content'] },
] as const;

/** GitHub shows them scaled down; larger files only make every clone slower. */
const mostBytes = 200 * 1024;
const folder = join(projectFolder, 'docs', 'screenshots');

/** Topics with what the student answers there, so that Home has something to tell. */
const earlierWork = [
  { topic: 'Fractions', answers: 'rrwrr' },
  { topic: 'Percent', answers: 'rrrrr' },
  { topic: 'Probability', answers: 'rwrrw' },
] as const;
const secondsForAnAnswer = 48;

async function practise(page: Page, topic: string, answers: string): Promise<void> {
  await startTopic(page, topic, 5);
  for (const answer of answers) {
    await page.clock.fastForward(secondsForAnAnswer * 1000);
    if (answer === 'r') await answerRight(page);
    else await answerWrong(page);
    await goOn(page);
  }
  await page.getByRole('heading', { name: 'Finished' }).waitFor();
  await page.getByRole('button', { name: 'Home' }).click();
}

async function takeScreenshots(): Promise<void> {
  await buildApp((line) => console.log(line));
  const app = await openApp({ language: 'en' });
  try {
    const page = await app.newPage();
    await page.emulateMedia({ reducedMotion: 'reduce' });
    const screens = await makeScreens(app, page);
    // Minutes pass in the page while the answers before today's session are given.
    await page.clock.install();
    for (const { topic, answers } of earlierWork) await practise(page, topic, answers);
    await page.close();
    const shown = await app.newPage();
    await shown.emulateMedia({ reducedMotion: 'reduce' });
    for (const picture of pictures) {
      const { language, colourScheme, width } = picture;
      await shown.setViewportSize({ width: 1280, height: 800 });
      await changeLanguage(app, shown, language);
      await setLook(shown, { language, colourScheme });
      await shown.setViewportSize({ width, height: 800 });
      await shown.goto('about:blank');
      for (const name of picture.screens) {
        const screen = screens.find((candidate) => fileNames[candidate.name] === name);
        if (screen === undefined) throw new Error(`there is no screen for ${name}`);
        await screen.open(shown);
        if ((await shown.locator('nav').count()) > 0) {
          // In a narrow window the words are there for screen readers only.
          const saved = shown.getByText(language === 'tr' ? 'Bu bilgisayarda kayıtlı' : 'Saved on this computer', {
            exact: true,
          });
          await saved.waitFor({ state: 'attached' });
        }
        await shown.evaluate(() => document.fonts.ready.then(() => window.scrollTo(0, 0)));
        const file = `${name}-${language}-${colourScheme}-${width}.png`;
        await writeFile(join(folder, file), await shown.screenshot({ animations: 'disabled', caret: 'hide' }));
        console.log(`  ${file}: ${Math.ceil((await stat(join(folder, file))).size / 1024)} KB`);
      }
    }
  } finally {
    await app.close();
  }
}

await mkdir(folder, { recursive: true });
// What is no longer made must not stay.
for (const name of await readdir(folder)) if (name.endsWith('.png')) await rm(join(folder, name));
await takeScreenshots();
for (const name of await readdir(folder)) {
  const { size } = await stat(join(folder, name));
  if (size <= mostBytes) continue;
  console.error(`${name} has ${size} bytes, more than ${mostBytes}: show less on it, or leave it out.`);
  process.exitCode = 1;
}
