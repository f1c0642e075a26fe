/** QTI 2.x and 3: items with one choice interaction. Version 3 has the same names with `qti-` and dashes. */
import { createDraftReader } from '../draft-reader.ts';
import type { SplitPack } from '../entry-reader.ts';
import { guessLanguage } from '../guess-language.ts';
import { good, type Judgement, refused } from '../judge-question.ts';
import type { DraftText, QuestionDraft } from '../question-draft.ts';
import { splitXml } from './split-xml.ts';
import { htmlOfXml, parseXmlElement, textOfXml, type XmlElement } from './xml-element.ts';

export function openQti(text: string, fileName: string): SplitPack {
  const reader = createDraftReader({
    fileName,
    sourceFormat: 'qti',
    language: guessLanguage(text),
    ignoredFields: [],
    readDraft: (entryText) => {
      const item = parseXmlElement(entryText);
      return item.isGood ? readItem(item.value) : item;
    },
  });
  return { slices: splitXml(text, ['assessmentItem', 'qti-assessment-item']), reader };
}

/** Refuses with UNSUPPORTED_KIND, MISSING_FIELD or NO_RIGHT_ANSWER. */
function readItem(item: XmlElement): Judgement<QuestionDraft> {
  const [body] = findAll(item, 'itembody');
  if (body === undefined) return refused('field_missing', 'itemBody');
  const interactions = findAll(body, /interaction$/);
  const [interaction] = interactions;
  if (interaction === undefined || interactions.length > 1 || plainName(interaction) !== 'choiceinteraction') {
    const names = interactions.map(({ name }) => name).join(', ');
    return names === '' ? refused('nothing_asked') : refused('kind_not_asked', names.slice(0, 200));
  }
  const responseName = attributeOf(interaction, 'responseidentifier');
  const response = findAll(item, 'responsedeclaration').find((one) => attributeOf(one, 'identifier') === responseName);
  const values =
    response === undefined ? [] : findAll(response, 'correctresponse').flatMap((one) => findAll(one, 'value'));
  const right = new Set(values.map((value) => textOfXml(value).trim()));
  const choices = findAll(interaction, 'simplechoice');
  const known = choices.filter((choice) => right.has(attributeOf(choice, 'identifier')));
  if (known.length === 0 || known.length < right.size) return refused('answer_not_among_choices');
  const isMultiple = response !== undefined && attributeOf(response, 'cardinality') === 'multiple';
  const [prompt] = findAll(interaction, 'prompt');
  const around = htmlOfXml(body, (child) => (plainName(child) === 'choiceinteraction' ? '' : null));
  const language = /^[a-z]{2,3}(?![a-z])/i.exec(attributeOf(item, 'lang'))?.[0].toLowerCase() ?? null;
  return good({
    name: attributeOf(item, 'identifier') || attributeOf(item, 'title'),
    topicPath: [],
    language,
    difficulty: 2,
    expectedSeconds: null,
    stem: asText(`${around}${prompt === undefined ? '' : `<p>${htmlOfXml(prompt)}</p>`}`),
    rationale: null,
    hints: [],
    answer: {
      kind: isMultiple ? 'multiple_answers' : 'single_choice',
      choices: choices.map((choice) => ({
        text: asText(htmlOfXml(choice, (child) => (plainName(child) === 'feedbackinline' ? '' : null))),
        isRight: right.has(attributeOf(choice, 'identifier')),
        feedback: null,
      })),
    },
  });
}

function asText(html: string): DraftText {
  return { text: html.replace(/\s+/g, ' ').trim(), isHtml: true };
}

/** `qti-simple-choice` and `simpleChoice` are `simplechoice`. */
function plainName({ name }: XmlElement): string {
  return plain(name);
}

function plain(name: string): string {
  return name.replace(/^qti-/, '').replaceAll('-', '').toLowerCase();
}

function attributeOf(element: XmlElement, name: string): string {
  return Object.entries(element.attributes).find(([written]) => plain(written) === name)?.[1] ?? '';
}

/** Elements of this plain name anywhere inside, in order. */
function findAll(element: XmlElement, name: string | RegExp): readonly XmlElement[] {
  return element.children.flatMap((child) => {
    if (typeof child === 'string') return [];
    const isNamed = typeof name === 'string' ? plainName(child) === name : name.test(plainName(child));
    return [...(isNamed ? [child] : []), ...findAll(child, name)];
  });
}
