import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { planActions } from '../../../src/engine/apply/actions.js';
import { applyScript } from '../../../src/engine/apply/apply-script.js';
import { runFolder } from '../../../src/engine/run/paths.js';
import type { RecordedStep } from '../../../src/engine/run/record.js';
import { targetLibrary } from '../../../src/engine/target-library.js';
import { undoScript } from '../../../src/engine/undo/undo-script.js';
import { shells } from '../../host/shells.js';
import {
  changesOf,
  edit,
  install,
  mail,
  place,
  proxy,
  recorded,
  run,
  service,
} from '../../support/changes.js';

/** Names that end a quote, begin a command or look like an option, wherever they are not quoted. */
const nasty = [
  "/etc/it's",
  '/etc/$(reboot)',
  '/etc/a  || b',
  '/etc/`id`;&',
  '/etc/"x"',
  '/etc/a\\b',
  '/etc/ä\nb',
  '/-rf *',
];

const steps: readonly RecordedStep[] = recorded(
  { id: 'place-license', changes: [place("/etc/it's", '/root/$HOME')] },
  { id: 'install-scanner', changes: [install("nod32'lms")] },
  {
    id: 'configure-scanner',
    changes: nasty.map((path) => edit(path, { readers: [mail], whileStopped: true })),
  },
  {
    id: 'restart-scanner',
    changes: [run('restart', service('proxy', 3, { script: "/etc/init.d/it's" }), 25)],
  },
  { id: 'configure-scanner', changes: [edit('/etc/again', { readers: [proxy] })] },
);
const folder = runFolder('2026-11-21T220501Z-nod32');
const undo = undoScript({ id: 'x', folder, steps });
const apply = applyScript({
  folder,
  changes: changesOf(steps),
  actions: planActions(changesOf(steps)).map((action, index) => ({ number: index + 1, action })),
  part: 'first',
  backTo: 'place-license',
  armed: { step: 'place-license', seconds: 60 },
}).text;

describe.each(shells)('%s', (_name, [command = 'sh', ...options]) => {
  const check = (script: string) =>
    spawnSync(command, [...options, '-n'], { input: script, encoding: 'utf8' });
  test.each([
    ['undo.sh', undo],
    ['apply.sh', apply],
  ])('understands %s, whatever the paths are', (_script, text) => {
    expect(check(text)).toMatchObject({ status: 0, stderr: '' });
  });
  test('and would say so if it did not', () => {
    expect(check(`${undo}\nif`).status).not.toBe(0);
  });
});

describe('undo.sh can be read', () => {
  test('it says which run it is of, what can be given, and in which order it was done', () => {
    const head = undo.slice(0, undo.indexOf('\nrun='));
    expect(head).toMatch(/^#!\/bin\/sh\n# Takes back what gateway-setup changed on this server/);
    expect(head).toContain(folder);
    expect(head).toContain('sh undo.sh STEP');
    expect([...head.matchAll(/^# {3}([a-z-]+) +The step/gm)].map(([, id]) => id)).toEqual([
      'place-license',
      'install-scanner',
      'configure-scanner',
      'restart-scanner',
    ]);
  });

  test('nothing of the frame is left unfilled', () => {
    expect(undo).not.toMatch(/@@/);
  });

  test('nothing of a file\u2019s contents is in it', () => {
    expect(undo).not.toMatch(/before\n.*after\n/);
    expect(undo.length - targetLibrary().text.length).toBeLessThan(16 * 1024);
  });

  test.each(nasty)('%j reaches the shell as one word, unchanged', (path) => {
    const line = undo
      .split('\n  ')
      .find((one) => one.startsWith('restore_file') && one.includes(path.slice(0, 6)));
    expect(line).toBeDefined();
    const all = spawnSync(
      'sh',
      [
        '-c',
        `restore_file() { printf '%s\\0' "$2"; }\n${undo.slice(undo.indexOf('undo_configure_scanner() {'), undo.indexOf('\n}', undo.indexOf('undo_configure_scanner() {')) + 2)}\nundo_configure_scanner`,
      ],
      { encoding: 'utf8' },
    ).stdout.split('\0');
    expect(all).toContain(path);
  });

  test('what was not changed cannot be undone', () => {
    expect(() => undoScript({ id: 'x', folder, steps: [] })).toThrow(RangeError);
    expect(() =>
      undoScript({ id: 'x', folder, steps: recorded({ id: 'place-license', changes: [] }) }),
    ).toThrow(RangeError);
  });
});
