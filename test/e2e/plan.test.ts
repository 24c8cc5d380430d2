import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inLab, labMailboxPassword } from '../../src/lab/paths.js';
import { expectCleanOutput, oneLine } from './support/output.js';
import { type ServerLab, useLabs } from './support/server-lab.js';
import { differences, type Snapshot, snapshot } from './support/snapshot.js';

const labs = useLabs();
const here = mkdtempSync(join(tmpdir(), 'gateway-setup-plan-'));
afterAll(() => rmSync(here, { recursive: true, force: true }));

const plan = '/root/plan.json';
const edited = ['/var/opt/axigen/run/axigen.cfg', '/var/opt/axigen/filters/smtpFilters.script'] as const;
const secret = { GATEWAY_SETUP_MAILBOX_PASSWORD: labMailboxPassword };

const planned = (server: ServerLab, ...flags: readonly string[]) =>
  server.exec(['gateway-setup', 'plan', '--answers', inLab.answers, ...flags], '', secret);
const applied = (server: ServerLab, ...flags: readonly string[]) =>
  server.exec(['gateway-setup', 'apply', plan, ...flags], '', secret);

/** What the real `patch` makes of copies of the server's files, with the folder here as the root of the server. */
function patched(diff: string, files: Readonly<Record<string, string>>): Record<string, string> {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(here, path)), { recursive: true });
    writeFileSync(join(here, path), text, 'latin1');
  }
  const moved = diff.replaceAll(/^(---|\+\+\+) \//gm, `$1 ${here}/`);
  execFileSync('patch', ['-p0', '--quiet', '--fuzz=0'], {
    cwd: '/',
    input: Buffer.from(moved, 'latin1'),
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  return Object.fromEntries(
    Object.keys(files).map((path) => [path, readFileSync(join(here, path), 'latin1')]),
  );
}

async function filesOf(server: ServerLab, paths: readonly string[]): Promise<Record<string, string>> {
  const texts = await Promise.all(paths.map((path) => server.sh(`cat ${path}`)));
  return Object.fromEntries(paths.map((path, index) => [path, texts[index] ?? '']));
}

describe('a fresh server', () => {
  let server: ServerLab;
  let before: Snapshot;
  let files: Record<string, string>;
  let human = '';
  let diff = '';

  beforeAll(async () => {
    server = await labs.create('e2e-plan');
    before = await snapshot(server);
    files = await filesOf(server, edited);
  });

  test('plan says what would be done, exits with 2 and changes nothing', async () => {
    const said = await planned(server, '-o', plan);
    expect(said.code, said.all).toBe(2);
    expectCleanOutput(said);
    human = said.out;
    expect(human).toContain('Part 5 of 14: The handover of port 25');
    expect(oneLine(human)).toContain('NOD32-LISTEN-PORT: wanted listen_port = 25');
    expect(oneLine(human)).toMatch(
      /Setup would make \d+ changes\. Of 5 steps it can be told only when the scanner is installed\./,
    );
    expect(differences(before, await snapshot(server))).toEqual([`${plan}: was not there`]);
  });

  test('only its owner may read the plan, and no password is in it', async () => {
    expect(await server.sh(`stat -c %a ${plan}`)).toBe('600\n');
    expect(await server.sh(`cat ${plan}`)).not.toContain(labMailboxPassword);
  });

  test('without an answer that is needed: which one, exit 4', async () => {
    const said = await server.product('plan');
    expect(said.code).toBe(4);
    expect(said.err).toContain('--license');
  });

  test('for programs the output is the plan alone, or the diffs alone', async () => {
    const json = await planned(server, '--format', 'json');
    expect(json.code).toBe(2);
    expect(JSON.parse(json.out)).toMatchObject({ kind: 'gateway-setup-plan', schemaVersion: 1 });
    const patch = await planned(server, '--format', 'patch');
    diff = patch.out;
    expect(patch.code).toBe(2);
    expect(diff).toMatch(/^--- \/var\/opt\/axigen\/filters\/smtpFilters\.script\n\+\+\+ /);
  });

  test('apply asks for --yes without a terminal', async () => {
    const said = await applied(server);
    expect([said.code, said.err]).toEqual([4, expect.stringContaining('Give --yes')]);
  });

  test.each([
    [
      'axigen.cfg was edited',
      "echo '# later' >> /var/opt/axigen/run/axigen.cfg",
      /axigen\.cfg has been changed since: its SHA-256 was/,
    ],
    ['another licence file', `echo x >> ${inLab.media}/nod32.lic`, /nod32\.lic is another file than then/],
    [
      'the plan is for another server',
      `sed -i 's/"hostname": "[^"]*"/"hostname": "other.example.test"/' ${plan}`,
      /The plan is for other\.example\.test; this is mail\.example\.test/,
    ],
    [
      'a newer version planned',
      `sed -i 's/"version": "[^"]*"/"version": "99.0.0"/' ${plan}`,
      /made by gateway-setup 99\.0\.0; this is/,
    ],
  ])('apply refuses when %s, names it and changes nothing', async (_what, damage, sentence) => {
    await server.sh(
      `cp -p ${plan} /tmp/plan; cp -p ${inLab.media}/nod32.lic /tmp/lic; cp -p ${edited[0]} /tmp/cfg`,
    );
    await server.sh(damage);
    const disturbed = await snapshot(server);
    const said = await applied(server, '--yes');
    const after = await snapshot(server);
    await server.sh(
      `cp -p /tmp/plan ${plan}; cp -p /tmp/lic ${inLab.media}/nod32.lic; cp -p /tmp/cfg ${edited[0]}; rm /tmp/plan /tmp/lic /tmp/cfg`,
    );
    expect(said.code, said.all).toBe(1);
    expect(oneLine(said.err)).toMatch(sentence);
    expect(oneLine(said.err)).toContain('Nothing was changed.');
    expect(differences(disturbed, after)).toEqual([]);
  });

  test('apply carries it out, what was deferred with it, and says so with its diff', async () => {
    const said = await applied(server, '--yes');
    expect(said.code, said.all).toBe(0);
    expectCleanOutput(said);
    expect(said.out).toMatch(/^ +\+listen_port = 25/m);
    expect((await snapshot(server)).listening).toContain('0.0.0.0:25 nod32smtp');
  });

  test('the diffs were real: patch makes of the files what setup has written, byte for byte', async () => {
    const now = await filesOf(server, edited);
    expect(patched(diff, files)).toEqual(now);
    expect(patched(human, files)).toEqual(now);
  });

  test('afterwards there is nothing to plan, and the old plan does not hold any more', async () => {
    const again = await planned(server);
    expect(again.code, again.all).toBe(0);
    expect(again.out).toContain('Setup would change nothing.');
    const refused = await applied(server, '--yes');
    expect(refused.code).toBe(1);
    expect(oneLine(refused.err)).toContain(
      'install-scanner: the installation of nod32lms would not be made any more.',
    );
  });

  test('the answers of that run are an answers file', async () => {
    const said = await server.product('answers', '--run', 'latest');
    expect(said.code, said.all).toBe(0);
    expect(said.out).toMatch(/^recipient = alice@example\.test$/m);
    expect(said.out).not.toContain(labMailboxPassword);
    await server.exec(['/bin/sh', '-c', 'cat > /root/again.ini'], said.out);
    const again = await server.exec(['gateway-setup', 'plan', '--answers', '/root/again.ini']);
    expect(again.code, again.all).toBe(0);
  });

  test('rollback takes the applied plan back to the byte', async () => {
    const back = await server.product('rollback', '--yes');
    expect(back.code, back.all).toBe(0);
    expect(await filesOf(server, edited)).toEqual(files);
  });
});

describe('an installed scanner', () => {
  test('nothing is deferred, and nod32.cfg is in the diffs as setup writes it', async () => {
    const server = await labs.create('e2e-plan-installed');
    const first = await server.setup();
    expect(first.code, first.all).toBe(0);
    await server.sh("sed -i 's/^num_thr = .*/num_thr = 3/' /etc/opt/eset/nod32/nod32.cfg");
    const paths = ['/etc/opt/eset/nod32/nod32.cfg'];
    const files = await filesOf(server, paths);
    const diff = await planned(server, '--format', 'patch', '--scan-threads', '12');
    const said = await planned(server, '--scan-threads', '12', '-o', plan);
    expect(said.code, said.all).toBe(2);
    expect(said.out).not.toContain('Told only when it is done');
    const result = await applied(server, '--yes');
    expect(result.code, result.all).toBe(0);
    const now = await filesOf(server, paths);
    expect(now[paths[0] ?? '']).toContain('num_thr = 12');
    expect(patched(diff.out, files)).toEqual(now);
  });
});
