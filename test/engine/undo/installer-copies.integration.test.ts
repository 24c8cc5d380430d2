import { existsSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { listRuns } from '../../../src/engine/run/list-runs.js';
import type { Run } from '../../../src/engine/run/run.js';
import { named } from '../../support/changes.js';
import { EngineTarget } from '../../support/engine-target.js';
import { furnish, installer } from '../../support/installer.js';

/** What an installer changed in /etc is put back from copies: never from one that is damaged. */
let target: EngineTarget;
let run: Run;
let before: ReturnType<EngineTarget['tree']>;

beforeEach(async () => {
  target = new EngineTarget();
  furnish(target);
  symlinkSync('passwd', target.path('server/etc/link'));
  before = target.tree();
  run = await target.begin();
  const lines = [
    'echo "imss:x:99:99" >> "$server/etc/passwd"; echo new > "$server/etc/placed"',
    'rm "$server/etc/old.conf"; ln -sf services "$server/etc/link"',
  ];
  const step = named('install-scanner');
  const { result } = await target.apply(run, [{ step, changes: [installer(target, ...lines)] }]);
  expect(result.kind).toBe('done');
  await run.end();
});
afterEach(() => target.remove());

const files = (name: string) => join(target.here(run.folder), 'files', name);
/** The name of the copies of a path, such as `001.2`. */
function copiesOf(path: string): string {
  const [, number = ''] = new RegExp(` (\\d+) .*/${path}$`, 'm').exec(target.read(wrote())) ?? [];
  return `001.${number}`;
}
const wrote = () => files('001.wrote').slice(target.root.length + 1);

test('a link that became another one is put back, and nobody takes its copy for a planted one', async () => {
  expect((await listRuns(target.host))[0]?.damage).toBeUndefined();
  const { code, said } = target.undo(run);
  expect(code, said).toBe(0);
  expect(readlinkSync(target.path('server/etc/link'))).toBe('passwd');
  expect(target.tree()).toEqual(before);
});

test.each([
  ['an edited file', 'passwd', 'before', 'imss'],
  ['a file that was removed', 'old.conf', 'before', undefined],
  ['a placed file', 'placed', 'after', 'new'],
] as const)('the copy of %s has rotted: said, and nothing is touched', async (_what, name, part, left) => {
  const copy = files(`${copiesOf(name)}.${part}`);
  writeFileSync(copy, 'rotten\n');
  if (part === 'after') writeFileSync(target.path(`server/etc/${name}`), 'edited\n');
  const { code, said } = target.undo(run);
  expect(code).not.toBe(0);
  expect(said).toContain(`DAMAGED: ${copy} is not what was laid there.`);
  if (left === undefined) expect(existsSync(target.path(`server/etc/${name}`))).toBe(false);
  else if (part === 'before') expect(target.read(`server/etc/${name}`)).toContain(left);
  else expect(target.read(`server/etc/${name}`)).toBe('edited\n');
  expect(target.read('server/etc/passwd')).toContain('imss');
});

test('a link in the place of the copy of a file is one that somebody has planted', async () => {
  const copy = files(`${copiesOf('passwd')}.before`);
  rmSync(copy);
  symlinkSync('/etc/hostname', copy);
  expect((await listRuns(target.host))[0]?.damage).toMatchObject({
    untrusted: true,
    what: [`${copy} is a symbolic link`],
  });
  expect(target.undo(run).code).toBe(5);
  expect(target.read('server/etc/passwd')).toContain('imss');
});
