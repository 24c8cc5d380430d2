import { lstatSync, mkdirSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { takeSurvey } from '../../../src/host/survey/take.js';
import type { EditFile } from '../../../src/model/change.js';
import { editFile } from '../../../steps/edit-file.js';
import { EngineTarget } from '../../support/engine-target.js';

let target: EngineTarget;
beforeEach(() => {
  target = new EngineTarget();
});
afterEach(() => target.remove());

const real = "server/srv/nod32's *[a] $(id).cfg";

/** A configuration file that is a link in a folder that is one, too, and the edit of it that a survey leads to. */
async function surveyed(): Promise<{ readonly link: string; readonly edits: readonly EditFile[] }> {
  target.file(real, 'before\n');
  mkdirSync(target.path('server/opt'));
  symlinkSync(`../srv/${real.slice('server/srv/'.length)}`, target.path('server/opt/nod32.cfg'));
  symlinkSync('opt', target.path('server/etc'));
  const link = target.path('server/etc/nod32.cfg');
  const survey = await takeSurvey(target.host, [{ kind: 'file', path: link, contents: true }]);
  const rest = { summary: 'Edit it', readers: [], whileStopped: false };
  return { link, edits: editFile(survey.file(link), Buffer.from('after\n'), rest) };
}

const planned = (changes: readonly EditFile[]) => [
  { step: { id: 'configure-scanner', title: 'Configure' } as const, changes },
];

test('where links lead, the file is changed and put back, and the links stay', async () => {
  const { link, edits } = await surveyed();
  expect(edits).toMatchObject([{ path: target.path(real), via: link }]);
  const before = target.tree();
  const run = await target.begin();
  expect((await target.apply(run, planned(edits))).result.kind).toBe('done');
  expect(target.read(real)).toBe('after\n');
  expect(target.journal(run).find(({ event }) => event === 'intent')).toMatchObject({
    path: target.path(real),
    via: link,
  });
  const undone = target.undo(run);
  expect(undone.code).toBe(0);
  expect(undone.said).not.toMatch(/does NOT lead/);
  expect(target.tree()).toEqual(before);
  expect(readlinkSync(target.path('server/etc'))).toBe('opt');
  expect(lstatSync(link).isSymbolicLink()).toBe(true);
});

test.each<[string, (link: string) => void]>([
  ['cut', (link) => writeFileSync(link, 'theirs\n')],
  ['gone', () => undefined],
  ['leading elsewhere', (link) => symlinkSync('nowhere', link)],
])(
  'a link that is %s since: the file is put back where it lies, and the link is told of',
  async (_case, meddle) => {
    const { link, edits } = await surveyed();
    const run = await target.begin();
    expect((await target.apply(run, planned(edits))).result.kind).toBe('done');
    rmSync(link);
    meddle(link);
    const undone = target.undo(run);
    expect(undone.code).toBe(0);
    expect(undone.said).toContain(`${link}: does NOT lead to ${target.path(real)} any more`);
    expect(target.read(real)).toBe('before\n');
  },
);

test('a link that leads elsewhere by now: nothing is written, neither there nor where it led', async () => {
  const { link, edits } = await surveyed();
  const other = target.file('server/srv/other', 'before\n');
  const run = await target.begin();
  rmSync(link);
  symlinkSync(other, link);
  const before = target.tree();
  const { result } = await target.apply(run, planned(edits));
  expect(result).toMatchObject({
    kind: 'failed',
    reason: expect.stringContaining(`does not lead to ${target.path(real)} any more`),
  });
  expect(target.tree()).toEqual(before);
});
