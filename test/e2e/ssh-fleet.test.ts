import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inLab, labMailboxPassword, labRecipient } from '../../src/lab/paths.js';
import { templatePath } from '../../src/package-root.js';
import { auditSchemaVersion } from '../../src/report/audit/json.js';
import { fleetSchemaVersion } from '../../src/report/fleet/json.js';
import { elementsOf } from '../report/audit/xml.js';
import type { Found } from './support/audit.js';
import { agreesUntil } from './support/guided.js';
import { labSsh } from './support/lab-ssh.js';
import { expectCleanOutput, oneLine } from './support/output.js';
import { program, run, type Said } from './support/run.js';
import { type ServerLab, useLabs } from './support/server-lab.js';
import { differences, snapshot } from './support/snapshot.js';
import { Person } from './support/terminal.js';

// Several servers, each with an sshd of its own, and one that is not there.

const schema = (name: string) =>
  JSON.parse(readFileSync(templatePath('schemas', `${name}.schema.json`), 'utf8')) as object;
const validate = new Ajv2020({ allErrors: true, strict: true, strictTypes: false, strictRequired: false })
  .addSchema(schema(`audit-${auditSchemaVersion}`))
  .compile(schema(`fleet-${fleetSchemaVersion}`));
const recipient = `recipient = ${labRecipient}`;
const nod32Package = 'nod32lms-2.51-1.noarch.rpm';
const labs = useLabs();
const gone = 'not-there';
const servers: ServerLab[] = [];
let names: readonly string[] = [];
let home = '';
let env: Readonly<Record<string, string | undefined>> = {};
let media = '';

beforeAll(async () => {
  for (const name of ['one', 'two', 'three']) servers.push(await labs.create(`e2e-fleet-${name}`));
  const reached = servers.map(labSsh);
  names = reached.map(({ host }) => host);
  const [first] = reached;
  if (first === undefined) throw new Error('there is no lab');
  const nobody = `Host ${gone}\n  HostName 127.0.0.1\n  Port 1\n`;
  home = first.home([...reached.slice(1).map(({ config }) => config), nobody].join(''));
  env = {
    ...labs.env,
    SSH_AUTH_SOCK: undefined,
    HOME: home,
    GATEWAY_SETUP_MAILBOX_PASSWORD: labMailboxPassword,
  };
  media = join(servers[0]?.lab.paths.root ?? '', inLab.media);
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

async function product(...words: readonly string[]): Promise<Said> {
  const said = await run([process.execPath, program, ...words], { env });
  expectCleanOutput(said);
  return said;
}

const hosts = (...which: readonly string[]) => which.flatMap((name) => ['--host', name]);

/** An inventory of these sections; what counts for all stands before the first. */
function inventory(
  ...sections: readonly (readonly [server: string, ...lines: readonly string[]])[]
): readonly string[] {
  const file = join(home, 'inventory.ini');
  const all = ['scanner = nod32', `license = ${media}/nod32.lic`, `package = ${media}/${nod32Package}`];
  const lines = sections.flatMap(([server, ...own]) => [`[${server}]`, ...own]);
  writeFileSync(file, [...all, ...lines, ''].join('\n'));
  return ['--inventory', file];
}

describe('setup, one after the other', () => {
  test('the first one fails: it is put back, and the second is left alone', async () => {
    const [one = '', two = ''] = names;
    const before = await Promise.all(servers.slice(0, 2).map(snapshot));
    const said = await product(
      'setup',
      '--yes',
      ...inventory(
        [one, 'mailbox-user = postmaster@example.test', 'delivery-timeout = 3', recipient],
        [two, recipient],
      ),
    );
    expect(said.code, said.all).toBe(1);
    const after = await Promise.all(servers.slice(0, 2).map(snapshot));
    expect(before.map((snap, number) => differences(snap, after[number] ?? snap))).toEqual([[], []]);
    expect(await servers[0]?.sh('ls /var/lib/gateway-setup/runs')).toMatch(/^\S+-nod32\n$/);
    expect(await servers[1]?.sh('ls /var/lib')).not.toContain('gateway-setup');
    const told = oneLine(said.out).trim();
    expect(told).toContain('0 of 2 servers are done.');
    expect(told).toContain(`stopped at: ${one} (exit code 1) not begun: ${two} To go on`);
    expect(told).toMatch(
      new RegExp(`To go on with this one and the rest: gateway-setup setup --yes .*--from ${one}$`),
    );
    expect(told).not.toContain('Server 2 of 2');
  });

  test('a person who has seen the first one may stop there', async () => {
    const [one = '', two = ''] = names;
    const me = new Person([process.execPath, program, 'setup', ...inventory([one, recipient], [two])], env);
    try {
      await me.chooses('Shall we begin?', 'Begin');
      await me.answers('Password of AXIGEN', '');
      await me.chooses('Are these right?', 'Yes, go on');
      await agreesUntil(me, /Go on with the other one\?/);
      expect(me.text).toContain('The first server is done and verified.');
      expect(me.text).not.toContain('Server 2 of 2');
      await me.chooses('Go on with the other one?', 'No, stop here');
      expect(await me.ends(), me.text).toBe(130);
      expect(me.text).toMatch(new RegExp(`--from ${two}$`, 'm'));
      expect(await servers[1]?.sh('ls /var/lib')).not.toContain('gateway-setup');
    } finally {
      await me.leaves();
    }
  });

  test('unattended it goes on by itself, and finds nothing to do where all is well', async () => {
    const [one = '', two = ''] = names;
    const said = await product('setup', '--yes', ...inventory([one, recipient], [two, recipient]));
    expect(said.code, said.all).toBe(0);
    const told = oneLine(said.out).trim();
    expect(told).toMatch(
      /Server 1 of 2: .* 0 changes, 0 restarts\. .*Server 2 of 2: .* 12 changes, 5 restarts\./,
    );
    expect(told).toMatch(new RegExp(`2 of 2 servers are done\\. done: ${one}, ${two}$`));
  });
});

interface FleetReport {
  readonly exitCode: number;
  readonly summary: unknown;
  readonly reports: readonly {
    readonly target: { readonly name: string };
    readonly exitCode: number;
    readonly findings?: readonly Found[];
    readonly error?: { readonly message: string };
  }[];
}

describe('audit, side by side', () => {
  test('one document that fits its schema, with the worst exit code; nobody could look at one server', async () => {
    const said = await product('audit', '--format', 'json', ...hosts(...names, gone));
    expect(said.code, said.all).toBe(3);
    const report = JSON.parse(said.out) as FleetReport;
    expect(validate(report), JSON.stringify(validate.errors)).toBe(true);
    expect(report.exitCode).toBe(3);
    expect(report.summary).toEqual({ servers: 4, ok: 2, findings: 1, couldNotLook: 1, failed: 0 });
    expect(report.reports.map(({ exitCode }) => exitCode)).toEqual([0, 0, 2, 3]);
    expect(report.reports.map(({ target }) => target.name)).toEqual([
      ...names.map((name) => expect.stringMatching(new RegExp(`^root@(localhost|${name})$`))),
      gone,
    ]);
    expect(report.reports[3]?.error?.message).toContain('could not be reached');
  });

  test('each server is held to its own answers, in one JUnit document', async () => {
    const [one = '', two = ''] = names;
    const words = inventory([one, 'scan-threads = 20'], [two, 'scan-threads = 10']);
    const said = await product('audit', '--format', 'junit', ...words);
    expect(said.code, said.all).toBe(2);
    const suites = elementsOf(said.out).filter(({ name }) => name === 'testsuite');
    expect(suites.map(({ attributes }) => [attributes.name, attributes.failures])).toEqual([
      [`gateway-setup audit ${one}`, '1'],
      [`gateway-setup audit ${two}`, '0'],
    ]);
    expect(elementsOf(said.out).find(({ name }) => name === 'failure')?.text).toContain('20');
  });

  test('a line for each as it begins and ends, one after the other where that is wanted; then one report', async () => {
    const all = [...names, gone];
    const me = new Person(
      [process.execPath, program, 'audit', '--plain', '--parallel', '1', ...hosts(...all)],
      env,
    );
    try {
      expect(await me.ends(), me.text).toBe(3);
    } finally {
      await me.leaves();
    }
    const turns = [...me.text.matchAll(/^ {2}(\d) of 4, (\S+): (begun|no audit|\d+ ok)/gm)].map((one) =>
      one.slice(1),
    );
    expect(turns).toEqual(
      all.flatMap((name, index) => [
        [`${index + 1}`, name, 'begun'],
        [`${index + 1}`, name, name === gone ? 'no audit' : expect.stringMatching(/^\d+ ok$/)],
      ]),
    );
    expect(me.text).toMatch(/^Audit of 4 servers$/m);
    expect(oneLine(me.text)).toContain(
      '4 servers: 2 as it should be, 1 with something that differs or is a risk, 1 that could not be looked at',
    );
    expect(me.raw).not.toContain('\u001b');
  });
});
