/** Goes through a bundle once and checks it against its own manifest. */
import { ExpectedError } from '../errors/outcome.ts';
import {
  type BundleEnd,
  type BundleHead,
  type ChangeName,
  isTooDeep,
  LineSeal,
  readChangeName,
  readEnd,
  readHead,
} from './bundle-format.ts';
import { type BundleEnding, type BundleRefusal, listedRefusals } from './bundle-report.ts';
import { type ReadPart, readBundle } from './read-bundle.ts';

export interface FoundChange {
  readonly line: number;
  readonly json: string;
  readonly name: ChangeName;
}

export class BundleScan {
  head: BundleHead | null = null;
  rowCount = 0;
  refusedCount = 0;
  readonly counts: Record<string, number> = {};
  readonly #refused: BundleRefusal[] = [];
  readonly #seal = new LineSeal();
  #lineCount = 0;
  #isSound = true;
  #ending: BundleEnding = 'cut_short';

  /**
   * Gives the changes that can be tried, in the order of the file.
   *
   * Throws `ExpectedError` BUNDLE_PASSPHRASE_NEEDED, BUNDLE_PASSPHRASE_WRONG, BUNDLE_FORMAT_NEWER, and BUNDLE_UNREADABLE
   * for a file in which not one line is a bundle's.
   */
  async *changes(
    source: AsyncIterable<Uint8Array>,
    passphrase: string | null,
  ): AsyncGenerator<FoundChange, void, undefined> {
    for await (const part of readBundle(source, passphrase)) {
      const found = await this.#read(part);
      if (found !== null) yield found;
    }
    if (this.#lineCount === 0) throw new ExpectedError('BUNDLE_UNREADABLE', { problem: 'no_bundle' });
  }

  refuse(refusal: BundleRefusal): void {
    this.refusedCount += (refusal.lastLine ?? refusal.line) - refusal.line + 1;
    if (this.#refused.length < listedRefusals) this.#refused.push(refusal);
  }

  get refused(): readonly BundleRefusal[] {
    return [...this.#refused].sort((one, other) => one.line - other.line);
  }

  get ending(): BundleEnding {
    return this.#ending;
  }

  async #read(part: ReadPart): Promise<FoundChange | null> {
    if (part.name === 'damage') {
      this.#isSound = false;
      this.#refuseLine(part.first, 'DAMAGED_LINE', part.last);
      return null;
    }
    const { number, kind, json, digest } = part.line;
    this.#lineCount += 1;
    if (kind === 'end') {
      const end = readEnd(json);
      this.#ending = this.#isSound && end !== null && (await this.#fits(end)) ? 'whole' : 'altered';
      return null;
    }
    // Two bundles in one file are read one after the other; together they are nobody's.
    if (this.#ending !== 'cut_short') this.#isSound = false;
    this.#ending = 'cut_short';
    await this.#seal.add(digest);
    if (kind === 'head') {
      this.head = readHead(json) ?? this.head;
      return null;
    }
    if (isTooDeep(json)) {
      this.#refuseLine(number, 'NESTED_TOO_DEEP');
      return null;
    }
    const name = readChangeName(json);
    if (name === null) {
      this.#refuseLine(number, 'MALFORMED_CHANGE');
      return null;
    }
    this.rowCount += 1;
    this.counts[name.table] = (this.counts[name.table] ?? 0) + 1;
    return { line: number, json, name };
  }

  #refuseLine(line: number, code: string, lastLine: number | null = line): void {
    this.refuse({ line, lastLine, code, table: null, detail: null });
  }

  async #fits(end: BundleEnd): Promise<boolean> {
    return (
      end.rowCount === this.rowCount &&
      end.sha256 === (await this.#seal.finish()) &&
      Object.entries(end.counts).every(([table, count]) => this.counts[table] === count)
    );
  }
}

/** Looks into a bundle and stores nothing. Throws what `BundleScan.changes` does. */
export async function inspectBundle(source: AsyncIterable<Uint8Array>, passphrase: string | null): Promise<BundleScan> {
  const scan = new BundleScan();
  for await (const _ of scan.changes(source, passphrase));
  return scan;
}
