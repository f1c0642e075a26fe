/**
 * From the click on "Check" to the reflex on the screen, in Chromium on the built app, as a student meets it. Every
 * answer is wrong and quick, so from the third one on each raises or refreshes PANIC_RUSH.
 */
import type { Page } from 'playwright-core';
import { percentile } from '../commands/percentile.ts';
import { openApp } from '../tests/e2e/open-app.ts';
import { createFirstProfile, goOn, readOpenQuestion, startTopic } from '../tests/e2e/practise.ts';
import type { BenchTable } from './bench-table.ts';

const sessionCount = 4;
const questionsPerSession = 20;
/** The first reflexes meet code that nothing has run yet. */
const warmUpCount = 5;

interface ReflexTimes {
  /** Milliseconds after the click. */
  readonly feedbackPainted: number;
  readonly reflexPainted: number;
}

export async function runReflexBench(): Promise<BenchTable> {
  const app = await openApp({ language: 'en' });
  try {
    const page = await app.newPage();
    // tsx names functions through a helper that the page does not have.
    await page.addInitScript('globalThis.__name ??= (named) => named');
    await page.addInitScript(watchPaints);
    await createFirstProfile(app, page);
    const times: ReflexTimes[] = [];
    for (let session = 0; session < sessionCount; session += 1) {
      await startTopic(page, 'Basic operations', questionsPerSession);
      for (let question = 0; question < questionsPerSession; question += 1) {
        const measured = await answerWrongAndMeasure(page);
        if (measured !== null) times.push(measured);
        await goOn(page);
      }
      await page.getByRole('heading', { name: 'Finished' }).waitFor();
      await page.getByRole('button', { name: 'Home' }).click();
    }
    const counted = times.slice(warmUpCount);
    const host = await readHostTimes(page);
    return {
      title: 'Reflex: from the click on an answer to the card on the screen',
      conditions: `Built app in headless Chromium, ${counted.length} wrong answers after ${warmUpCount} to warm up. Aim: p95 under 100 ms.`,
      columns: ['part', 'p50 ms', 'p95 ms', 'p99 ms', 'n'],
      rows: [
        summarise(
          'click to reflex painted',
          counted.map((time) => time.reflexPainted),
        ),
        summarise(
          'click to feedback painted',
          counted.map((time) => time.feedbackPainted),
        ),
        ...Object.entries(host).map(([part, values]) => summarise(`host: ${part}`, values.slice(warmUpCount))),
      ],
    };
  } finally {
    await app.close();
  }
}

function summarise(part: string, values: readonly number[]): (string | number)[] {
  return [part, ...[50, 95, 99].map((percent) => percentile(values, percent)), values.length];
}

/** Null while no reflex is due yet. */
async function answerWrongAndMeasure(page: Page): Promise<ReflexTimes | null> {
  const question = await readOpenQuestion(page);
  const wrong = question.choices.find((choice) => !choice.isRight);
  if (wrong === undefined) await page.getByRole('textbox').fill('987654321');
  else await page.locator(`input[name="choice"][value="${wrong.key}"]`).check();
  const isDue = question.position >= 2;
  await page.evaluate(() => window.paintWatch.reset());
  await page.getByRole('button', { name: 'Check', exact: true }).click();
  await page.waitForFunction((waitsForReflex) => window.paintWatch.isComplete(waitsForReflex), isDue, {
    polling: 20,
    timeout: 20_000,
  });
  return isDue ? page.evaluate(() => window.paintWatch.read()) : null;
}

interface PaintWatch {
  reset(): void;
  isComplete(waitsForReflex: boolean): boolean;
  read(): ReflexTimes;
}
declare global {
  interface Window {
    paintWatch: PaintWatch;
  }
}

/** Runs in the page: notes when the click came in and when what it led to had been painted. */
function watchPaints(): void {
  let clickedAt: number | null = null;
  let feedbackAt: number | null = null;
  let reflexAt: number | null = null;
  addEventListener(
    'click',
    (event) => {
      clickedAt ??= event.timeStamp;
    },
    { capture: true },
  );
  // After the frame in which the element came: a task behind the next animation frame runs once it is painted.
  const afterPaint = (note: (at: number) => void) => {
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => note(performance.now());
      channel.port2.postMessage(null);
    });
  };
  new MutationObserver((changes) => {
    const added = changes.flatMap((change) => [...change.addedNodes]).filter((node) => node instanceof Element);
    const has = (selector: string) =>
      added.some((node) => node.matches(selector) || node.querySelector(selector) !== null);
    if (has('#feedback-heading')) afterPaint((at) => (feedbackAt ??= at));
    if (has('[data-reflex]')) afterPaint((at) => (reflexAt ??= at));
  }).observe(document, { childList: true, subtree: true });
  window.paintWatch = {
    reset() {
      clickedAt = feedbackAt = reflexAt = null;
    },
    isComplete: (waitsForReflex) => feedbackAt !== null && (!waitsForReflex || reflexAt !== null),
    read: () => ({
      feedbackPainted: (feedbackAt ?? Number.NaN) - (clickedAt ?? Number.NaN),
      reflexPainted: (reflexAt ?? Number.NaN) - (clickedAt ?? Number.NaN),
    }),
  };
}

/** What the host worker measured of its own calls (User Timing): part -> milliseconds. */
async function readHostTimes(page: Page): Promise<Record<string, number[]>> {
  const [worker] = page.workers();
  if (worker === undefined) return {};
  return worker.evaluate(() => {
    const parts: Record<string, number[]> = {};
    for (const { name, duration } of performance.getEntriesByType('measure')) {
      const values = parts[name] ?? [];
      values.push(duration);
      parts[name] = values;
    }
    return parts;
  });
}
