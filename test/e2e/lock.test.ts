import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test, vi } from 'vitest';
import { inLab, labMailboxPassword } from '../../src/lab/paths.js';
import { labSsh } from './support/lab-ssh.js';
import { oneLine } from './support/output.js';
import { productWithHome } from './support/product-process.js';
import { program, type Said, start } from './support/run.js';
import { cleanEnvironment, type ServerLab, useLabs } from './support/server-lab.js';
import { differences, type Snapshot, snapshot } from './support/snapshot.js';
import { type Outsider, useOutsiders } from './support/veth.js';

// Two operators at once, each at a machine of their own, with a name and a cable of its own.

const labs = useLabs();
const outside = useOutsiders();
let server: ServerLab;
let cable: Outsider;
let before: Snapshot;
let home = '';

beforeAll(async () => {
  server = await labs.create('e2e-lock');
  cable = await outside(server);
  await server.sh(
    `gateway-setup plan --answers ${inLab.answers} -o /root/plan.json > /dev/null || [ $? -eq 2 ]`,
  );
  before = await snapshot(server);
  home = labSsh(server).home();
  writeFileSync(join(home, '.ssh', 'config'), cable.sshConfig);
  for (const name of ['answers.ini', 'plan.json'])
    writeFileSync(join(home, name), await server.sh(`cat /root/${name}`));
});

const named = (name: string) => ['unshare', '--uts', 'sh', '-c', `hostname ${name}; exec "$@"`, 'sh'];

function at(machine: string, ...words: readonly string[]) {
  const argv = [
    ...named(machine),
    ...cable.within,
    process.execPath,
    program,
    ...words,
    '--host',
    cable.server,
  ];
  return start(argv, { env: { ...cleanEnvironment(), HOME: home, SSH_AUTH_SOCK: undefined } });
}

/** As soon as the run of that number has changed something, so that there is something to be taken back. */
async function firstChange(number: number): Promise<void> {
  const runs = join(server.lab.paths.root, 'var/lib/gateway-setup/runs');
  await vi.waitFor(
    () => {
      const run = existsSync(runs) ? readdirSync(runs).sort()[number - 1] : undefined;
      if (run === undefined) throw new Error('it has not begun');
      expect(readFileSync(join(runs, run, 'journal.jsonl'), 'utf8')).toContain('"event":"done"');
    },
    { timeout: 60_000, interval: 10 },
  );
}

const setup = () => ['setup', '--yes', '--answers', join(home, 'answers.ini')];

test('the second is told who it is, since when and from where; afterwards there is nobody in the way', async () => {
  // Another apply would find the plan overtaken before it asks for the lock: here it is the one that holds.
  const first = at('laptop-a', 'apply', join(home, 'plan.json'), '--yes');
  await firstChange(1);
  const pid = productWithHome(home);
  if (pid === undefined) throw new Error('the first one is over');
  process.kill(pid, 'SIGSTOP');
  const who = `\\S+ on laptop-a \\(process ${pid} there\\), since \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d UTC`;
  const told = (said: Said) => {
    expect(said.code, said.all).toBe(1);
    expect(oneLine(said.err)).toMatch(new RegExp(`is being worked on: ${who}`));
    expect(said.out).not.toContain('This takes back');
  };
  try {
    const plan = ['plan', '--answers', join(home, 'answers.ini')];
    for (const words of [setup(), plan, ['rollback', '--yes']]) told(await at('laptop-b', ...words).said);
    // Whoever only looks is told as well.
    for (const words of [['history'], ['rollback', '--list'], ['audit']]) {
      const said = await at('laptop-b', ...words).said;
      expect(oneLine(said.out)).toMatch(new RegExp(`is being worked on by ${who}`));
      expect(oneLine(said.out)).not.toContain('cut short');
    }
    const runs = JSON.parse((await at('laptop-b', 'history', '--format', 'json').said).out).runs;
    expect(runs).toMatchObject([
      { workedOn: { by: expect.stringMatching(new RegExp(`on laptop-a, process ${pid}$`)) } },
    ]);
    // Whoever sits at the server itself is told the same.
    told(await server.product('rollback', '--yes'));
  } finally {
    process.kill(pid, 'SIGTERM');
    process.kill(pid, 'SIGCONT');
  }
  const stopped = await first.said;
  expect(stopped.code, stopped.all).toBe(143);
  const back = await at('laptop-b', 'rollback', '--yes').said;
  expect(back.code, back.all).toBe(0);
  expect(differences(before, await snapshot(server))).toEqual([]);
  expect(await server.sh('ls /var/lib/gateway-setup')).toBe('runs\n');
});

test('one whose lock was ended on the server goes no further, and leaves it to the next', async () => {
  const first = at('laptop-a', ...setup());
  await firstChange(2);
  const pid = productWithHome(home);
  if (pid === undefined) throw new Error('the first one is over');
  process.kill(pid, 'SIGSTOP');
  try {
    const { err } = await at('laptop-b', 'rollback', '--yes').said;
    // As the second one is told to when nobody works there any more.
    await server.sh(`kill ${/There: kill (\d+)/.exec(oneLine(err))?.[1]}`);
    await vi.waitFor(async () => expect(await server.sh('ls /var/lib/gateway-setup')).toBe('runs\n'));
  } finally {
    process.kill(pid, 'SIGCONT');
  }
  const said = await first.said;
  expect(said.code, said.all).toBe(1);
  expect(oneLine(said.err)).toMatch(/The lock on \S+ is lost/);
  expect(oneLine(said.err)).toContain(`To go on: gateway-setup --host ${cable.server} --resume`);
  const back = await at('laptop-b', 'rollback', '--yes').said;
  expect(back.code, back.all).toBe(0);
  expect(differences(before, await snapshot(server))).toEqual([]);
});

test('somebody at the server itself, whose output nobody reads any more, is told to others, and comes to the end', async () => {
  const words = 'gateway-setup apply /root/plan.json --yes';
  const script = `{ sh -c 'echo $$ > /tmp/first; exec ${words}' 2>&1; echo $? > /tmp/code; } | head -n 1`;
  const first = server.exec(['/bin/sh', '-c', script], '', {
    GATEWAY_SETUP_MAILBOX_PASSWORD: labMailboxPassword,
  });
  await firstChange(3);
  const signal = (name: string) => server.sh(`kill -${name} "$(cat /tmp/first)"`);
  await signal('STOP');
  const told = await at('laptop-b', ...setup()).said.finally(() => signal('CONT'));
  expect(told.code, told.all).toBe(1);
  const pid = (await server.sh('cat /tmp/first')).trim();
  expect(oneLine(told.err)).toMatch(
    new RegExp(`is being worked on: root on \\S+ \\(process ${pid} there\\), since \\d{4}-`),
  );
  // One line was read, and then there was no reader.
  expect((await first).out.split('\n')).toHaveLength(2);
  expect(await server.sh('cat /tmp/code; rm /tmp/code /tmp/first')).toBe('0\n');
  const verified = await server.product('verify');
  expect(verified.code, verified.all).toBe(0);
  const back = await server.product('rollback', '--yes');
  expect(back.code, back.all).toBe(0);
  expect(differences(before, await snapshot(server))).toEqual([]);
});
