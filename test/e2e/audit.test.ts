import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { SaxesParser } from 'saxes';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { inLab, labAxigenPassword, labMailboxPassword, labRecipient } from '../../src/lab/paths.js';
import { templatePath } from '../../src/package-root.js';
import { audit, openFindings } from './support/audit.js';
import { expectCleanOutput, oneLine } from './support/output.js';
import { type ServerLab, useLabs } from './support/server-lab.js';
import { differences, snapshot, touched } from './support/snapshot.js';

const labs = useLabs();
let server: ServerLab;
const config = '/etc/opt/eset/nod32/nod32.cfg';
const waivers = '/etc/gateway-setup/waivers.ini';
const restart = '/etc/init.d/nod32d restart && /etc/init.d/nod32smtp restart';

const validate = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false }).compile(
  JSON.parse(readFileSync(templatePath('schemas', 'audit-1.schema.json'), 'utf8')) as object,
);

beforeAll(async () => {
  server = await labs.create('e2e-audit');
});

/** As a person would look at it: no passwords, plain text. */
const look = (...flags: string[]) => server.product('audit', '--answers', inLab.answers, ...flags);

test('a fresh server: says what is missing, and ends with 2', async () => {
  const said = await look();
  expect(said.code, said.all).toBe(2);
  expectCleanOutput(said);
  for (const id of ['NOD32-LICENSE', 'NOD32-PACKAGE', 'AXIGEN-LISTENER-ADDRESS', 'RELAY-POLICY'])
    expect(said.out).toMatch(new RegExp(`~ differs +${id}\\n`));
  expect(said.out).toMatch(/not applicable TEST-MAIL-HEADER/);
  expect(said.out).toMatch(/-> AXIGEN +~ AXIGEN-DEFAULT-CLIENT[^>]*~ RELAY-POLICY\n +-> mailboxes/);
  expect(oneLine(said.out)).toContain('Not everything is as it should be.');
});

describe('after setup', () => {
  let pristine = '';

  beforeAll(async () => {
    const setup = await server.setup();
    expect(setup.code, setup.all).toBe(0);
    pristine = await server.sh(`cat ${config}`);
  });

  beforeEach(async () => {
    await server.exec(['/bin/sh', '-c', `cat > ${config}`], pristine);
    await server.sh(`rm -f ${waivers}; ${restart}`);
  });

  test('all is well; nothing was written, started or stopped for it', async () => {
    const before = await snapshot(server);
    const pids = await server.sh('ps -e -o pid= -o comm= | grep -E "axigen|nod32"');
    const audited = await audit(server);
    expect(openFindings(audited), audited.said.all).toEqual([]);
    expect(audited.said.code).toBe(0);
    expectCleanOutput(audited.said);
    expect(audited.said.err).toBe('');
    const after = await snapshot(server);
    expect(differences(before, after)).toEqual([]);
    expect(touched(before, after)).toEqual([]);
    expect(await server.sh('ps -e -o pid= -o comm= | grep -E "axigen|nod32"')).toBe(pids);
  });

  test('the JSON fits the published schema, and tells of the run', async () => {
    const { said } = await audit(server);
    const report: unknown = JSON.parse(said.out);
    expect(validate(report) ? [] : validate.errors).toEqual([]);
    expect(report).toMatchObject({
      exitCode: 0,
      changesSinceLastRun: { state: 'read', lastRun: { state: 'finished' }, changes: [] },
    });
  });

  test('the JUnit report is well-formed, and lies where it was told to', async () => {
    const said = await look('--format', 'junit', '--output', '/tmp/audit.xml');
    expect(said.out).toBe('');
    expect(said.err).toContain('/tmp/audit.xml');
    const parser = new SaxesParser();
    const names: string[] = [];
    parser.on('error', (error) => {
      throw error;
    });
    parser.on('opentag', ({ name }) => void names.push(name));
    parser.write(await server.sh('cat /tmp/audit.xml')).close();
    expect(names.slice(0, 2)).toEqual(['testsuites', 'testsuite']);
    expect(names).not.toContain('failure');
    expect(names.filter((name) => name === 'testcase').length).toBeGreaterThan(30);
  });

  test('with a message and the EICAR test file, on request', async () => {
    const audited = await audit(server, { flags: ['--send-test-mail', '--eicar-test'] });
    for (const wanted of ['TEST-MAIL-HEADER', 'NOD32-EICAR'])
      expect(audited.findings.find(({ id }) => id === wanted)).toMatchObject({ verdict: 'ok' });
    expect(audited.said.code).toBe(0);
    for (const secret of [labMailboxPassword, labAxigenPassword])
      expect(audited.said.all).not.toContain(secret);
  });

  describe('what somebody has edited since', () => {
    beforeEach(async () => {
      await server.sh(
        `sed -i 's/^num_thr *=.*/num_thr = 2/' ${config}; grep -q '^num_thr = 2' ${config}; ${restart}`,
      );
    });

    test('is found, and it is told who had set it and what differs', async () => {
      const audited = await audit(server);
      expect(openFindings(audited)).toEqual(['NOD32-SCAN-THREADS drift']);
      expect(audited.said.code).toBe(2);
      const finding = audited.findings.find(({ id }) => id === 'NOD32-SCAN-THREADS');
      expect(finding).toHaveProperty('since.0', {
        run: expect.stringMatching(/-nod32$/),
        kind: 'edited',
        what: config,
        steps: expect.arrayContaining(['configure-scanner', 'set-scan-threads']),
        at: expect.stringMatching(/^20/),
        diff: [expect.stringMatching(/^-num_thr = "?10/), '+num_thr = 2'],
        text: expect.stringContaining('has been edited'),
      });
      const human = await look();
      expect(oneLine(human.out)).toMatch(/since: Set by the run \S+-nod32; since then \S+ has been edited/);
      expect(human.out).toMatch(/-> NOD32 +~ NOD32-SCAN-THREADS/);
    });

    test.each([
      ['waived', 'reason = only three cores\nexpires = 2999-12-31', 0, /waived +NOD32-SCAN-THREADS/],
      ['waived until a day that is over', 'reason = r\nexpires = 2006-07-04', 2, /has expired on 2006-07-04/],
      ['waived without a reason', 'expires = 2999-12-31', 2, /it gives no reason/],
      ['waived in a file that is ill-formed', 'reason = r\n[SMTP-BANNER', 2, /No waiver is honoured/],
    ])('%s', async (_name, lines, code, said) => {
      await server.sh(`mkdir -p ${waivers.slice(0, waivers.lastIndexOf('/'))}`);
      await server.exec(['/bin/sh', '-c', `cat > ${waivers}`], `[NOD32-SCAN-THREADS]\n${lines}\n`);
      const human = await look();
      expect(human.code, human.all).toBe(code);
      expect(oneLine(human.out)).toMatch(said);
    });
  });

  test('what was put back to what it was before, and what was stopped', async () => {
    await server.sh(
      `cat "$(ls /var/lib/gateway-setup/runs/*/files/*.before | xargs grep -l '^;num_thr' | head -n 1)" > ${config}`,
    );
    await server.sh('/etc/init.d/nod32smtp stop');
    const audited = await audit(server);
    expect(audited.said.code).toBe(2);
    const since = (id: string) => audited.findings.find((one) => one.id === id);
    expect(since('NOD32-SCAN-THREADS')).toHaveProperty('since.0.kind', 'put-back');
    expect(since('NOD32-RUNNING')).toHaveProperty(
      'since.0',
      expect.objectContaining({ kind: 'stopped', what: 'nod32smtp' }),
    );
  });

  test('the checks alone, with what was said', async () => {
    const said = await server.exec(['gateway-setup', 'verify', '--recipient', labRecipient], '', {
      GATEWAY_SETUP_MAILBOX_PASSWORD: labMailboxPassword,
    });
    expect(said.code, said.all).toBe(0);
    expectCleanOutput(said);
    expect(said.out).toMatch(/^telnet localhost 25\n {2}=== Connected\.\n {2}<- {2}220 /m);
    expect(said.out).toMatch(/^ {3}-> RCPT TO:<nobody@example\.net>\n {2}<(- |\*\*) 550 /m);
    for (const id of ['SMTP-BANNER', 'TEST-MAIL-HEADER', 'SMTP-STARTTLS', 'SMTP-BINARYMIME', 'RELAY-PROBE'])
      expect(said.out).toMatch(new RegExp(`\\+ ok +${id} `));
    const without = await server.product('verify', '--no-test-mail', '--format', 'json');
    expect(without.out).not.toContain('MAIL FROM:<alice');
    expect(validate(JSON.parse(without.out))).toBe(true);
  });
});
