/** A page that shows question texts and figures and nothing else, for tests that drive it from outside. */
import '@mantine/core/styles.css';
import { MantineProvider } from '@mantine/core';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { FigureDrawing } from '../../../../renderer/question-text/FigureDrawing.tsx';
import { QuestionText } from '../../../../renderer/question-text/QuestionText.tsx';
import type { Figure } from '../../../../shared/content/figure.ts';
import type { LocalizedText, QuestionContent } from '../../../../shared/content/question.ts';

export interface ShownText {
  readonly text: LocalizedText;
  readonly format: QuestionContent['textFormat'];
}
declare global {
  interface Window {
    showTexts(texts: readonly ShownText[], language: string): void;
    showFigure(figure: Figure, language: string): void;
    /** Called by what an attack would run. */
    attack(name: string): void;
    attacks: string[];
  }
}

const container = document.getElementById('root');
if (container === null) throw new Error('the page has no root');
const root = createRoot(container);

window.attacks = [];
window.attack = (name) => window.attacks.push(name);
window.showTexts = (texts, language) =>
  flushSync(() =>
    root.render(
      <MantineProvider>
        {texts.map((shown, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: shown once and never moved.
          <div key={index} data-text={index}>
            <QuestionText text={shown.text} format={shown.format} language={language} />
          </div>
        ))}
      </MantineProvider>,
    ),
  );
window.showFigure = (figure, language) =>
  flushSync(() =>
    root.render(
      <MantineProvider>
        <FigureDrawing figure={figure} language={language} />
      </MantineProvider>,
    ),
  );
