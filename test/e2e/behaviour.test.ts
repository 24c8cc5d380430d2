import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { labRecipient } from '../../src/lab/paths.js';
import { eicarText } from '../../src/smtp/eicar-message.js';
import { type Audited, audit, openFindings } from './support/audit.js';
import { mailClients, storedLetter } from './support/mail.js';
import { oneLine } from './support/output.js';
import type { Said } from './support/run.js';
import { type ServerLab, useLabs } from './support/server-lab.js';
import { differences, type Snapshot, snapshot } from './support/snapshot.js';

const labs = useLabs();
let server: ServerLab;
let before: Snapshot;
let first: Said;

const cfg = '/etc/opt/eset/nod32/nod32.cfg';
const chosen = ['--action-on-infected', 'reject', '--quarantine', 'yes', '--scan-threads', '12'];
const restart = '/etc/init.d/nod32d restart > /dev/null; /etc/init.d/nod32smtp restart > /dev/null';
const verdictOf = ({ findings }: Audited, id: string) => findings.find((one) => one.id === id);

beforeAll(async () => {
  server = await labs.create('e2e-behaviour');
  before = await snapshot(server);
  first = await server.setup({ flags: [...chosen, '--eicar-test'] });
});

describe('setup with a behaviour of the operator\u2019s choice', () => {
  test('sets what was chosen, and sees the test virus refused', () => {
    expect(first.code, first.all).toBe(0);
    expect(first.out).toContain('+action_on_infected = reject');
    expect(first.out).toContain('+quarantine = yes');
    expect(first.out).toContain('+num_thr = 12');
    expect(first.out).toMatch(/\+ ok +NOD32-EICAR {2}refused at dot: 554 /);
  });

  test('nothing on the server could be taken for a virus afterwards', async () => {
    const encoded = Buffer.from(eicarText()).toString('base64').slice(0, 60);
    expect(first.all).not.toContain(encoded);
    const found = await server.exec(['grep', '-r', '-l', '-F', '-e', encoded, '/var', '/tmp', '/root']);
    expect(found.out).toBe('');
  });

  test.each(mailClients)(
    'a virus from outside is refused, and a clean letter delivered: $name',
    async (client) => {
      const letter = { from: 'a@example.org', to: labRecipient };
      const subject = `infected ${client.name}`;
      const attachment = Buffer.from(eicarText()).toString('base64');
      const refused = await client.send(server, { ...letter, subject, attachment });
      expect(refused.all).toMatch(/^.*554 .*rejected/m);
      expect(refused.code).not.toBe(0);
      expect(await storedLetter(server, labRecipient, subject)).toBeUndefined();
      const clean = await client.send(server, { ...letter, subject: `clean ${client.name}` });
      expect(clean.code, clean.all).toBe(0);
      expect(await storedLetter(server, labRecipient, `clean ${client.name}`)).toMatch(/^X-Virus-Scanner/m);
    },
  );

  test('a second time there is nothing to change', async () => {
    const again = await server.setup({ flags: chosen });
    expect(again.code, again.all).toBe(0);
    expect(oneLine(again.out)).toContain('0 changes, 0 restarts');
  });
});

describe('an audit that sends the test virus', () => {
  const sending = ['--send-test-mail', '--eicar-test', '--delivery-timeout', '2'];
  afterEach(async () => {
    await server.sh(`cp -p /root/good.cfg ${cfg}; ${restart}`);
  });
  beforeAll(async () => {
    await server.sh(`cp -p ${cfg} /root/good.cfg`);
  });

  test.each([
    ['discard', /^taken, and not in the mailbox within 2 s/],
    ['defer', /^refused at dot: 451 /],
    ['accept', /^delivered without the EICAR test file, with a footnote: .*eicar\.com/],
  ])('%s, set by hand and read by the scanner: as configured', async (action, found) => {
    await server.sh(`sed -i 's/^action_on_infected = .*/action_on_infected = ${action}/' ${cfg}; ${restart}`);
    const report = await audit(server, { flags: sending });
    expect(verdictOf(report, 'NOD32-EICAR')).toMatchObject({
      verdict: 'ok',
      found: expect.stringMatching(found),
    });
    expect(openFindings(report), report.said.all).toEqual([]);
  });

  test('nothing is scanned: the virus comes through, which is a risk', async () => {
    await server.sh(`sed -i 's/^\\[smtp\\]/&\\nav_enabled = no/' ${cfg}; ${restart}`);
    const report = await audit(server, { flags: sending });
    expect(verdictOf(report, 'NOD32-EICAR')).toMatchObject({
      verdict: 'risk',
      found: expect.stringContaining('delivered with the EICAR test file in it'),
    });
    expect(verdictOf(report, 'NOD32-SCANS')?.verdict).toBe('risk');
  });

  test('edited without a restart: what runs is not what is configured, until it is restarted', async () => {
    // Within two seconds of its start nobody can say which came first.
    await server.sh('until ps -C nod32smtp -o etime= | grep -qv "00:0[0-3]"; do sleep 1; done');
    await server.sh(`sed -i 's/^action_on_infected = .*/action_on_infected = defer/' ${cfg}`);
    const owed = await audit(server, { flags: sending });
    expect(verdictOf(owed, 'NOD32-ACTION-INFECTED')?.found).toMatch(/^defer/);
    expect(verdictOf(owed, 'NOD32-RESTART')?.found).toMatch(/^nod32d runs since .*nod32smtp runs since/);
    expect(verdictOf(owed, 'NOD32-EICAR')?.found).toMatch(/554/);
    expect(openFindings(owed), owed.said.all).toEqual(['NOD32-RESTART drift', 'NOD32-EICAR drift']);
    await server.sh(restart);
    const mended = await audit(server, { flags: sending });
    expect(openFindings(mended), mended.said.all).toEqual([]);
  });
});

test('taken back, the server is as it was', async () => {
  const { code, all } = await server.product('rollback', '--yes');
  expect(code, all).toBe(0);
  await server.sh('rm -f /root/good.cfg');
  // The clean letters that were delivered stay.
  const letters = (line: string) => line.startsWith('/var/opt/axigen/domains/');
  expect(differences(before, await snapshot(server)).filter((line) => !letters(line))).toEqual([]);
});
