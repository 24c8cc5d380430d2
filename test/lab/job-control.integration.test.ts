import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { statFields } from '../../src/lab/isolation/process-identity.js';
import { createLab, downLab, type Lab } from '../../src/lab/lab.js';
import { inLab } from '../../src/lab/paths.js';
import { packageRoot } from '../../src/package-root.js';
import { makeQuickFolder } from '../support/quick-folder.js';

/** An interactive shell at a pseudo-terminal, as an operator has it: with job control. */
class Terminal {
  readonly #child: ChildProcessWithoutNullStreams;
  #text = '';
  #from = 0;

  constructor(env: Readonly<Record<string, string | undefined>>) {
    const program = `${process.execPath} ${join(packageRoot(), 'bin', 'gateway-setup.js')}`;
    this.#child = spawn('script', ['-qefc', 'exec bash --norc --noprofile --noediting -i', '/dev/null'], {
      env: { ...env, PATH: process.env.PATH, TERM: 'xterm', PS1: 'OUTSIDE> ', gs: program },
    });
    this.#child.stdout.setEncoding('utf8').on('data', (text: string) => {
      this.#text += text;
    });
  }

  /** Only what comes after this counts for what is waited for next. */
  press(keys: string): void {
    this.#from = this.#text.length;
    this.#child.stdin.write(keys);
  }

  async sees(wanted: RegExp): Promise<void> {
    await expect.poll(() => this.#text.slice(this.#from), { timeout: 20_000, interval: 20 }).toMatch(wanted);
  }

  /** What the shell at this terminal has started; nothing that runs elsewhere on the machine. */
  started(): string {
    const shell = readFileSync(`/proc/${this.#child.pid}/task/${this.#child.pid}/children`, 'latin1').trim();
    return chainBelow(Number(shell)).join(' ');
  }

  async leaves(): Promise<void> {
    const ended = once(this.#child, 'close');
    this.#child.stdin.end();
    // The terminal goes away with it: what a failed test left stopped is continued and hung up by the kernel.
    this.#child.kill('SIGKILL');
    await ended;
  }
}

let folder = '';
let env: Readonly<Record<string, string>>;
let lab: Lab;
let terminal: Terminal;

beforeAll(async () => {
  folder = makeQuickFolder('labs-');
  env = { GATEWAY_SETUP_LABS: join(folder, 'labs'), HOME: folder };
  lab = await createLab({}, { env });
});

afterEach(() => terminal.leaves());

afterAll(async () => {
  await downLab('default', { env });
  rmSync(folder, { recursive: true, force: true });
});

/** What was started below a process, nearest first, each as `command=state`; a state is a letter of proc(5). */
function chainBelow(pid: number): readonly string[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'latin1').trim();
  if (children === '') return [];
  return children.split(' ').flatMap((child) => {
    const stat = readFileSync(`/proc/${child}/stat`, 'latin1');
    const name = stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
    return [`${name}=${statFields(stat)[0]}`, ...chainBelow(Number(child))];
  });
}

/** The whole chain of a command in the lab: the program from outside, the wrapper in the lab, the command. */
const allStopped = /^\S+=T \S+=T \S+=T$/;
const noneStopped = /^\S+=[RSD] \S+=[RSD] \S+=[RSD]$/;

/**
 * Reads keys itself, as the wizard and editors do: Ctrl-Z is a key like any other, and it stops only itself.
 * Its words are in two pieces here, because the terminal also shows what is typed.
 */
const keyReader = [
  'process.stdin.setRawMode(true)',
  "process.on('SIGCONT',()=>{process.stdin.setRawMode(true);console.log('BA'+'CK')})",
  "process.stdin.on('data',(d)=>{if(d[0]===26){process.stdin.setRawMode(false);process.kill(process.pid,'SIGTSTP')}else{console.log('KEY '+d);if(d[0]===113)process.exit(7)}})",
  "process.stdout.write('\\x1b[?25l')",
  "console.log('AWA'+'KE')",
].join(';');

describe('Ctrl-Z gives the prompt back, and fg the command', () => {
  test.each([
    ['a program that stops only itself', `${inLab.node} -e "${keyReader}" own-reader`, 'own-reader', /AWAKE/],
    [
      'a program that leaves the keys to the terminal',
      `sh -c 'echo AWA""KE; cat' cat-reader`,
      'cat-reader',
      /AWAKE/,
    ],
  ])('%s', async (_name, command, word, begun) => {
    terminal = new Terminal(env);
    await terminal.sees(/OUTSIDE> /);
    terminal.press(`$gs lab exec -- ${command}\n`);
    await terminal.sees(begun);
    if (word === 'cat-reader') {
      // Until `cat` has answered, its shell may still be starting it, and a process waiting in vfork(2) cannot stop.
      terminal.press('first\n');
      await terminal.sees(/first\r\nfirst/);
    }
    terminal.press('\u001a');
    await terminal.sees(/Stopped[\s\S]*OUTSIDE> /);
    await expect.poll(() => terminal.started(), { timeout: 20_000 }).toMatch(allStopped);
    terminal.press('echo "$((40 + 2)) here"\n');
    await terminal.sees(/42 here/);
    terminal.press('fg\n');
    await expect.poll(() => terminal.started(), { timeout: 20_000 }).toMatch(noneStopped);
    if (word === 'own-reader') {
      await terminal.sees(/BACK/);
      terminal.press('q');
      await terminal.sees(/KEY q/);
    } else {
      terminal.press('line\n');
      await terminal.sees(/line\r\n[\s\S]*line/);
      terminal.press('\u0004');
    }
    await terminal.sees(/OUTSIDE> /);
    terminal.press('echo "status $?"\n');
    await terminal.sees(word === 'own-reader' ? /status 7/ : /status 0/);
  });

  test("the lab's shell keeps its own jobs, and `suspend` leaves it for a while", async () => {
    terminal = new Terminal(env);
    await terminal.sees(/OUTSIDE> /);
    terminal.press('$gs lab shell\n');
    await terminal.sees(/A mailbox to try: [\s\S]*@mail ~\]# /);
    terminal.press('sleep 1000\n');
    await expect.poll(async () => (await lab.exec(['ps', '-C', 'sleep'])).code).toBe(0);
    terminal.press('\u001a');
    await terminal.sees(/Stopped +sleep 1000[\s\S]*@mail/);
    terminal.press('kill %1; suspend\n');
    await terminal.sees(/Stopped +.*lab shell[\s\S]*OUTSIDE> /);
    terminal.press('fg\n');
    await expect.poll(() => terminal.started(), { timeout: 20_000 }).toMatch(noneStopped);
    terminal.press('echo "in $PWD"; exit 3\n');
    await terminal.sees(/in \/root[\s\S]*OUTSIDE> /);
    terminal.press('echo "status $?"\n');
    await terminal.sees(/status 3/);
  });
});

test('taken down under a program that reads keys: it is said, and the terminal is in order again', async () => {
  const context = { env: { ...env, GATEWAY_SETUP_LABS: join(folder, 'other') } };
  await createLab({ name: 'gone' }, context);
  terminal = new Terminal(context.env);
  await terminal.sees(/OUTSIDE> /);
  terminal.press(`$gs lab exec --name gone -- ${inLab.node} -e "${keyReader}"\n`);
  await terminal.sees(/AWAKE/);
  await downLab('gone', context);
  await terminal.sees(/\u001b\[\?25hThe lab "gone" was taken down\s+from elsewhere[\s\S]*OUTSIDE> /);
  terminal.press('echo "status $?"; stty -a\n');
  await terminal.sees(/status 137/);
  await terminal.sees(/ icanon/);
  await terminal.sees(/ echo /);
});
