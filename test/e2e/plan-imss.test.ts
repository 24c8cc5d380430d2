import { beforeAll, describe, expect, test } from 'vitest';
import { inLab, labMailboxPassword } from '../../src/lab/paths.js';
import { audit, openFindings } from './support/audit.js';
import { alwaysOpen, configDiff, setStandIn } from './support/imss.js';
import { expectCleanOutput, oneLine } from './support/output.js';
import { type ServerLab, useLabs } from './support/server-lab.js';
import { differences, type Snapshot, snapshot } from './support/snapshot.js';

const labs = useLabs();
const plan = '/root/plan.json';

let server: ServerLab;
let before: Snapshot;
beforeAll(async () => {
  server = await labs.create('e2e-plan-imss', { scanner: 'imss', axigen: '10', distro: 'suse-9.0' });
  await setStandIn(server, { delay: '1' });
  before = await snapshot(server);
});

const product = (...words: readonly string[]) =>
  server.exec(['gateway-setup', ...words], '', { GATEWAY_SETUP_MAILBOX_PASSWORD: labMailboxPassword });
const planned = (...flags: readonly string[]) => product('plan', '--answers', inLab.answers, ...flags);

describe('a fresh server', () => {
  test('plan says what would be done and what only the installed scanner tells, and changes nothing', async () => {
    const said = await planned('-o', plan);
    expect(said.code, said.all).toBe(2);
    expectCleanOutput(said);
    const flat = oneLine(said.out);
    expect(flat).toContain(
      'Part 2 of 13: Install the scanner * Run the vendor\u2019s installer: /bin/sh /root/media/imss-5.7/answered.sh',
    );
    for (const [part, wanted] of deferred) {
      expect(flat.slice(flat.indexOf(part))).toMatch(
        new RegExp(`^${part}.*?Told only when it is done: imss\\.ini and the services .*? ${wanted}`),
      );
    }
    expect(flat).toMatch(
      /Setup would make \d changes\. Of 4 steps it can be told only when the scanner is installed\./,
    );
    expect(said.out).toMatch(/^\+ +address = 127\.0\.0\.1:10026$/m);
    expect(differences(before, await snapshot(server))).toEqual([`${plan}: was not there`]);
    expect(await server.sh(`cat ${plan}`)).not.toContain(labMailboxPassword);
  });

  test('apply refuses when axigen.cfg has changed since, before the installer is run', async () => {
    const file = '/var/opt/axigen/run/axigen.cfg';
    await server.sh(`cp -p ${file} /tmp/cfg; echo '# later' >> ${file}`);
    const said = await product('apply', plan, '--yes');
    await server.sh(`cp -p /tmp/cfg ${file}; rm /tmp/cfg`);
    expect(said.code, said.all).toBe(1);
    expect(oneLine(said.err)).toMatch(/axigen\.cfg has been changed since.*Nothing was changed\./);
    expect(await server.sh('ls /opt')).not.toContain('trend');
  });

  test('apply carries it out, what was deferred with it', async () => {
    const said = await product('apply', plan, '--yes');
    expect(said.code, said.all).toBe(0);
    expectCleanOutput(said);
    expect(said.out).toMatch(/^ +\+proxy_port=25$/m);
    expect(said.out).toMatch(/^ +\+supported_esmtp_cmds=\S+,AUTH$/m);
    expect(await configDiff(server)).toContain('> proxy_port=25');
    expect((await snapshot(server)).listening).toContain('0.0.0.0:25 imss-standin');
  });
});

describe('afterwards', () => {
  test('there is nothing to plan, and the old plan does not hold any more', async () => {
    const again = await planned();
    expect(again.code, again.all).toBe(0);
    expect(again.out).toContain('Setup would change nothing.');
    const refused = await product('apply', plan, '--yes');
    expect(refused.code).toBe(1);
    expect(oneLine(refused.err)).toMatch(/install-scanner: .* would not be made any more\./);
  });

  test('an audit finds the one thing open that setup cannot close', async () => {
    const audited = await audit(server, { asksAxigen: false });
    expect(openFindings(audited), audited.said.all).toEqual(alwaysOpen);
    expect(audited.said.code).toBe(2);
  });

  test('verify looks at both banners, the message, AUTH and the relay, and finds all good', async () => {
    const said = await product('verify', '--answers', inLab.answers);
    expect(said.code, said.all).toBe(0);
    expectCleanOutput(said);
    const ids = [...said.out.matchAll(/^ {2}\+ ok +(\S+)/gm)].map(([, id]) => id);
    expect(ids).toEqual([
      'SMTP-BANNER',
      'TEST-MAIL-HEADER',
      'SMTP-STARTTLS',
      'SMTP-BINARYMIME',
      'SMTP-AUTH',
      'SMTP-AUTH-LOGIN',
      'RELAY-PROBE',
      'RELAY-LOCAL',
      'RELAY-AUTH',
    ]);
    expect(said.out).toContain('9 checks: 9 ok.');
  });

  test.each([
    ['IMSS-CONSOLE-EXPOSED', 'By default the console has no password'],
    ['IMSS-PROXY-PORT', 'SMTP_SERVICE'],
    ['SMTP-AUTH', 'Offer AUTH'],
  ])('explain %s', async (id, words) => {
    const said = await product('explain', id);
    expect(said.code, said.all).toBe(0);
    expect(said.out).toMatch(new RegExp(`^${id} `));
    expect(oneLine(said.out)).toContain(words);
    expect(said.out).toContain('AXIGEN + IMSS');
  });

  test('rollback takes the applied plan back to the byte', async () => {
    const back = await product('rollback', '--yes');
    expect(back.code, back.all).toBe(0);
    expect(differences(before, await snapshot(server))).toEqual([`${plan}: was not there`]);
  });
});

/** What can be told only once IMSS is there: the part, and one of its findings. */
const deferred = [
  ['Part 3 of 13: Start the scanner', 'IMSS-RUNNING: wanted IMSS is running'],
  ['Part 4 of 13: The handover of port 25', 'IMSS-PROXY-PORT: wanted proxy_port=25'],
  ['Restart the scanner', 'IMSS-LISTENING: wanted IMSS listens on port 25'],
  ['Part 9 of 13: Offer AUTH', 'IMSS-AUTH: wanted AUTH is in the list'],
] as const;
