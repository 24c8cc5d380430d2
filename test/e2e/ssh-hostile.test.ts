import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type LabSsh, labSsh } from './support/lab-ssh.js';
import { expectCleanOutput, oneLine } from './support/output.js';
import { program, run, type Said } from './support/run.js';
import { type ServerLab, useLabs } from './support/server-lab.js';
import { type Snapshot, snapshot, touched } from './support/snapshot.js';

// A server that says what no honest one would: bounded memory, plain words, and nothing of it raw on the terminal.

const labs = useLabs();
let server: ServerLab;
let ssh: LabSsh;
let home = '';
let before: Snapshot;

beforeAll(async () => {
  server = await labs.create('e2e-hostile');
  ssh = labSsh(server);
  home = ssh.home();
  // Says at its end how much memory the program has ever had, in KiB.
  const meter = `process.on('exit', () => require('fs').writeFileSync(${JSON.stringify(join(home, 'rss'))}, String(process.resourceUsage().maxRSS)))`;
  writeFileSync(join(home, 'meter.cjs'), meter);
  await server.sh('mkdir /root/hostile');
  before = await snapshot(server);
});

afterAll(() => rmSync(home, { recursive: true, force: true }));
const asItWas = () => ssh.removeDropIn('hostile');

/** Whatever is asked of the server goes through this script: `"$SSH_ORIGINAL_COMMAND"` is what was meant. */
async function instead(script: string): Promise<void> {
  const { code, all } = await server.exec(['/bin/sh', '-c', 'cat > /root/hostile/command'], script);
  expect(code, all).toBe(0);
  await ssh.dropIn('hostile', 'ForceCommand /bin/sh /root/hostile/command');
}

const meant = 'sh -c "$SSH_ORIGINAL_COMMAND"';

function audit(...flags: readonly string[]): Promise<Said> {
  const env = { ...labs.env, HOME: home, NODE_OPTIONS: `--require ${join(home, 'meter.cjs')}` };
  return run([process.execPath, program, 'audit', '--host', ssh.host, ...flags], { env });
}

/** An output of 64 MiB, a copy of it, and what the collector of garbage leaves lying about. */
const mostMiB = 640;

function expectRefused(result: Said, words: string | RegExp): void {
  expect(result.code, result.all).toBe(3);
  expectCleanOutput(result);
  expect(result.err.length).toBeLessThan(3000);
  const told = oneLine(result.err);
  if (typeof words === 'string') expect(told).toContain(words);
  else expect(told).toMatch(words);
  expect(Number(readFileSync(join(home, 'rss'), 'utf8')) / 1024).toBeLessThan(mostMiB);
}

interface Lie {
  readonly what: string;
  readonly script: string;
  readonly says: string | RegExp;
}

const lies: readonly Lie[] = [
  {
    what: 'ten megabytes of noise before its shell is there',
    script: `head -c 10000000 /dev/zero | tr '\\000' '\\033'; ${meant}`,
    says: 'prints without end, instead of a shell',
  },
  {
    what: 'noise without end on its standard error',
    script: `cat /dev/zero >&2`,
    says: 'prints without end, instead of a shell',
  },
  {
    what: 'an answer without end',
    script: `${meant}; cat /dev/zero`,
    says: /could not be surveyed: .* printed more than 64 MiB/,
  },
  {
    what: 'an answer that is cut off',
    script: `${meant} | dd bs=1 count=9000 2> /dev/null`,
    says: 'could not be surveyed: the answer of the survey is cut off',
  },
  {
    what: 'an answer with something behind it',
    script: `${meant}; printf 'more \\033]0;owned\\007'`,
    says: /could not be surveyed: something follows the survey's answer: "more \\+u001b\]0;owned\\+u0007"/,
  },
  {
    what: 'an answer with other marks',
    script: `${meant} | sed -u 's/@gs-/@gx-/'`,
    says: 'could not be surveyed: the answer of the survey is mixed with other text',
  },
  {
    what: 'a status that is none',
    script: `${meant} | sed -u 's/^\\(@gs-[0-9a-f]* end\\) 0$/\\1 99999999999/'`,
    says: 'could not be surveyed: the survey gave a status that is none: "99999999999"',
  },
  {
    what: 'nothing at all, and success',
    script: 'exit 0',
    says: 'what the server starts ended at once with status 0. It printed nothing.',
  },
  {
    what: 'a shell that is there and dies',
    script: `${meant} | sed -u '/^gs-/q'; kill -9 $$`,
    says: 'what the server starts ended without a status',
  },
];

describe('a server that gives', () => {
  afterEach(asItWas);

  test.each(lies)('$what', async ({ script, says }) => {
    await instead(script);
    expectRefused(await audit(), says);
  });

  test('wrong exit statuses: what it has answered counts', async () => {
    await instead(`${meant}; exit 77`);
    const result = await audit();
    expect(result.code, result.all).toBe(2);
    expectCleanOutput(result);
  });
});

const ascii = '\u001b]0;owned\u0007\u001b[2J\u0008';
const evil = `${ascii}\u009b31m\u202eevil\r`;

describe('what it says of itself', () => {
  afterEach(asItWas);

  test('is shown harmless, and leaves a report for programs whole', async () => {
    const { code } = await server.exec(
      ['/bin/sh', '-c', 'cat > /root/hostile/banner'],
      `${`${evil}\n`.repeat(1000)}`,
    );
    expect(code).toBe(0);
    await ssh.dropIn('hostile', `Banner /root/hostile/banner\nVersionAddendum ${ascii}`);
    const result = await audit('--format', 'json', '--verbose');
    expect(result.code, result.all).toBe(2);
    expectCleanOutput(result);
    expect(result.err).toContain('\\x1b]0;owned');
    expect(result.err.length).toBeLessThan(20_000);
    expect(JSON.parse(result.out)).toMatchObject({ schemaVersion: 1 });
  });
});

test('after all of it nothing on the server was touched', async () => {
  await server.sh('rm -f /root/hostile/*');
  expect(touched(before, await snapshot(server))).toEqual([]);
});
