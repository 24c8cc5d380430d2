import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { quoteWord } from '../../../src/host/shell.js';
import { until } from '../../support/live-change.js';
import { type TerminalStep, underTerminal } from '../../support/under-terminal.js';

const program = fileURLToPath(new URL('./installer-program.ts', import.meta.url));
const tsx = fileURLToPath(new URL('../../../node_modules/.bin/tsx', import.meta.url));

const roots: string[] = [];
afterEach(() => {
  for (const root of roots.splice(0)) rmSync(root, { recursive: true, force: true });
});

/** Where the program has its server and its run. */
function placesIn(text: string): { readonly root: string; readonly run: string } {
  const [, root = '', run = ''] = /root (\S+) run (\S+)/.exec(text) ?? [];
  roots.push(root);
  return { root, run };
}

async function attached(lines: readonly string[], steps: readonly TerminalStep[]) {
  const command = [tsx, program, ...lines].map(quoteWord).join(' ');
  const text = await underTerminal(command, steps);
  return { text, ...placesIn(text) };
}

const asks =
  'printf "Accept? "; read answer; mkdir "$server/opt/trend"; echo "$answer" > "$server/opt/trend/said"';

test('its questions are answered at the terminal, and who has it is said before and afterwards', async () => {
  const { text, root, run } = await attached(
    [
      asks,
      'tty > "$server/opt/trend/tty"; locale=$LANG; echo "$locale/$LC_ALL" > "$server/opt/trend/locale"',
    ],
    [['Accept? ', 'yes\r']],
  );
  expect(text).toMatch(/installer gets this terminal now[\s\S]*install it\.sh[\s\S]*Accept\?/);
  expect(text).toMatch(/gateway-setup is back\.[\s\S]*ended done/);
  const read = (name: string) => readFileSync(`${root}/server/opt/trend/${name}`, 'utf8').trim();
  expect(read('said')).toBe('yes');
  expect(read('tty')).toMatch(/^\/dev\/pts\//);
  expect(read('locale')).toBe('C.UTF-8/');
  // What was typed is nobody else's business.
  expect(readFileSync(`${run}/journal.jsonl`, 'utf8')).not.toContain('yes');
});

test('Ctrl-C stops the installer and not us; the terminal is as it was', async () => {
  const { text, root } = await attached(
    [
      'mkdir "$server/opt/trend"; : > "$server/opt/trend/half"',
      'stty -echo; echo "wait""ing"; exec sleep 1000',
    ],
    [['waiting', '\u0003']],
  );
  expect(text).toContain('ended failed The installer was ended by the signal 2.');
  expect(text).toContain('stop asked: false');
  expect(text).not.toContain('said:');
  expect(existsSync(`${root}/server/opt/trend/half`)).toBe(true);
});

test('the modes of the terminal are put back', async () => {
  const text = await underTerminal(
    `stty -a | grep -o -e " -*echo " -e " -*icanon " > ${quoteWord('/dev/stderr')}; ${[tsx, program, 'stty raw -echo; exit 1'].map(quoteWord).join(' ')}; stty -a | grep -o -e " -*echo " -e " -*icanon "`,
    [],
  );
  placesIn(text);
  expect(text.match(/-icanon|-echo /g)).toBeNull();
  expect(text.match(/ icanon/g)).toHaveLength(2);
});

test('the wizard is killed: what it wrote is noted all the same, and undo.sh alone takes it back', async () => {
  const { root, run } = await attached(
    [
      // The end of the terminal ends it no more than the end of the wizard.
      'trap "" HUP; mkdir "$server/opt/trend"; echo x > "$server/opt/trend/x"; printf "ready"; while [ ! -e "$server/../go" ]; do sleep 0.05; done',
      'echo y > "$server/opt/trend/y"',
    ],
    [
      [
        'ready',
        (text) => {
          process.kill(Number(/process (\d+)/.exec(text)?.[1]), 'SIGKILL');
        },
      ],
    ],
  );
  const undo = () => spawnSync('sh', [`${run}/undo.sh`], { encoding: 'utf8' });
  // While the installer is at work nothing is touched.
  const early = undo();
  expect(early.stdout).toMatch(/installer is still at work \(process \d+\)/);
  expect(early.status).toBe(1);
  spawnSync('touch', [`${root}/go`]);
  await until(() => existsSync(`${run}/files/001.wrote`));
  const late = undo();
  expect(late.stdout).toContain(`${root}/server/opt/trend: removed`);
  expect(late.status).toBe(0);
  expect(existsSync(`${root}/server/opt/trend`)).toBe(false);
  expect(existsSync(`${root}/server/opt/other/bin/other`)).toBe(true);
});
