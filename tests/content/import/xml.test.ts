import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cpuMsSince } from './cpu-time.ts';
import { readAll, refusalOf } from './read-all.ts';
import { pngOf } from './sample-picture.ts';

const quiz = (...questions: string[]) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n${questions.join('\n')}\n</quiz>`;
const question = (type: string, inner: string, stem = 'Which of these is the one?') =>
  `<question type="${type}"><name><text>N</text></name><questiontext format="html"><text>${stem}</text></questiontext>${inner}</question>`;
const answer = (text: string, fraction: string, inner = '') =>
  `<answer fraction="${fraction}" format="html"><text>${text}</text>${inner}</answer>`;
const yes = answer('true', '100');
const readOne = async (text: string) => {
  const pack = await readAll(text, 'quiz.xml');
  expect(pack.refused).toEqual([]);
  const [first] = pack.questions;
  if (first === undefined) throw new Error('no question');
  return first.content;
};

test('a choice question brings its category, feedback, hints and explanation', async () => {
  const pack = await readAll(
    quiz(
      '<question type="category"><category><text>$course$/top/Biology/Cells</text></category></question>',
      question(
        'multichoice',
        `<generalfeedback format="html"><text><![CDATA[<p>Plants do.</p>]]></text></generalfeedback><single>true</single>
        ${answer('<![CDATA[<b>Leaf</b> &amp; stem]]>', '100', '<feedback><text>Yes</text></feedback>')}
        ${answer('Bone', '-33.33333')}<hint format="html"><text>It is green.</text></hint>`,
        '<![CDATA[<p>What is the part of a plant?</p>]]>',
      ),
    ),
    'quiz.xml',
  );
  expect(pack.totalEntryCount).toBe(1);
  expect(pack.topicUids).toEqual(['FILE.QUIZ', 'FILE.QUIZ.BIOLOGY', 'FILE.QUIZ.BIOLOGY.CELLS']);
  expect(pack.questions).toMatchObject([
    {
      externalKey: 'N',
      content: {
        kind: 'single_choice',
        textFormat: 'html',
        stem: { en: '<p>What is the part of a plant?</p>' },
        choices: [
          { text: { en: '<b>Leaf</b> &amp; stem' }, isRight: true, feedback: { en: 'Yes' } },
          { text: { en: 'Bone' }, isRight: false },
        ],
        rationale: [{ en: '<p>Plants do.</p>' }],
        hints: [{ en: 'It is green.' }],
      },
    },
  ]);
});

test('weights that make up the whole ask for several answers, unless the file wants one', async () => {
  const answers = answer('a', '50') + answer('b', '50') + answer('c', '-100');
  expect((await readOne(quiz(question('multichoice', `<single>false</single>${answers}`)))).kind).toBe(
    'multiple_answers',
  );
  const pack = await readAll(quiz(question('multichoice', `<single>true</single>${answers}`)));
  expect(pack.refused).toMatchObject([{ reason: 'NO_RIGHT_ANSWER' }]);
});

test('true/false, short answers and numbers are read', async () => {
  expect(await readOne(quiz(question('truefalse', answer('true', '0') + answer('false', '100'))))).toMatchObject({
    kind: 'true_false',
    choices: [{ isRight: false }, { isRight: true }],
  });
  const short = `<usecase>1</usecase>${answer('Na', '100')}${answer('na', '50')}${answer('*', '0')}`;
  expect(await readOne(quiz(question('shortanswer', short)))).toMatchObject({
    kind: 'short_text',
    shortText: { accepted: ['Na'], isCaseSensitive: true },
  });
  const number = answer('2.5', '100', '<tolerance>0.1</tolerance>') + answer('*', '0');
  expect(await readOne(quiz(question('numerical', number)))).toMatchObject({
    kind: 'numeric',
    numeric: { value: 2.5, tolerance: 0.1 },
  });
});

test('a matching is asked pair by pair; its answers are plain text whatever they look like', async () => {
  const pair = (asked: string, partner: string) =>
    `<subquestion format="html"><text><![CDATA[${asked}]]></text><answer><text>${partner}</text></answer></subquestion>`;
  const pairs = pair('<p>two</p>', '2 &lt; 3') + pair('<b>four</b>', '4') + pair('', '5');
  const pack = await readAll(quiz(question('matching', pairs, '<![CDATA[<p>Which is it?</p>]]>')), 'quiz.xml');
  expect(pack.refused).toEqual([]);
  expect(pack.questions.map(({ content }) => Object.values(content.stem)[0])).toEqual([
    expect.stringMatching(/Which is it\?<\/p><p>two<\/p>$/),
    expect.stringMatching(/Which is it\?<\/p><p><b>four<\/b><\/p>$/),
  ]);
  const [first] = pack.questions;
  expect(first?.content).toMatchObject({
    textFormat: 'html',
    choices: [{ isRight: true }, { isRight: false }, { isRight: false }],
  });
  expect(
    first !== undefined && 'choices' in first.content && Object.values(first.content.choices[0]?.text ?? {}),
  ).toEqual(['2 &lt; 3']);
});

const withFile = (stem: string, files: Readonly<Record<string, Uint8Array>>) => {
  const embedded = Object.entries(files).map(
    ([name, bytes]) =>
      `<file name="${name}" path="/" encoding="base64">${Buffer.from(bytes).toString('base64')}</file>`,
  );
  return question('truefalse', yes, `<![CDATA[${stem}]]>`).replace(
    '</questiontext>',
    `${embedded.join('')}</questiontext>`,
  );
};
const image = (name: string) => `<img src="@@PLUGINFILE@@/${name}" alt="Mor bir kare" width="3">`;
const violet = pngOf(3, 2, [102, 126, 234]);

test('a picture that the file brings along becomes the figure of its question, with its description', async () => {
  const address = `data:image/png;base64,${Buffer.from(violet).toString('base64')}`;
  const pack = await readAll(
    quiz(
      withFile(`<p>Is it violet? ${image('a%20b.png?time=1')}</p>`, { 'a b.png': violet, 'unused.png': violet }),
      withFile(`<p>Is it blue?</p><img src="${address}">`, {}),
      withFile('<p>Is it there?</p>', { 'unused.png': violet }),
    ),
    'quiz.xml',
  );
  expect(pack.refused).toEqual([]);
  const [first, second, third] = pack.questions.map(({ content }) => content);
  expect(first?.figure).toMatchObject({ mediaType: 'image/png', width: 3, height: 2 });
  expect(first?.figure !== undefined && Object.values(first.figure.description)).toEqual(['Mor bir kare']);
  expect(first === undefined ? '' : Object.values(first.stem)[0]).toMatch(/^<p>Is it violet\? ?<\/p>$/);
  expect(second?.figure).toMatchObject({ width: 3, description: { en: 'Picture of the question' } });
  expect(third?.figure).toBeUndefined();
  expect(pack.parts.filter(({ kind }) => kind === 'media')).toHaveLength(1);
});

test('a picture of a megabyte fits into its entry, and a larger one is refused', async () => {
  const padded = (bytes: number) => Uint8Array.from({ length: bytes }, (_, index) => violet[index] ?? 0);
  const pack = await readAll(
    quiz(
      withFile(`Is it one? ${image('a.png')}`, { 'a.png': padded(1024 * 1024) }),
      withFile(`Is it two? ${image('a.png')}`, { 'a.png': padded(1024 * 1024 + 3) }),
    ),
    'quiz.xml',
  );
  expect(pack.questions).toHaveLength(1);
  expect(pack.refused).toMatchObject([{ entry: 2, reason: 'TOO_LARGE' }]);
});

test.each([
  ['a matching without answers', question('matching', '<subquestion><text>a</text></subquestion>'), 'MISSING_FIELD'],
  ['an essay', question('essay', ''), 'UNSUPPORTED_KIND'],
  ['a picture in another folder', withFile(image('x/a.png'), { 'a.png': violet }), 'MISSING_PICTURE'],
  ['a picture somewhere else', withFile('Is it? <img src="https://a.example/b.png">', {}), 'MISSING_PICTURE'],
  ['two pictures', withFile(`Is it? ${image('a.png')}${image('a.png')}`, { 'a.png': violet }), 'UNSUPPORTED_KIND'],
  ['a file that is no picture', withFile(`Is it? ${image('a.png')}`, { 'a.png': new Uint8Array(9) }), 'INVALID_FIELD'],
  ['a picture', question('truefalse', yes, '<![CDATA[<img src="@@PLUGINFILE@@/a.png">]]>'), 'MISSING_PICTURE'],
  ['an unclosed tag', '<question type="truefalse"><name></question>', 'NOT_PARSABLE'],
  ['an unclosed question', '<question type="truefalse"><name></name>', 'NOT_PARSABLE'],
  ['a bare less-than', question('shortanswer', answer('a', '100'), 'Is 1 < 2?'), 'NOT_PARSABLE'],
])('%s is refused with its line, and its neighbours are read', async (_, bad, reason) => {
  const pack = await readAll(
    quiz(question('truefalse', yes, 'Is it one?'), bad, question('truefalse', yes, 'Is it two?')),
    'quiz.xml',
  );
  expect(pack.refused.map(({ line, entry, reason: given }) => [line, entry, given])).toEqual([[4, 2, reason]]);
  expect(pack.questions).toHaveLength(2);
});

test('entities of a document type are never expanded', async () => {
  const head = '<!DOCTYPE quiz [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;"><!ENTITY f SYSTEM "file:///etc/hostname">]>';
  const text = `<?xml version="1.0"?>${head}<quiz>${question('truefalse', yes, 'Is it &b; or &f; or &#x131;?')}</quiz>`;
  expect(Object.values((await readOne(text)).stem).join()).toMatch(/^Is it &b; or &f; or ı\?$/);
});

test('a question in a comment or in CDATA is no question', async () => {
  const hidden = question('truefalse', yes, 'Is it hidden?');
  const open = question('truefalse', yes, 'Is it <![CDATA[<question type="x">so</question>]]>?');
  const pack = await readAll(quiz(`<!-- ${hidden} -->`, open));
  expect([pack.totalEntryCount, pack.questions.length]).toEqual([1, 1]);
});

const dashed = (word: string) => word.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
const qti = (cardinality: string, right: string, version: 2 | 3) => {
  const text = `<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="i1" title="T" xml:lang="en-US">
  <responseDeclaration identifier="R" cardinality="${cardinality}" baseType="identifier"><correctResponse>${right}</correctResponse></responseDeclaration>
  <itemBody><p>Look at <b>this</b>: a &lt; b.</p><choiceInteraction responseIdentifier="R"><prompt>What follows?</prompt>
  <simpleChoice identifier="A">b &gt; a</simpleChoice><simpleChoice identifier="B">b = a<feedbackInline>no</feedbackInline></simpleChoice><simpleChoice identifier="C">a &lt; 2b</simpleChoice></choiceInteraction></itemBody></assessmentItem>`;
  if (version === 2) return text;
  return text
    .replace(/(<\/?)([a-z]+[A-Z][A-Za-z]*|prompt|value)/g, (_, open, name) => `${open}qti-${dashed(name)}`)
    .replace(/(baseType|responseIdentifier)=/g, (name) => dashed(name));
};

test.each([2, 3] as const)('a choice item of QTI %i is read', async (version) => {
  const single = await readAll(qti('single', '<value><![CDATA[A]]></value>', version), 'item.xml');
  expect(single.refused).toEqual([]);
  expect(single.questions).toMatchObject([
    {
      externalKey: 'i1',
      content: {
        kind: 'single_choice',
        textFormat: 'html',
        stem: { en: '<p>Look at <b>this</b>: a &lt; b.</p><p>What follows?</p>' },
        choices: [
          { text: { en: 'b &gt; a' }, isRight: true },
          { text: { en: 'b = a' }, isRight: false },
          { isRight: false },
        ],
      },
    },
  ]);
  const several = await readAll(qti('multiple', '<value>A</value><value>C</value>', version), 'item.xml');
  expect(several.questions[0]?.content.kind).toBe('multiple_answers');
});

test('a QTI item of another interaction, or whose answer is no choice, is refused', async () => {
  const order = qti('ordered', '<value>A</value>', 2).replaceAll('choiceInteraction', 'orderInteraction');
  expect((await readAll(order)).refused).toMatchObject([{ reason: 'UNSUPPORTED_KIND', detail: 'orderInteraction' }]);
  expect((await readAll(qti('single', '<value>Z</value>', 2))).refused).toMatchObject([{ reason: 'NO_RIGHT_ANSWER' }]);
});

test('a quiz without questions is empty', () => {
  expect(refusalOf('<?xml version="1.0"?><quiz/>')?.code).toBe('PACK_EMPTY');
});

test('whatever is cut, doubled or mixed up, nothing is thrown and every entry is accounted for', async () => {
  const pieces = fc.constantFrom(
    ...['<question type="truefalse">', '</question>', '<question', '/>', '<![CDATA[', ']]>', '<!--', '-->', '<a>'],
    ...['</a>', '<answer fraction="100">', '</answer>', '<text>', '</text>', 'true', '&lt;', '&#0;', '&#xd800;'],
    ...['"', "'", '<', '>', ' '],
  );
  await fc.assert(
    fc.asyncProperty(fc.array(pieces, { maxLength: 60 }), async (drawn) => {
      const pack = await readAll(quiz(question('truefalse', yes), drawn.join('')), 'q.xml');
      expect(pack.questions.length + pack.refused.length).toBe(pack.totalEntryCount);
      expect(pack.totalEntryCount).toBeGreaterThan(0);
    }),
    { numRuns: 500 },
  );
});

test('a file made to be slow is read in little time', async () => {
  const started = process.cpuUsage();
  for (const piece of ['<!--', '<![CDATA[', '<a ', '<a>', '<a b="', '&#1', "'", '<?', '<question', '<p:question>']) {
    const text = `<question type="x">${piece.repeat(200_000 / piece.length)}`;
    await readAll(quiz(question('truefalse', yes), text), 'q.xml');
  }
  expect(cpuMsSince(started)).toBeLessThan(4000);
});
