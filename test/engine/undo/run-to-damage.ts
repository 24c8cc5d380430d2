import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Run } from '../../../src/engine/run/run.js';
import { edit, named, place } from '../../support/changes.js';
import { EngineTarget } from '../../support/engine-target.js';

const bytes = (text: string) => Buffer.from(text);

/** One run for all: a file replaced, one put where none was, and one edited twice; each case damages what tells of it. */
export class RunToDamage {
  readonly before: ReturnType<EngineTarget['tree']>;
  readonly after: ReturnType<EngineTarget['tree']>;
  readonly #copies: readonly (readonly [from: string, to: string])[];

  private constructor(
    readonly target: EngineTarget,
    readonly run: Run,
    before: ReturnType<EngineTarget['tree']>,
  ) {
    this.before = before;
    this.after = target.tree();
    const copy = join(target.root, 'kept');
    this.#copies = [
      [copy, target.path('server')],
      [`${copy}.state`, target.here('/var/lib/gateway-setup')],
    ];
    for (const [to, from] of this.#copies) spawnSync('cp', ['-a', from, to]);
  }

  static async carriedOut(): Promise<RunToDamage> {
    const target = new EngineTarget();
    const config = target.file('server/config', 'one\n');
    target.file('server/licence', 'theirs\n');
    const given = target.file('given', 'ours\n');
    const before = target.tree();
    const run = await target.begin();
    const { result } = await target.apply(run, [
      {
        step: named('place-license'),
        changes: [place(target.path('server/licence'), given), place(target.path('server/new'), given)],
      },
      {
        step: named('configure-scanner'),
        changes: [edit(config, { before: bytes('one\n'), after: bytes('two\n') })],
      },
      {
        step: named('set-behaviour'),
        changes: [edit(config, { before: bytes('two\n'), after: bytes('three\n') })],
      },
    ]);
    await run.end();
    expect(result.kind).toBe('done');
    return new RunToDamage(target, run, before);
  }

  /** As it was before anything was damaged. */
  restore(): void {
    for (const [from, to] of this.#copies) {
      rmSync(to, { recursive: true });
      spawnSync('cp', ['-a', from, to]);
    }
  }

  /** A path in the folder of the run. */
  folder(...parts: string[]): string {
    return join(this.target.here(this.run.folder), ...parts);
  }

  gone(name: string): void {
    rmSync(this.folder(name));
  }

  rotten(name: string): void {
    const path = this.folder(name);
    writeFileSync(path, readFileSync(path, 'utf8').replace(/[a-z]/, 'X'));
  }
}
