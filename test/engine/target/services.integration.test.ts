import { chmodSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { Service } from '../../../src/model/service.js';
import { shells } from '../../host/shells.js';
import { temporaryFolder } from '../../host/temporary-folder.js';
import { FakeServices } from '../../support/fake-services.js';
import { TargetShell, words } from '../../support/target-shell.js';

const folder = temporaryFolder();
let services: FakeServices | undefined;
let count = 0;
afterEach(async () => {
  services?.killAll();
  // The shells are waited for in place: between tests the runner must be heard, or it takes this file for dead.
  await new Promise((resolve) => setImmediate(resolve));
});

function target(command: readonly string[]) {
  count += 1;
  services = new FakeServices(folder(`services ${count}`));
  return { services, mail: services.add('mail', 1), shell: new TargetShell(command, folder(`run ${count}`)) };
}

const start = ({ script, process }: Service, ...port: string[]) =>
  `start_service ${words(script, process, ...port)}`;
const stop = ({ script, process }: Service) => `stop_service ${words(script, process)}`;
const restart = ({ script, process }: Service, ...port: string[]) =>
  `restart_service ${words(script, process, ...port)}`;

/** What is waited for is looked at once. */
const atOnce = 'wait_until() { shift; "$@"; }; wait_patiently() { shift; "$@"; }';

/** Sleeps are counted instead, but for those of whole seconds: the watch over a script has them. */
const countingSleeps =
  'sleep() { case $1 in 1) command sleep 1 ;; *) printf "%s\\n" "$1" >> "$run/sleeps" ;; esac; }';
const slept = ({ run }: TargetShell) =>
  readFileSync(join(run, 'sleeps'), 'utf8')
    .trim()
    .split('\n')
    .reduce((sum, one) => sum + Number(one), 0);

/** A port on which somebody listens, for as long as the work takes. */
async function withListener<T>(work: (port: string) => T): Promise<T> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  try {
    return work(String(typeof address === 'object' && address !== null ? address.port : 0));
  } finally {
    server.close();
  }
}

describe.each(shells)('services with %s', (_name, command) => {
  test('started once, stopped once; what is so already is left alone', () => {
    const { services, mail, shell } = target(command);
    expect(shell.sh(`${start(mail)} && ${start(mail)}`)).toMatchObject({ code: 0, errors: '' });
    expect(services.isRunning(mail)).toBe(true);
    expect(shell.sh(`${stop(mail)} && ${stop(mail)}`)).toMatchObject({ code: 0, errors: '' });
    expect(services.isRunning(mail)).toBe(false);
    expect(services.calls()).toEqual(['mail start', 'mail stop']);
  });

  test('a daemon gets the usual umask, the root folder, and no signal that it must ignore', () => {
    const { services, mail, shell } = target(command);
    shell.sh(start(mail), 'trap : HUP INT TERM PIPE');
    const [umask, home, ignored] = services.environment('mail').trim().split('\n');
    expect(umask).toBe('0022');
    expect(home).toBe('/');
    // HUP (1), INT (2), PIPE (13) and TERM (15): none of them.
    expect(Number(`0x${ignored?.split(/\s+/)[1]}`) & 0b101_0000_0000_0011).toBe(0);
  });

  test('what a script says goes to the transcript, not to us', () => {
    const { mail, shell } = target(command);
    expect(shell.sh(start(mail)).said).toBe('');
    expect(shell.sh(`cat "$run/transcript.log"`).said).toBe(`# ${mail.script} start\nmail: start\n`);
  });

  test('one that does not start is told of, with its last words in the transcript', () => {
    const { services, mail, shell } = target(command);
    services.fault('mail', 'will-not-start');
    const result = shell.sh(start(mail), atOnce);
    expect(result.code).toBe(1);
    expect(result.errors).toMatch(
      /start ended with status 7 and gs\w+mail does not run: see .*transcript\.log/,
    );
    expect(shell.sh('last_words').said).toBe('mail: no licence\n');
  });

  test.each([
    [
      'whose script has failed is not waited for as long as one that may be on its way',
      start,
      'will-not-start',
      5,
    ],
    ['restarted, that has failed: neither', restart, 'will-not-start', 5],
  ] as const)('one %s', (_name, begin, fault, seconds) => {
    const { services, mail, shell } = target(command);
    services.fault('mail', fault);
    const result = shell.sh(begin(mail, '', '60'), countingSleeps);
    expect(result).toMatchObject({ code: 1, errors: expect.stringContaining('ended with status 7') });
    expect(slept(shell)).toBeGreaterThan(1);
    expect(slept(shell)).toBeLessThanOrEqual(seconds);
  });

  test('one whose script has failed to stop it is told of with the status, and waited for as long as any other', () => {
    const { services, mail, shell } = target(command);
    shell.sh(start(mail));
    services.fault('mail', 'fails-to-stop');
    const result = shell.sh(`${stop(mail)} 8`, countingSleeps);
    expect(result).toMatchObject({
      code: 1,
      errors: `${mail.script} stop ended with status 3 and ${mail.process} still runs: see ${shell.run}/transcript.log and the logs of ${mail.process}`,
    });
    expect(shell.sh('last_words').said).toBe('mail: no such user\n');
    expect(slept(shell)).toBeGreaterThan(6);
  });

  test('one whose script ended well is waited for as long as it may take to stop', () => {
    const { services, mail, shell } = target(command);
    shell.sh(start(mail));
    services.fault('mail', 'will-not-stop');
    const result = shell.sh(`${stop(mail)} 8`, countingSleeps);
    expect(result.errors).toBe(`${mail.process} did not stop within 8 seconds after ${mail.script} stop`);
    expect(slept(shell)).toBeGreaterThan(6);
  });

  test('one that stops a moment after its script has failed has stopped', () => {
    const { services, mail, shell } = target(command);
    shell.sh(start(mail));
    services.fault('mail', 'stops-late-and-says-it-failed');
    expect(shell.sh(stop(mail))).toMatchObject({ code: 0, errors: '' });
    expect(services.isRunning(mail)).toBe(false);
  });

  test('one that takes its time to stop has stopped, though its script ended as one that cannot be found', () => {
    const { services, mail, shell } = target(command);
    shell.sh(start(mail));
    // Once six seconds have been waited.
    const late = `sleep() {
  case $1 in 1) command sleep 1; return ;; esac
  printf '%s\\n' "$1" >> "$run/sleeps"
  if awk '{ sum += $1 } END { exit sum < 6 }' "$run/sleeps"; then kill "$late_process" 2> /dev/null; fi
}`;
    const failing = `late_process=$(ps -e -o pid= -o comm= | awk '$2 == "${mail.process}" { print $1 }')
run_service() { return 127; }`;
    expect(shell.sh(`${failing}\n${stop(mail)} 60`, late)).toMatchObject({ code: 0, errors: '' });
    expect(slept(shell)).toBeGreaterThan(5.9);
    expect(services.isRunning(mail)).toBe(false);
  });

  test('a script that cannot be run has stopped nothing: the status says so, and nobody waits before a start', () => {
    const { services, mail, shell } = target(command);
    shell.sh(start(mail));
    chmodSync(mail.script, 0o644);
    const result = shell.sh(`${stop(mail)} 60; ${start(mail, '', '60')}; [ "$?" -eq 0 ]`, countingSleeps);
    expect(result).toMatchObject({ code: 0, errors: expect.stringContaining('stop ended with status 126 ') });
    expect(slept(shell)).toBeLessThanOrEqual(5);
    expect(services.isRunning(mail)).toBe(true);
  });

  test('one that may stop yet is not believed to run', () => {
    const { services, mail, shell } = target(command);
    shell.sh(start(mail));
    services.fault('mail', 'stops-late-and-says-it-failed');
    // Given up at once; what comes then waits as it does.
    const impatient = 'wait_patiently() { wait_patiently() { shift; wait_until 10 "$@"; }; return 1; }';
    const result = shell.sh(`${stop(mail)} || ${start(mail, '', '10')}`, impatient);
    expect(result.code).toBe(0);
    expect(services.calls()).toEqual(['mail start', 'mail stop', 'mail start']);
    expect(services.isRunning(mail)).toBe(true);
  });

  test('one that runs a moment after its script has failed has started', () => {
    const { services, mail, shell } = target(command);
    services.fault('mail', 'starts-late-and-says-it-failed');
    expect(shell.sh(start(mail))).toMatchObject({ code: 0, errors: '' });
    expect(services.isRunning(mail)).toBe(true);
  });

  test('several ports are waited for at once, and those that nobody opens are named', async () => {
    const { shell } = target(command);
    const closed = [await withListener((port) => port), await withListener((port) => port)];
    await withListener((port) => {
      const said = shell.sh(
        `await_ports 10 ${words(closed[0] ?? '', port, closed[1] ?? '')} || printf '%s' "$ports_missing"`,
        countingSleeps,
      ).said;
      expect(said.trim().split(' ')).toEqual(closed);
      expect(slept(shell)).toBeGreaterThan(8);
      expect(slept(shell)).toBeLessThanOrEqual(10);
      expect(shell.sh(`await_ports 10 ${port} && await_ports 10`)).toMatchObject({ code: 0, errors: '' });
    });
  });

  test('one that does not stop is told of, in bounded time', () => {
    const { services, mail, shell } = target(command);
    shell.sh(start(mail));
    services.fault('mail', 'will-not-stop');
    const result = shell.sh(stop(mail));
    expect(result).toMatchObject({ code: 1, errors: expect.stringMatching(/did not stop within 1 seconds/) });
    expect(services.isRunning(mail)).toBe(true);
  });

  test('a restart that loses the service is told of', () => {
    const { services, mail, shell } = target(command);
    shell.sh(start(mail));
    services.fault('mail', 'will-not-start');
    const result = shell.sh(restart(mail), atOnce);
    expect(result).toMatchObject({ code: 1, errors: expect.stringMatching(/restart ended with status 7/) });
  });

  test('a restart of what does not run starts it', () => {
    const { services, mail, shell } = target(command);
    expect(shell.sh(restart(mail)).code).toBe(0);
    expect(services.isRunning(mail)).toBe(true);
  });

  test('running is not listening: the port is waited for', async () => {
    const { mail, shell } = target(command);
    await withListener((port) => expect(shell.sh(start(mail, port)).code).toBe(0));
    const closed = await withListener((port) => port);
    const result = shell.sh(start(mail, closed));
    expect(result.code).toBe(1);
    expect(result.errors).toBe(`${mail.process} runs, but nothing listens on port ${closed} after 1 seconds`);
    expect(shell.sh(restart(mail, closed)).code).toBe(1);
  });

  test('a port is not taken for another that begins or ends like it', async () => {
    const { shell } = target(command);
    await withListener((port) => {
      expect(shell.sh(`listens_on ${port}`).code).toBe(0);
      expect(shell.sh(`listens_on ${port.slice(0, -1)}`).code).not.toBe(0);
      expect(shell.sh(`listens_on ${port.slice(1)}`).code).not.toBe(0);
    });
  });

  test('a process is not taken for another whose name begins like it', () => {
    const { mail, shell } = target(command);
    shell.sh(start(mail));
    expect(shell.sh(`is_running ${mail.process.slice(0, -1)}`).code).not.toBe(0);
    expect(shell.sh(`is_running ${mail.process}`).code).toBe(0);
  });
});
