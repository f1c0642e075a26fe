/** Chooses what a session asks, from candidates that the database offers. Pure: the same input gives the same plan. */
import type { SeededRandom } from '../content/maths-pack/seeded-random.ts';

export interface Candidate {
  readonly questionId: string;
  readonly topicUid: string;
  readonly difficulty: 1 | 2 | 3;
  /** Set for a parametric template: it may be asked again in the same session, with other numbers. */
  readonly templateKey: string | null;
  readonly versionId: string | null;
  /** When the student last answered it, in milliseconds since 1970; null when never. */
  readonly lastSeenMs: number | null;
  /** Set for a question that shares its stimulus: what is the same for all of them, and its name in its pack. */
  readonly part?: { readonly stimulusKey: string; readonly name: string };
}

/**
 * Balanced over topics and, within a topic, over difficulties: topics take turns (interleaved practice teaches more
 * than blocks, Rohrer 2015), and the topic's next question comes from its difficulty that was used least so far. Within
 * one (topic, difficulty) unseen questions come first, then those seen longest ago; ties fall at random.
 *
 * Fixed questions are asked once at most; templates are asked again only when nothing else is left in their topic.
 * Fewer than `count` come back when the candidates run out (never with a template among them).
 */
export function planSession(
  candidates: readonly Candidate[],
  count: number,
  random: SeededRandom,
): readonly Candidate[] {
  const topics = random.shuffle(groupByTopic(candidates, random));
  const plan: Candidate[] = [];
  while (plan.length < count) {
    const sizeBefore = plan.length;
    for (const topic of topics) {
      if (plan.length === count) break;
      const next = topic.takeNext();
      if (next !== null) plan.push(next);
    }
    if (plan.length === sizeBefore) break;
  }
  return interleaveTopics(plan);
}

/**
 * The same questions, ordered so that a topic follows itself only where nothing else is left. Whoever has most to ask
 * goes next, which leaves the fewest repetitions; a topic's own order stays. A plan without repetitions is left alone.
 */
export function interleaveTopics(plan: readonly Candidate[]): readonly Candidate[] {
  if (!plan.some((candidate, place) => candidate.topicUid === plan[place - 1]?.topicUid)) return plan;
  const waiting = new Map<string, Candidate[]>();
  for (const candidate of plan) {
    const queue = waiting.get(candidate.topicUid);
    if (queue === undefined) waiting.set(candidate.topicUid, [candidate]);
    else queue.push(candidate);
  }
  const ordered: Candidate[] = [];
  while (ordered.length < plan.length) {
    const previous = ordered.at(-1)?.topicUid;
    const queues = [...waiting].filter(([, queue]) => queue.length > 0);
    const others = queues.filter(([topicUid]) => topicUid !== previous);
    const [longest] = (others.length > 0 ? others : queues).sort(([, a], [, b]) => b.length - a.length);
    const next = longest?.[1].shift();
    if (next === undefined) break;
    ordered.push(next);
  }
  return ordered;
}

const inNameOrder = new Intl.Collator('en', { numeric: true }).compare;

/**
 * The same questions, those that share a stimulus one after the other, in the order of their names, where the first of
 * them stood: nobody should read a passage twice, or meet part b before part a.
 */
export function keepPartsTogether(plan: readonly Candidate[]): readonly Candidate[] {
  const placed = new Set<string>();
  return plan.flatMap((candidate) => {
    if (candidate.part === undefined) return [candidate];
    const { stimulusKey } = candidate.part;
    if (placed.has(stimulusKey)) return [];
    placed.add(stimulusKey);
    return plan
      .filter(({ part }) => part?.stimulusKey === stimulusKey)
      .toSorted((a, b) => inNameOrder(a.part?.name ?? '', b.part?.name ?? ''));
  });
}

interface TopicQueue {
  takeNext(): Candidate | null;
}

function groupByTopic(candidates: readonly Candidate[], random: SeededRandom): TopicQueue[] {
  const byTopic = new Map<string, Candidate[]>();
  for (const candidate of candidates) {
    const group = byTopic.get(candidate.topicUid);
    if (group === undefined) byTopic.set(candidate.topicUid, [candidate]);
    else group.push(candidate);
  }
  return [...byTopic.values()].map((group) => createTopicQueue(group, random));
}

function createTopicQueue(candidates: readonly Candidate[], random: SeededRandom): TopicQueue {
  // Shuffled before the stable sort, so that equally old questions come in random order.
  const byAge = (a: Candidate, b: Candidate) => (a.lastSeenMs ?? -1) - (b.lastSeenMs ?? -1);
  const levels = ([1, 2, 3] as const)
    .map((difficulty) => ({
      usedCount: 0,
      fresh: random.shuffle(candidates.filter((candidate) => candidate.difficulty === difficulty)).sort(byAge),
      /** Templates that were asked already, in the order in which they may come again. */
      usedTemplates: [] as Candidate[],
    }))
    .filter((level) => level.fresh.length > 0);
  return {
    takeNext() {
      const order = [...levels].sort((a, b) => a.usedCount - b.usedCount);
      for (const level of order) {
        const next = level.fresh.shift();
        if (next === undefined) continue;
        level.usedCount += 1;
        if (next.templateKey !== null) level.usedTemplates.push(next);
        return next;
      }
      for (const level of order) {
        const again = level.usedTemplates.shift();
        if (again === undefined) continue;
        level.usedCount += 1;
        level.usedTemplates.push(again);
        return again;
      }
      return null;
    },
  };
}
