import { emptyObject, getObject, objectValue, setAttribute } from '../config/edit-tree.js';
import type { ConfigObject } from '../config/tree.js';
import type { RunningConfig } from '../running-config.js';

export type Edit = (object: ConfigObject) => ConfigObject;

/** Where an object stands in another one. Both may throw CliError when it is not there any more. */
export interface Place {
  readonly get: (around: ConfigObject) => ConfigObject;
  readonly put: (around: ConfigObject, object: ConfigObject) => ConfigObject;
}

/** The Server object itself. */
export const serverPlace: Place = { get: (server) => server, put: (_, object) => object };

/** The object that an attribute holds; empty where there is none. */
export function attributePlace(name: string): Place {
  return {
    get: (around) => getObject(around, name) ?? emptyObject(),
    put: (around, object) => setAttribute(around, name, objectValue(object)),
  };
}

/** A place in a place. */
export function placeWithin(outer: Place, inner: Place): Place {
  return {
    get: (around) => inner.get(outer.get(around)),
    put: (around, object) => outer.put(around, inner.put(outer.get(around), object)),
  };
}

/**
 * What a context would change: kept apart until it is committed, gone with BACK. Changes are kept as edits,
 * not as a copy, so that what others commit in the meantime stays.
 */
export class Draft {
  private edits: readonly Edit[] = [];

  private constructor(
    private readonly base: () => ConfigObject,
    private readonly store: (edit: Edit) => void | Promise<void>,
  ) {}

  /** Its COMMIT goes into the configuration in force. */
  static ofRunning(running: RunningConfig, place: Place): Draft {
    const base = () => place.get(running.tree());
    return new Draft(base, (edit) => running.apply(place.put(running.tree(), edit(base()))));
  }

  /** Its DONE only hands the changes to the draft around it (facts 2: navigation). */
  static within(parent: Draft, place: Place): Draft {
    return new Draft(
      () => place.get(parent.view()),
      (edit) => parent.change((around) => place.put(around, edit(place.get(around)))),
    );
  }

  /** What there is, with the changes made here. */
  view(): ConfigObject {
    return applied(this.edits, this.base());
  }

  /** @throws what the edit throws; then it is not kept */
  change(edit: Edit): void {
    edit(this.view());
    this.edits = [...this.edits, edit];
  }

  /** Forgets the changes made here. */
  reset(): void {
    this.edits = [];
  }

  /** @throws the reason why it cannot be; then nothing is different, and the changes are still pending */
  async commit(): Promise<void> {
    const { edits } = this;
    if (edits.length > 0) await this.store((object) => applied(edits, object));
    this.edits = [];
  }
}

function applied(edits: readonly Edit[], object: ConfigObject): ConfigObject {
  return edits.reduce((result, edit) => edit(result), object);
}
