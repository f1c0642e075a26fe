import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnswerResponse, QuestionContent } from '../../../shared/content/question.ts';
import type { Language } from '../../../shared/model/profile.ts';
import { AnswerInput } from '../../practice/AnswerInput.tsx';
import { HintPanel } from '../../practice/HintPanel.tsx';
import { RationaleSteps } from '../../practice/RationaleSteps.tsx';
import { RightAnswer } from '../../practice/RightAnswer.tsx';
import { FigureDrawing } from '../../question-text/FigureDrawing.tsx';
import { QuestionStem } from '../../question-text/QuestionStem.tsx';
import classes from './QuestionBrowser.module.css';

/** A question to read and to try; nothing is recorded. Answer, solution and hints stay folded away until asked for. */
export function QuestionView({ content, language }: { content: QuestionContent; language: Language }) {
  const { t } = useTranslation('questions');
  const [response, setResponse] = useState<AnswerResponse | null>(null);
  const [isAnswerShown, setAnswerShown] = useState(false);
  return (
    <>
      <div className={classes.stemLarge}>
        <QuestionStem content={content} language={language} />
      </div>
      {content.figure !== undefined && <FigureDrawing figure={content.figure} language={language} />}
      <AnswerInput
        question={content}
        language={language}
        response={response}
        isLocked={isAnswerShown}
        showsResult={isAnswerShown}
        takesFocus={false}
        onChange={setResponse}
      />
      <div>
        <Button variant="light" aria-expanded={isAnswerShown} onClick={() => setAnswerShown(!isAnswerShown)}>
          {t(isAnswerShown ? 'hideAnswer' : 'showAnswer')}
        </Button>
      </div>
      {isAnswerShown && (
        <>
          {/* Among choices the right one is marked. */}
          {!('choices' in content) && <RightAnswer question={content} language={language} />}
          {content.rationale.length > 0 ? (
            <RationaleSteps question={content} language={language} />
          ) : (
            <Text size="sm" c="dimmed">
              {t('noRationale')}
            </Text>
          )}
          <HintPanel question={content} shownCount={content.hints.length} language={language} />
        </>
      )}
    </>
  );
}
