import { expect, test } from 'vitest';
import type { AxigenOperation } from '../../../../src/model/axigen-operation.js';
import type { Clock } from '../../../../src/smtp/clock.js';
import { type Dialect, dialects, of2006, x } from './dialects.js';
import type { FakeCli, FakeCliOptions } from './fake-cli.js';
import { failure, fake, move, password, perform, saved } from './performing.js';

const whole: readonly AxigenOperation[] = [
  { kind: 'add-listener', address: '127.0.0.1:2626', settings: [] },
  ...move,
];

/** The commands of an undisturbed run. */
async function commandsOf(dialect: Dialect): Promise<readonly string[]> {
  const cli = fake({ dialect });
  await perform(cli, whole);
  return cli.heard;
}

/** Never half: what runs and what is saved is the old or the new state, and the error knows which. */
function isAsSaid(cli: FakeCli, changed: string): void {
  const { running, saved: file } = cli.state;
  expect(['nothing', 'running', 'maybe-saved']).toContain(changed);
  if (changed !== 'maybe-saved') expect([...file.listeners.keys()]).toEqual(['0.0.0.0:25']);
  if (changed === 'nothing') expect([...running.listeners.keys()]).toEqual(['0.0.0.0:25']);
  expect(cli.open).toBe(0);
}

test.each(dialects)('$name: whatever is refused, nothing is left in a context', async (dialect) => {
  const commands = await commandsOf(dialect);
  const first = commands.indexOf('ADD Listener address 127.0.0.1:2626') - 2;
  const seen = new Set<string>();
  for (const number of commands.slice(first, -1).keys()) {
    const refused = commands[first + number];
    // A second SAVE CONFIG elsewhere would mend the first.
    const refuse = (command: string, at: number) =>
      at === first + number || (command === 'SAVE CONFIG' && command === refused);
    const cli = fake({ dialect, refuse });
    const error = await failure(perform(cli, whole));
    isAsSaid(cli, error.changed);
    expect(cli.state.atRoot).toBe(true);
    expect(error.summary).toContain('not today');
    if (error.changed === 'running')
      expect([...cli.state.running.listeners.keys()]).not.toEqual(['0.0.0.0:25']);
    expect(error.message).not.toContain(password);
    seen.add(error.changed);
  }
  expect([...seen].sort()).toEqual(['nothing', 'running']);
});

test.each(dialects)(
  '$name: whatever is refused while it looks, nothing is changed or all',
  async (dialect) => {
    const commands = await commandsOf(dialect);
    const first = commands.indexOf('ADD Listener address 127.0.0.1:2626') - 2;
    let failed = 0;
    for (const number of commands.slice(0, first).keys()) {
      const cli = fake({ dialect, refuse: (_, at) => at === number });
      const error = await perform(cli, whole).then(
        () => undefined,
        (reason: unknown) => reason,
      );
      if (error === undefined) {
        expect([...cli.state.saved.listeners.keys()].sort()).toEqual(['127.0.0.1:2525', '127.0.0.1:2626']);
        continue;
      }
      failed += 1;
      expect(error).toMatchObject({ name: 'AxigenCliError', changed: 'nothing' });
      isAsSaid(cli, 'nothing');
    }
    expect(failed).toBeGreaterThan(10);
  },
);

test.each([x, of2006])('$name: wherever it hangs up, the error knows how AXIGEN stands', async (dialect) => {
  const commands = await commandsOf(dialect);
  const seen = new Set<string>();
  for (const [number] of commands.slice(0, -1).entries()) {
    const cli = fake({ dialect, hangUpAt: (_, at) => at === number });
    const error = await failure(perform(cli, whole));
    seen.add(error.changed);
    isAsSaid(cli, error.changed);
    expect(error.message).toMatch(/closed the connection|did not accept/);
    expect(error.message).not.toContain(password);
  }
  expect([...seen].sort()).toEqual(['maybe-saved', 'nothing', 'running']);
});

test('a server that falls silent is given up at the deadline', async () => {
  const pending = new Set<() => void>();
  const clock: Clock = {
    now: () => 0,
    after: (_, action) => {
      pending.add(action);
      return () => pending.delete(action);
    },
  };
  const silentAt: FakeCliOptions['silentAt'] = (command) => {
    if (command !== 'CONFIG SMTP-INCOMING') return false;
    setImmediate(() => {
      for (const action of pending) action();
    });
    return true;
  };
  const cli = fake({ silentAt });
  const error = await failure(perform(cli, move, saved, { clock }));
  expect(error.message).toContain('no answer came in time');
  isAsSaid(cli, error.changed);
});

test('somebody who cancels is not told of a failure, and the connection is closed', async () => {
  const controller = new AbortController();
  const silentAt = (command: string) => {
    if (command === 'SET peerMaxConnections 200') controller.abort();
    return controller.signal.aborted;
  };
  const cli = fake({ silentAt });
  await expect(perform(cli, move, saved, { signal: controller.signal })).rejects.toMatchObject({
    name: 'Cancelled',
  });
  expect([...cli.state.running.listeners.keys()]).toEqual(['0.0.0.0:25']);
  expect(cli.open).toBe(0);
});

test('a refusal shows the command, the answer and the dialogue, and says what is in force', async () => {
  const cli = fake({ refuse: (command) => command === 'SAVE CONFIG' });
  const error = await failure(perform(cli));
  expect(error.message).toMatch(/SAVE CONFIG.*-ERR: not today\nThe end of the dialogue:\n/);
  expect(error.message).toContain(' -> SAVE CONFIG\n<** -ERR: not today');
  expect(error.why).toContain('the listener 0.0.0.0:25 is changed');
  expect(error.next).toContain('restart');
  expect(error.changed).toBe('running');
});

test('where SAVE CONFIG is refused at the root, the form of 2006 is tried', async () => {
  let refused = false;
  const refuse = (command: string) => {
    const first = command === 'SAVE CONFIG' && !refused;
    refused ||= first;
    return first;
  };
  const cli = fake({ dialect: { ...x, saves: ['root', 'commands-server'] }, refuse });
  await perform(cli);
  expect(cli.heard.slice(-5)).toEqual([
    'SAVE CONFIG',
    'ENTER commands',
    'ENTER server',
    'SAVE CONFIG',
    'EXIT',
  ]);
  expect([...cli.state.saved.listeners.keys()]).toEqual(['127.0.0.1:2525']);
});

test('a command that leads nowhere is noticed before anything is set at the wrong place', async () => {
  const commands = await commandsOf(x);
  const first = commands.indexOf('ADD Listener address 127.0.0.1:2626');
  const cli = fake({ ignore: (_, at) => at === first });
  const error = await failure(perform(cli, whole));
  expect(error.summary).toContain('stayed where it was');
  expect(error.changed).toBe('nothing');
  expect(cli.heard.filter((line) => line.startsWith('SET peer'))).toEqual([]);
  expect(cli.state.atRoot).toBe(true);
});

test('what runs is not touched while it is not what the file says', async () => {
  const cli = fake({ listeners: { '0.0.0.0:25': { enable: 'yes', maxConnections: '7' } } });
  const error = await failure(perform(cli));
  expect(error.summary).toContain('maxConnections of the listener 0.0.0.0:25 is 7 as it runs, and 200');
  expect(error.changed).toBe('nothing');
  expect(cli.heard.filter((line) => /^(SET max|SET peer|ADD|COMMIT|SAVE)/.test(line))).toEqual([]);
  expect(cli.open).toBe(0);
});
