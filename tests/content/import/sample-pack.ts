/** A small pack of our own, to be changed and broken by tests. */

export function sampleQuestion(externalKey: string, stem = `Kaç eder: ${externalKey}?`): Record<string, unknown> {
  return {
    externalKey,
    kind: 'single_choice',
    topicUid: 'TR.TEST.001',
    difficulty: 2,
    expectedSeconds: 30,
    textFormat: 'plain',
    stem: { tr: stem },
    choices: [
      { key: 'A', text: { tr: 'dört' }, isRight: true },
      { key: 'B', text: { tr: 'beş' }, isRight: false, mistakeCode: 'CALCULATION_ERROR' },
    ],
    rationale: [],
    hints: [],
  };
}

export function samplePack(
  questions: readonly unknown[],
  header: Record<string, unknown> = {},
): Record<string, unknown> {
  return {
    format: 'endstp-pack',
    formatVersion: 1,
    packUid: 'test.sample',
    packVersion: '1',
    names: { tr: 'Örnek' },
    languages: ['tr'],
    topics: [{ topicUid: 'TR.TEST.001', names: { tr: 'Deneme' } }],
    ...header,
    questions,
  };
}

/** JSON text with one question a line; the first question is on line 4. */
export function packText(questions: readonly unknown[], header: Record<string, unknown> = {}): string {
  const { questions: _, ...rest } = samplePack(questions, header);
  const head = JSON.stringify(rest).slice(0, -1);
  return `${head},\n"questions":\n[\n${questions.map((question) => JSON.stringify(question)).join(',\n')}\n]}\n`;
}
