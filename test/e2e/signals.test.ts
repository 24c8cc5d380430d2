import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { inLab } from '../../src/lab/paths.js';
import { type LabSsh, labSsh } from './support/lab-ssh.js';
import { oneLine } from './support/output.js';
import { productWithHome } from './support/product-process.js';
import { terminalAsBefore, useDesks } from './support/remote-person.js';
import { program, start } from './support/run.js';
import { cleanEnvironment, type ServerLab, useLabs } from './support/server-lab.js';
import { differences, type Snapshot, snapshot } from './support/snapshot.js';

// A signal while the server is being looked at, or while a question stands: nothing goes on there, and the next command is named.

const labs = useLabs();
const deskOf = useDesks();
const run = '/var/lib/gateway-setup/runs/2026-01-01T000000Z-nod32';
let server: ServerLab;
let ssh: LabSsh;
let before: Snapshot;

beforeAll(async () => {
  server = await labs.create('e2e-signals');
  ssh = labSsh(server);
  await server.sh(`gateway-setup plan --answers ${inLab.answers} -o /root/plan.json || [ $? -eq 2 ]`);
  const plan = readFileSync(join(server.lab.paths.root, 'root/plan.json'));
  home = deskOf(ssh, ssh.config).home;
  writeFileSync(join(home, 'plan.json'), plan);
  writeFileSync(join(home, 'answers.ini'), await server.sh('cat /root/answers.ini'));
  // A run that looks as if it had been taken back long ago: history has something to read.
  await server.sh(`mkdir -p ${run}; echo '{"at":1,"event":"begin"}' > ${run}/journal.jsonl`);
  before = await snapshot(server);
});
let home = '';

const gated = ['cat', 'awk', 'sed', 'tail'].map((name) => `/usr/local/sbin/${name}`).join(' ');
const openTheGate = `/bin/rm -f ${gated} /tmp/waits`;

/** From now on every look at the server comes to a point at which it waits. */
beforeEach(async () => {
  await server.sh(`for one in ${gated}; do
    printf '#!/bin/sh\\n: > /tmp/waits\\nwhile [ -e $0 ]; do sleep 0.1; done\\nPATH=/bin:/usr/bin exec "\${0##*/}" "$@"\\n' > $one
    chmod +x $one
  done`);
  return async () => {
    await server.sh(openTheGate);
  };
});

const waits = () =>
  vi.waitFor(() => expect(existsSync(join(server.lab.paths.root, 'tmp/waits'))).toBe(true), {
    timeout: 30_000,
    interval: 20,
  });

/** Nothing of ours waits there any more, and nothing was changed. */
async function leftAlone(): Promise<void> {
  await vi.waitFor(
    async () => expect(await server.sh('ps -e -o args= | grep "[l]ocal/sbin/" || :')).toBe(''),
    { timeout: 20_000, interval: 100 },
  );
  await server.sh(openTheGate);
  expect(differences(before, await snapshot(server))).toEqual([]);
}

const codes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
const again = (words: string) => `Nothing was changed. To begin again: gateway-setup ${words}`;

describe.each<readonly [words: string, signal: keyof typeof codes, next: string]>([
  ['setup --yes --answers /root/answers.ini', 'SIGTERM', again('')],
  ['plan --answers /root/answers.ini', 'SIGHUP', again('plan')],
  ['apply /root/plan.json --yes', 'SIGINT', again('apply')],
  ['audit --format json', 'SIGTERM', again('audit')],
  ['verify', 'SIGINT', again('verify')],
  ['history', 'SIGHUP', again('history')],
  ['rollback --yes', 'SIGTERM', 'Nothing was taken back. To take it back after all: gateway-setup rollback'],
])('%s, and %s while it looks', (words, signal, next) => {
  test('on the server itself', async () => {
    const running = server.exec(['/bin/sh', '-c', `gateway-setup ${words} & echo $! > /tmp/pid; wait $!`]);
    await waits();
    await server.sh(`kill -${signal.slice(3)} "$(/bin/cat /tmp/pid)"; rm /tmp/pid`);
    const said = await running;
    expect(said.code, said.all).toBe(codes[signal]);
    expect(oneLine(said.err)).toContain(next.trim());
    if (words.includes('json')) expect(said.out).toBe('');
    await leftAlone();
  });

  test('over SSH', async () => {
    const here = words.replaceAll('/root/', `${home}/`);
    const running = start([process.execPath, program, ...here.split(' '), '--host', ssh.host], {
      env: { ...cleanEnvironment(), HOME: home, SSH_AUTH_SOCK: undefined },
    });
    await waits();
    running.kill(signal);
    const said = await running.said;
    expect(said.code, said.all).toBe(codes[signal]);
    expect(oneLine(said.err)).toContain(`--host ${ssh.host}`);
    await leftAlone();
  });
});

describe('in front of a terminal', () => {
  /** Looks at the terminal after the command, and keeps its exit code for us. */
  const sitsDown = (...words: readonly string[]) => {
    const desk = deskOf(ssh, ssh.config);
    const person = desk.sitsDown('--scanner', 'nod32', '--host', ssh.host, ...words);
    const product = () =>
      vi.waitFor(
        () => {
          const pid = productWithHome(desk.home);
          if (pid === undefined) throw new Error('it does not run');
          return pid;
        },
        { timeout: 20_000, interval: 50 },
      );
    return {
      person,
      product,
      isOver: () =>
        vi.waitFor(() => expect(productWithHome(desk.home)).toBeUndefined(), {
          timeout: 20_000,
          interval: 50,
        }),
    };
  };

  test.each(['SIGTERM', 'SIGHUP'] as const)(
    '%s while it looks, and while a question stands',
    async (signal) => {
      const looking = sitsDown();
      await waits();
      process.kill(await looking.product(), signal);
      expect(await looking.person.ends(), looking.person.text).toBe(codes[signal]);
      await server.sh(openTheGate);
      const asked = sitsDown();
      await asked.person.sees('Shall we begin?');
      process.kill(await asked.product(), signal);
      expect(await asked.person.ends(), asked.person.text).toBe(codes[signal]);
      for (const { text, raw } of [looking.person, asked.person]) {
        expect(text).toContain(terminalAsBefore);
        expect(oneLine(text)).toContain(`To begin again: gateway-setup --host ${ssh.host}`);
        expect(raw.lastIndexOf('\u001b[?25l')).toBeLessThanOrEqual(raw.lastIndexOf('\u001b[?25h'));
      }
      await leftAlone();
    },
  );

  /** The window is closed: whoever shows the terminal is gone, from one moment to the next. */
  const closes = (product: number) => {
    const parent = (pid: number) =>
      Number(/\) \S (\d+) /.exec(readFileSync(`/proc/${pid}/stat`, 'latin1'))?.[1]);
    process.kill(parent(parent(product)), 'SIGKILL');
  };

  test('the terminal is closed while it looks, and while a question stands', async () => {
    const looking = sitsDown();
    await waits();
    closes(await looking.product());
    await looking.isOver();
    await server.sh(openTheGate);
    const asked = sitsDown();
    await asked.person.sees('Shall we begin?');
    closes(await asked.product());
    await asked.isOver();
    await leftAlone();
  });
});
