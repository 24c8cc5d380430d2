import { applySplices, type Splice } from '../axigen-text/cut.js';
import { DocumentError } from '../document-error.js';
import { axigenCfgText } from './axigen-cfg-nodes.js';
import { type ThreeTexts, unitsOf } from './compare.js';
import { iniText } from './ini-nodes.js';
import type { MergeText } from './node.js';
import { policyText } from './policy-nodes.js';
import { joined } from './splices.js';
import type { Unit } from './unit.js';

export interface MergeInput {
  /** For messages only. */
  readonly file: string;
  readonly before: Uint8Array;
  /** As the run left it. */
  readonly left: Uint8Array;
  readonly now: Uint8Array;
}

/** What a run changed in a document, taken out of what has become of it since. */
export interface Merge {
  readonly units: readonly Unit[];
  /** What somebody has changed since, of what the run has not touched: where it stands. */
  readonly theirs: readonly string[];
  /**
   * Today's bytes without what the run did; what somebody has changed stays, but for the units that are named.
   * @throws RangeError when that cannot be written so that it reads as meant.
   */
  taken(also: ReadonlySet<Unit>): Uint8Array;
}

type Reader = (bytes: Uint8Array, file: string) => MergeText | undefined;

/** The strictest grammar first: nearly everything can be read as an ini file. */
const readers: readonly Reader[] = [policyText, axigenCfgText, iniText];

/**
 * Undefined when the three are not documents of one kind that is understood, or differ in more than what the grammar tells: then
 * only the file as a whole can be put back. Pure.
 */
export function merge(input: MergeInput): Merge | undefined {
  for (const reader of readers) {
    const texts = readAll(reader, input);
    if (texts === undefined) continue;
    const found = new DocumentMerge(reader, input.file, texts);
    if (found.understood()) return found;
  }
  return undefined;
}

function readAll(reader: Reader, { file, before, left, now }: MergeInput): ThreeTexts | undefined {
  const [one, two, three] = [before, left, now].map((bytes) => {
    try {
      return reader(bytes, file);
    } catch (error) {
      if (error instanceof DocumentError) return undefined;
      throw error;
    }
  });
  if (one === undefined || two === undefined || three === undefined) return undefined;
  return { before: one, left: two, now: three };
}

class DocumentMerge implements Merge {
  readonly #reader: Reader;
  readonly #file: string;
  readonly #texts: ThreeTexts;
  readonly units: readonly Unit[];

  constructor(reader: Reader, file: string, texts: ThreeTexts) {
    this.#reader = reader;
    this.#file = file;
    this.#texts = texts;
    this.units = unitsOf(texts);
  }

  get theirs(): readonly string[] {
    const { left, now } = this.#texts;
    // What stands there as it was left may have come to stand there twice.
    const told = new Set(this.units.filter(({ state }) => state !== 'as-left').map(({ where }) => where));
    const all = unitsOf({ before: left, left: now, now }).map(({ where }) => where);
    return [...new Set(all)].filter((where) => !told.has(where));
  }

  /** All that the run did can be taken out of what it left. */
  understood(): boolean {
    const { before, left } = this.#texts;
    const splices = unitsOf({ before, left, now: left }).flatMap(({ putBack }) => putBack);
    try {
      return this.#written(left, splices)?.root.says === before.root.says;
    } catch (error) {
      if (error instanceof RangeError) return false;
      throw error;
    }
  }

  taken(also: ReadonlySet<Unit>): Uint8Array {
    const { now } = this.#texts;
    const done = this.units.filter((unit) => unit.state === 'as-left' || also.has(unit));
    const splices = done.flatMap(({ putBack }) => putBack);
    const back = this.#written(now, splices);
    // Read again, no more may differ than what was meant to, and not nothing.
    const differs = back === undefined ? [] : unitsOf({ before: back, left: now, now });
    if (
      back === undefined ||
      differs.length > splices.length ||
      (differs.length === 0 && splices.length > 0)
    ) {
      throw new RangeError(`${this.#file} cannot be put back key by key`);
    }
    return Buffer.from(back.text, 'latin1');
  }

  #written(text: MergeText, splices: readonly Splice[]): MergeText | undefined {
    const bytes = Buffer.from(applySplices(text.text, joined(splices)), 'latin1');
    try {
      return this.#reader(bytes, this.#file);
    } catch (error) {
      if (error instanceof DocumentError) throw new RangeError(error.message);
      throw error;
    }
  }
}
