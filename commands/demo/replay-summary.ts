import { percentile } from '../percentile.ts';
import type { LoggedAnswer } from './read-answer-log.ts';
import type { ReplayedMistake } from './replay-answers.ts';

/** The first inserts plan and cache every statement of the triggers: they say nothing of the hundredth. */
const warmUpCount = 5;

/** Counts a replay and words it for a terminal. */
export class ReplaySummary {
  readonly #answers: readonly LoggedAnswer[];
  readonly #insertMs: number[] = [];
  readonly #verdicts = new Map<string, number>();
  readonly #events = new Map<string, number>();

  constructor(answers: readonly LoggedAnswer[]) {
    this.#answers = answers;
  }

  add({ trend, reflexes, insertMs }: ReplayedMistake): void {
    this.#insertMs.push(insertMs);
    count(this.#verdicts, trend);
    for (const reflex of reflexes) count(this.#events, `${reflex.type} ${reflex.eventType}`);
  }

  /** What a terminal shows of one mistake: a changed pattern, and each reflex. */
  linesFor({ answer, trend, trendBefore, reflexes }: ReplayedMistake): string[] {
    const when = answer.occurredAt.toISOString().replace('T', ' ').slice(0, 19);
    const where = `${when}  ${answer.student}  ${answer.topicUid}`;
    const time = answer.seconds === null ? 'no time' : `${answer.seconds} s`;
    const lines: string[] = [];
    if (trend !== trendBefore) {
      lines.push(`${where}  pattern ${trendBefore ?? '(new)'} -> ${trend}  (${answer.mistakeCode}, ${time})`);
    }
    for (const reflex of reflexes) {
      const verb = reflex.eventType === 'RECOMMENDATION_CREATED' ? 'reflex' : 'reflex again';
      lines.push(`${where}  ${verb}: ${reflex.type} (priority ${reflex.priority}) "${reflex.title}"`);
    }
    return lines;
  }

  toText(): string {
    const wrongCount = this.#insertMs.length;
    const measured = this.#insertMs.slice(warmUpCount);
    const times = [50, 95, 99].map((percent) => `p${percent} ${percentile(measured, percent).toFixed(2)} ms`);
    const students = new Set(this.#answers.map((answer) => answer.student)).size;
    return [
      '',
      `${students} student${students === 1 ? '' : 's'}, ${this.#answers.length} answers, ${wrongCount} wrong`,
      ...listCounts('Verdicts', this.#verdicts),
      ...listCounts('Events', this.#events),
      measured.length === 0
        ? `Too few mistakes to say how long the trigger chain takes (more than ${warmUpCount} are needed).`
        : `INSERT with its trigger chain, ${measured.length} after ${warmUpCount} to warm up: ${times.join(', ')}`,
    ].join('\n');
  }
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function listCounts(title: string, counts: ReadonlyMap<string, number>): string[] {
  const sorted = [...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]));
  return [`${title}:`, ...sorted.map(([name, times]) => `  ${String(times).padStart(6)}  ${name}`)];
}
