import { useTranslation } from 'react-i18next';
import type { AnswerResponse, QuestionContent } from '../../shared/content/question.ts';
import type { MistakeDetail } from '../../shared/model/mistake.ts';
import type { NotedMistake } from '../../shared/model/notebook.ts';
import type { Language } from '../../shared/model/profile.ts';
import { useTopicName } from '../app/use-topic-name.ts';
import { choiceLetter } from '../practice/ChoiceList.tsx';
import { RightAnswer } from '../practice/RightAnswer.tsx';
import { FigureDrawing } from '../question-text/FigureDrawing.tsx';
import { QuestionStem } from '../question-text/QuestionStem.tsx';
import { QuestionText } from '../question-text/QuestionText.tsx';
import { formatDay } from './format-moments.ts';
import classes from './PrintPage.module.css';

export interface PrintedEntry {
  readonly mistake: MistakeDetail;
  readonly listed: NotedMistake;
  readonly content: QuestionContent;
}

/** A question on paper: nothing to press, letters before the choices, room to write below. */
export function PrintedQuestion({
  mistake,
  listed,
  content,
  number,
  language,
  showsAnswer,
  showsMine,
}: PrintedEntry & { number: number; language: Language; showsAnswer: boolean; showsMine: boolean }) {
  const { t } = useTranslation('notebook');
  const topicName = useTopicName();
  return (
    <li className={classes.question}>
      <p className={classes.source}>
        <strong>{t('sheet.question', { number })}</strong>
        <span>
          {t('sheet.source', {
            topic: topicName(listed.topicUid, listed.topicNames),
            date: formatDay(mistake.occurredAt, language),
          })}
        </span>
      </p>
      <div className={classes.stem}>
        <QuestionStem content={content} language={language} />
      </div>
      {content.figure !== undefined && <FigureDrawing figure={content.figure} language={language} />}
      {'choices' in content && (
        <ol className={classes.choices}>
          {content.choices.map((choice, index) => (
            <li key={choice.key}>
              {content.kind !== 'true_false' && <span className={classes.number}>{`${choiceLetter(index)})`}</span>}
              <QuestionText text={choice.text} format={content.textFormat} language={language} />
            </li>
          ))}
        </ol>
      )}
      <div className={classes.space} />
      {showsAnswer && (
        <PrintedAnswer mistake={mistake} listed={listed} content={content} language={language} showsMine={showsMine} />
      )}
    </li>
  );
}

export function PrintedAnswer({
  mistake,
  listed,
  content,
  language,
  showsMine,
}: PrintedEntry & { language: Language; showsMine: boolean }) {
  const { t } = useTranslation('notebook');
  return (
    <div className={classes.answer}>
      <RightAnswer question={content} language={language} />
      {showsMine && <MyAnswer content={content} response={mistake.response} language={language} />}
      {showsMine && listed.note !== '' && (
        <p className={classes.note}>
          <strong>{t('sheet.note')}</strong> {listed.note}
        </p>
      )}
    </div>
  );
}

function MyAnswer({
  content,
  response,
  language,
}: {
  content: QuestionContent;
  response: AnswerResponse | null;
  language: Language;
}) {
  const { t } = useTranslation('notebook');
  if (response === null) return null;
  if (response.kind === 'blank') return <p>{t('detail.blank')}</p>;
  return (
    <p className={classes.mine}>
      <strong>{t('detail.mine')}</strong>
      {response.kind !== 'choices'
        ? response.text
        : 'choices' in content &&
          content.choices.map(
            (choice, index) =>
              response.choiceKeys.includes(choice.key) && (
                <span key={choice.key}>
                  {content.kind !== 'true_false' && `${choiceLetter(index)}) `}
                  <QuestionText text={choice.text} format={content.textFormat} language={language} />
                </span>
              ),
          )}
    </p>
  );
}
