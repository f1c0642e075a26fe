/** What the notebook shows, as part of its address: going back, a link and a print view keep it. */
import { type MistakeOrder, type MistakeSearch, mistakeOrders } from '../../shared/model/notebook.ts';
import type { ImprovementTrend } from '../../shared/model/reflex.ts';
import { patternLooks } from '../app/pattern-looks.ts';

export interface NotebookAddress {
  readonly topics?: readonly string[];
  readonly codes?: readonly string[];
  readonly patterns?: readonly ImprovementTrend[];
  /** Local dates (`2026-03-02`), both included. */
  readonly from?: string;
  readonly to?: string;
  readonly text?: string;
  readonly order?: MistakeOrder;
  /** Id of the mistake whose details are shown. */
  readonly open?: string;
}

/** Takes from an address what can be meant; the rest is left out. */
export function readNotebookAddress(search: Record<string, unknown>): NotebookAddress {
  const patterns = texts(search.patterns).filter((name): name is ImprovementTrend => name in patternLooks);
  const order = mistakeOrders.find((candidate) => candidate === search.order);
  const from = date(search.from);
  const to = date(search.to);
  return {
    ...(texts(search.topics).length > 0 && { topics: texts(search.topics) }),
    ...(texts(search.codes).length > 0 && { codes: texts(search.codes) }),
    ...(patterns.length > 0 && { patterns }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(typeof search.text === 'string' && search.text !== '' && { text: search.text.slice(0, 200) }),
    ...(order !== undefined && order !== 'newest' && { order }),
    ...(typeof search.open === 'string' && { open: search.open }),
  };
}

export function isFiltered(address: NotebookAddress): boolean {
  return (
    address.topics !== undefined ||
    address.codes !== undefined ||
    address.patterns !== undefined ||
    address.from !== undefined ||
    address.to !== undefined ||
    (address.text ?? '').trim() !== ''
  );
}

/** The search that an address asks for; dates are days of this machine's calendar. */
export function toSearch(address: NotebookAddress, studentId: string): Omit<MistakeSearch, 'cursor' | 'limit'> {
  return {
    studentId,
    topicUids: address.topics ?? [],
    mistakeCodes: address.codes ?? [],
    patterns: address.patterns ?? [],
    occurredFrom: address.from === undefined ? null : midnight(address.from, 0),
    occurredBefore: address.to === undefined ? null : midnight(address.to, 1),
    text: address.text ?? '',
    order: address.order ?? 'newest',
  };
}

function midnight(day: string, later: number): string {
  const [year = 1970, month = 1, dayOfMonth = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, dayOfMonth + later).toISOString();
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value)
    ? value.filter((entry): entry is string => typeof entry === 'string' && entry !== '')
    : [];
}

function date(value: unknown): string | undefined {
  if (typeof value !== 'string' || !/^(19[7-9]\d|20\d\d|21\d\d)-\d{2}-\d{2}$/.test(value)) return undefined;
  return Number.isNaN(Date.parse(value)) ? undefined : value;
}
