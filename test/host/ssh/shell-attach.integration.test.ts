import { PassThrough } from 'node:stream';
import { describe, expect, test, vi } from 'vitest';
import type { Host, Terminal } from '../../../src/host/host.js';
import { type ShellFragment, sh } from '../../../src/host/shell.js';
import { LineLost } from '../../../src/host/ssh/line.js';
import { shellTarget } from './shell-target.js';
import { sudoer } from './sudoer.js';

const target = shellTarget();
const { user } = sudoer('USER ALL=(ALL) ALL');
const onTerminal = sudoer('Defaults:USER use_pty, requiretty', 'USER ALL=(ALL) ALL');

/** A terminal of this side, as Node shows one. */
class Screen {
  readonly modes: boolean[] = [];
  readonly input = Object.assign(new PassThrough(), {
    isTTY: true,
    isRaw: false,
    setRawMode: (raw: boolean) => void this.modes.push(raw),
  });
  readonly output = Object.assign(new PassThrough(), { isTTY: true, columns: 91, rows: 17 });
  readonly terminal: Terminal;
  text = '';

  constructor(env: Terminal['env'] = { TERM: 'vt220', LANG: 'C.UTF-8', SECRET: 'ours' }) {
    this.terminal = { input: this.input, output: this.output, env };
    this.output.on('data', (chunk: Buffer) => {
      this.text += chunk.toString();
    });
  }

  async until(words: string): Promise<void> {
    await vi.waitFor(() => expect(this.text).toContain(words), { timeout: 20_000, interval: 10 });
  }
}

async function attached(host: Host, script: ShellFragment, screen: Screen): Promise<number | null> {
  if (host.attach === undefined) throw new Error('no terminal');
  return host.attach(script, screen.terminal);
}

describe.each<[string, () => Host]>([
  ['root', () => target.host()],
  ['sudo', () => target.host({ user: user().name, secret: async () => user().password })],
  [
    'sudo on a terminal of its own',
    () => target.host({ user: onTerminal.user().name, secret: async () => onTerminal.user().password }),
  ],
])('as %s', (_, host) => {
  test('the fragment has a terminal of our size and kind, and nothing else of ours', async () => {
    const screen = new Screen();
    const script = sh`test -t 0 && test -t 2 && stty size; id -u; env; exit 7`;
    expect(await attached(host(), script, screen)).toBe(7);
    const lines = screen.text.replace('\u001b[?25h', '').split('\r\n');
    expect(lines.slice(0, 2)).toEqual(['17 91', '0']);
    expect(lines).toContain('TERM=vt220');
    expect(lines).toContain('LANG=C.UTF-8');
    expect(screen.text).not.toMatch(/LC_ALL|SECRET|assword|gs-/);
    expect(screen.modes).toEqual([true, false]);
  });

  test('keys, echo and Ctrl-C are those of that terminal', async () => {
    const screen = new Screen();
    const script = sh`printf 'name? '; read -r name; echo "<$name>"; sh -c 'echo ready; exec sleep 100'; echo "after $?"`;
    const running = attached(host(), script, screen);
    await screen.until('name? ');
    screen.input.write('bob\r');
    await screen.until('name? bob\r\n<bob>\r\nready');
    screen.input.write('\u0003');
    expect(await running).toBe(130);
    expect(screen.text).not.toContain('after');
  });

  test('its size follows ours', async () => {
    const screen = new Screen();
    const script = sh`trap 'stty size; exit 0' WINCH; echo ready; while :; do sleep 0.1; done`;
    const running = attached(host(), script, screen);
    await screen.until('ready');
    Object.assign(screen.output, { columns: 120, rows: 40 });
    screen.output.emit('resize');
    expect(await running).toBe(0);
    expect(screen.text).toContain('40 120');
  });
});

test('a line that is lost gives the terminal back', async () => {
  const screen = new Screen();
  const running = attached(target.host(), sh`echo ready; sleep 100`, screen);
  await screen.until('ready');
  target.sshd().dropConnections();
  await expect(running).rejects.toThrow(LineLost);
  expect(screen.modes).toEqual([true, false]);
  expect(screen.input.listenerCount('data')).toBe(0);
});

test('without a terminal on this side the end of input is one over there', async () => {
  const screen = new Screen();
  const running = attached(target.host(), sh`cat; echo over`, screen);
  screen.input.end('words\n');
  expect(await running).toBe(0);
  expect(screen.text).toContain('over');
});
