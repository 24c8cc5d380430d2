import type { Splice } from '../axigen-text/cut.js';
import { commentedOut } from './commented-out.js';
import { type MergeNode, type MergeText, noParts, type Parts } from './node.js';
import { pair } from './pairing.js';
import { cut, insertPart, replace } from './splices.js';
import type { Unit } from './unit.js';

export interface ThreeTexts {
  readonly before: MergeText;
  readonly left: MergeText;
  readonly now: MergeText;
}

/** What is different between before and left, and how that stands now. Pure. */
export function unitsOf(texts: ThreeTexts): readonly Unit[] {
  const { before, left, now } = texts;
  return new Comparison(texts).walk(partsOf(before.root), partsOf(left.root), partsOf(now.root), []);
}

function partsOf(node: MergeNode | undefined): Parts {
  return node?.parts ?? noParts;
}

class Comparison {
  readonly #texts: ThreeTexts;

  constructor(texts: ThreeTexts) {
    this.#texts = texts;
  }

  walk(before: Parts, left: Parts, now: Parts, path: readonly string[]): readonly Unit[] {
    const was = pair(left.nodes, before.nodes);
    const is = pair(left.nodes, now.nodes);
    const scene: Scene = {
      before,
      now,
      alone: is.alone,
      place: placesIn(before, was.partner, is.partner),
      path,
    };
    const known = left.nodes.flatMap((node) =>
      this.#known(scene, was.partner.get(node), node, is.partner.get(node)),
    );
    return [...known, ...was.alone.flatMap((node) => this.#removed(scene, node))];
  }

  /** What the run left there: changed or added by it, or not of its making. */
  #known(
    scene: Scene,
    before: MergeNode | undefined,
    left: MergeNode,
    now: MergeNode | undefined,
  ): readonly Unit[] {
    if (before === undefined) return this.#added(scene, left, now);
    if (before.says === left.says) return [];
    const unit = this.#unit(scene, before, left, now);
    if (now === undefined) return [unit('changed', [this.#insert(scene, before)])];
    if (before.parts !== undefined && left.parts !== undefined && now.parts !== undefined) {
      return this.walk(before.parts, left.parts, now.parts, [...scene.path, left.label]);
    }
    if (now.says === before.says) return [unit('as-before', [])];
    const again =
      left.once === true ? scene.alone.filter((one) => one.name === left.name && one.off !== true) : [];
    const back = replace(
      this.#texts.before,
      before,
      side(this.#texts.left, left),
      side(this.#texts.now, now),
    );
    const putBack = [back, ...again.map((one) => this.#cut(scene, one))];
    if (now.says === left.says && again.length === 0) return [unit('as-left', putBack)];
    return [this.#unit(scene, before, left, now, again)('changed', putBack)];
  }

  #added(scene: Scene, left: MergeNode, now: MergeNode | undefined): readonly Unit[] {
    const unit = this.#unit(scene, undefined, left, now);
    if (now === undefined) return [unit('as-before', [])];
    const gone = this.#cut(scene, now);
    const { text: leftText } = this.#texts.left;
    const { text: nowText } = this.#texts.now;
    if (now.says === left.says) {
      const loose = now.parts?.loose === true;
      // A remark that somebody has put among its parts stays, and what opens and closes them with it.
      if (!loose || sameLines(leftText, left, nowText, now)) return [unit('as-left', [gone])];
    }
    if (left.parts?.loose === true && now.parts !== undefined) {
      return this.walk(noParts, left.parts, now.parts, [...scene.path, left.label]);
    }
    return [unit('changed', [gone])];
  }

  /** What the run took out. */
  #removed(scene: Scene, before: MergeNode): readonly Unit[] {
    const there = scene.alone.find(({ name, says }) => name === before.name && says === before.says);
    if (there !== undefined) return [this.#unit(scene, before, undefined, there)('as-before', [])];
    const other = before.once === true ? scene.alone.find(({ name }) => name === before.name) : undefined;
    const unit = this.#unit(scene, before, undefined, other);
    if (other === undefined) return [unit('as-left', [this.#insert(scene, before)])];
    const now = side(this.#texts.now, other);
    return [unit('changed', [replace(this.#texts.before, before, now, now)])];
  }

  #unit(
    { path }: Scene,
    before: MergeNode | undefined,
    left: MergeNode | undefined,
    now: MergeNode | undefined,
    again: readonly MergeNode[] = [],
  ) {
    const { before: beforeText, left: leftText, now: nowText } = this.#texts;
    const where = [...path, (left ?? before)?.label ?? ''].join(' ');
    const nows = [...(now === undefined ? [] : [now]), ...again].map((one) => shown(nowText, one));
    return (state: Unit['state'], putBack: readonly Splice[]): Unit => ({
      where,
      state,
      before: before && shown(beforeText, before),
      left: left && shown(leftText, left),
      now: nows.length === 0 ? undefined : nows.join(', and again '),
      putBack,
    });
  }

  #cut({ now }: Scene, node: MergeNode): Splice {
    const above = now.nodes[now.nodes.indexOf(node) - 1];
    return cut(this.#texts.now, node, above?.end ?? now.room.start);
  }

  #insert({ place, now }: Scene, node: MergeNode): Splice {
    const muted = commentedOut(this.#texts.before, node, this.#texts.left, this.#texts.now);
    if (muted !== undefined) return muted;
    return insertPart(this.#texts.before, node, this.#texts.now, now, place(node));
  }
}

interface Scene {
  readonly before: Parts;
  readonly now: Parts;
  /** What stands there now and was not left there. */
  readonly alone: readonly MergeNode[];
  /** What now stands there of that which a part stood behind. */
  place(node: MergeNode): MergeNode | undefined;
  readonly path: readonly string[];
}

type Partners = ReadonlyMap<MergeNode, MergeNode>;

function placesIn({ nodes }: Parts, was: Partners, is: Partners): Scene['place'] {
  const now = new Map(
    [...was].flatMap(([left, before]) => {
      const found = is.get(left);
      return found === undefined ? [] : [[before, found] as const];
    }),
  );
  return (node) =>
    nodes
      .slice(0, nodes.indexOf(node))
      .map((one) => now.get(one))
      .findLast((one) => one !== undefined);
}

function side(text: MergeText, node: MergeNode) {
  return { text, node };
}

function sameLines(one: string, left: MergeNode, other: string, now: MergeNode): boolean {
  const words = (text: string, { start, end }: MergeNode) => text.slice(start, end).replace(/\s+/g, ' ');
  return words(one, left) === words(other, now);
}

/** On one line, as it stands in the file. */
function shown({ text }: MergeText, { start, end, value, off }: MergeNode): string {
  const span = value ?? { start, end };
  const words = text.slice(span.start, span.end).replace(/\s+/g, ' ').trim();
  return off === true ? `${words} (commented out)` : words;
}
