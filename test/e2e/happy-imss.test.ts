import { beforeAll, describe, expect, test } from 'vitest';
import { labMailboxPassword, labRecipient } from '../../src/lab/paths.js';
import type { StepId } from '../../src/model/step-id.js';
import { stagesOf, stepsOf } from '../../steps/index.js';
import { config, configDiff, headerNames, imssHeaderNames, setStandIn } from './support/imss.js';
import { converse, ehloKeywords, greeting, mailClients, storedLetter } from './support/mail.js';
import { expectCleanOutput, oneLine } from './support/output.js';
import { program, run, type Said } from './support/run.js';
import { type ServerLab, useLabs } from './support/server-lab.js';
import { snapshot } from './support/snapshot.js';
import { expectParts, expectTold, type Told } from './support/told.js';

const labs = useLabs();
const scanner = { scanner: 'imss' } as const;
const stages = stagesOf(scanner);

let server: ServerLab;
let result: Said;
beforeAll(async () => {
  const name = 'e2e-happy-imss';
  server = await labs.create(name, { scanner: 'imss' });
  // The service is left to the wizard; where the installer starts it, it may have its port before anybody looks.
  await setStandIn(server, { 'start-service': 'no' });
  const words = ['lab', '--scanner', 'imss', '--name', name, '--yes'];
  result = await run([process.execPath, program, ...words], { env: labs.env });
});

describe('lab --scanner imss --yes tells', () => {
  test('that it ends well, and its output can be kept in a file', () => {
    expect(result.code, result.all).toBe(0);
    expectCleanOutput(result);
  });

  test.each(stepsOf(scanner))('what was changed and how it was verified: $title', (step) => {
    expectTold(result.out, step, changedIn);
  });

  test('every part by its heading', () => {
    expectParts(result.out, stages.length);
  });

  test('the lines of imss.ini that it edits, and what AXIGEN is told', () => {
    expect(oneLine(result.out)).toContain('Change the listener 0.0.0.0:25: address = 127.0.0.1:10026,');
    const shown = result.out.split('\n').map((line) => line.trim());
    expect(shown).toEqual(expect.arrayContaining(edits.map(inPatch)));
  });

  test('how long port 25 was silent', () => {
    expect(result.out).toMatch(/Port 25 gave no AXIGEN banner for (\d+\.\d s|less than 0\.1 s)\./);
  });

  test('what is left to people, and nothing else', () => {
    const end = result.out.slice(result.out.lastIndexOf('\nStill open\n'));
    expect(end.match(/^ {2}[!~?] .*$/gm)).toEqual([
      '  ! risk     IMSS-CONSOLE-EXPOSED',
      '  ! risk     IMSS-NOTIFICATIONS',
    ]);
    expect(oneLine(end)).toContain('By default the console has no password');
    expect(oneLine(end)).toContain('Configuration, Event Monitoring, Notification Settings');
  });

  test('the header of the message that was delivered, and how to take everything back', () => {
    const end = result.out.slice(result.out.lastIndexOf('\nDone on '));
    expect(oneLine(end)).toMatch(/^ Done on .*: 8 changes, \d restarts\./);
    expect(end).toMatch(/^The test message arrived with\n {2}X-imss-version: 2\.040 /m);
    expect(end).toMatch(/gateway-setup rollback\n.*sh \/var\/lib\/gateway-setup\/runs\/\S+-imss\/undo\.sh/);
  });
});

describe('the server afterwards', () => {
  test('imss.ini differs from the installed one in the lines of the article, and in no byte else', async () => {
    expect(await configDiff(server)).toEqual(edits);
    expect(await server.sh(`stat -c '%U %a' ${config()}`)).toBe('root 644\n');
  });

  test.each(mailClients)(
    'a letter arrives with the headers of IMSS behind its own: $name',
    async (client) => {
      const subject = `scanned ${client.name}`;
      const sent = await client.send(server, { from: 'a@example.org', to: labRecipient, subject });
      expect(sent.code, sent.all).toBe(0);
      expect(sent.all).toMatch(/220-TrendMicro IMSS SMTP proxy\r?\n.*220 mail\.example\.test AXIGEN/);
      const letter = (await storedLetter(server, labRecipient, subject)) ?? '';
      const names = headerNames(letter);
      expect(names.slice(-imssHeaderNames.length)).toEqual(imssHeaderNames);
      expect(names.slice(0, -imssHeaderNames.length).join(' ')).toMatch(/^Received .*Subject/);
      expect(names.filter((name) => /^x-imss-/i.test(name))).toEqual(imssHeaderNames);
      expect(letter).toMatch(/\n\r?\n(A letter\.|This is a test mailing)/);
    },
  );

  test.each(mailClients)('mail from a stranger to a stranger is refused: $name', async (client) => {
    const stranger = { from: 'a@example.org', to: 'b@example.net', subject: 'relay me' };
    const answer = await client.send(server, stranger);
    expect(answer.code).not.toBe(0);
    expect(answer.all).toMatch(/550 .*Relay denied/);
  });

  test('EHLO offers AUTH, and neither STARTTLS nor BINARYMIME, which AXIGEN itself offers', async () => {
    const keywords = await ehloKeywords(server);
    expect(keywords).toEqual(expect.arrayContaining(['PIPELINING', '8BITMIME', 'SIZE', 'AUTH']));
    for (const word of ['STARTTLS', 'BINARYMIME', 'CHUNKING']) expect(keywords).not.toContain(word);
    expect(await ehloKeywords(server, 10_026)).toEqual(expect.arrayContaining(['STARTTLS', 'BINARYMIME']));
  });

  test('who logs in on 25 may relay, with the right password alone', async () => {
    const login = (password: string) =>
      converse(server, 25, [
        'EHLO client.example.org',
        `AUTH PLAIN ${Buffer.from(`\0${labRecipient}\0${password}`).toString('base64')}`,
        `MAIL FROM:<${labRecipient}>`,
        'RCPT TO:<b@example.net>',
        'QUIT',
      ]);
    expect(await login(labMailboxPassword)).toMatch(/^235 [\s\S]*^250 Recipient accepted/m);
    const refused = await login('wrong');
    expect(refused).toMatch(/^535 /m);
    expect(refused).not.toMatch(/^235 /m);
  });

  test('both banners on 25, AXIGEN\u2019s own directly on 10026', async () => {
    expect(await greeting(server, 25)).toMatch(
      /^220-TrendMicro IMSS SMTP proxy\r\n220 mail\.example\.test AXIGEN/,
    );
    expect(await greeting(server, 10_026)).toMatch(/^220 mail\.example\.test AXIGEN/);
  });

  test('the scanner listens for all, AXIGEN only for this machine, and nobody on the POP3 proxy\u2019s port', async () => {
    const { listening } = await snapshot(server);
    expect(listening).toEqual([
      '0.0.0.0:110 axigen',
      '0.0.0.0:25 imss-standin',
      '0.0.0.0:8445 imss-standin',
      '127.0.0.1:10024 imss-standin',
      '127.0.0.1:10026 axigen',
      '127.0.0.1:7000 axigen',
    ]);
  });

  test('the test message is not left in the mailbox', async () => {
    expect(await storedLetter(server, labRecipient, 'Test of the mail gateway')).toBeUndefined();
  });
});

describe('the folder of the run', () => {
  const inRun = (file: string) => server.sh(`cat /var/lib/gateway-setup/runs/*/${file}`);

  test('the transcript has the installer\u2019s words and the dialogues', async () => {
    const transcript = await inRun('transcript.log');
    expect(transcript).toContain('LICENCE AGREEMENT OF A STAND-IN');
    expect(transcript).toMatch(/^Installing to \/opt\/trend\/imss:$/m);
    expect(transcript).toMatch(/^<- {2}421 Internal configuration error$/m);
    expect(transcript).toMatch(/^<- {2}220-TrendMicro IMSS SMTP proxy$/m);
  });

  test('the journal says what the installer wrote, and in which order all was done', async () => {
    const events = (await inRun('journal.jsonl'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { event: string; step?: string; wrote?: readonly string[] });
    expect(events.filter(({ event }) => event === 'intent').map(({ step }) => step)).toEqual([
      'install-scanner',
      'start-scanner',
      'close-open-relay',
      'move-axigen-listener',
      'configure-scanner',
      'restart-scanner',
      'offer-auth',
      'offer-auth',
    ]);
    const [removed, changed] = events.flatMap(({ wrote = [] }) => wrote);
    expect(removed).toMatch(/\/etc\/init\.d\/S99ISIMSS, .*\/opt\/trend \(\d+ files\)$/);
    expect(changed).toBe('put back: /etc/services');
    expect(events.at(-1)).toMatchObject({ event: 'finished', outcome: 'done' });
  });

  test('its answers are there to be used again, and no password anywhere', async () => {
    const answers = await inRun('answers.ini');
    expect(answers).toMatch(/^scanner = imss$/m);
    expect(answers).toMatch(/^installer = .*answered\.sh/m);
    expect(answers).toMatch(/^administrator = alice@example\.test$/m);
    const found = await server.exec(['grep', '-r', '-l', 'lab-password', '/var/lib/gateway-setup']);
    expect(found.out).toBe('');
    const modes = await server.sh('cd /var/lib/gateway-setup/runs; stat -c %a . * */undo.sh */files');
    expect(modes).toBe('700\n700\n700\n700\n');
  });
});

/** The lines of imss.ini that the article changes, in the order of the file, as `diff` shows them. */
const edits = [
  '< smtp_allow_client_ip=127.0.0.1',
  '> #smtp_allow_client_ip=127.0.0.1',
  '< proxy_smtp_server_ip=127.0.0.1',
  '> proxy_smtp_server_ip=0.0.0.0',
  '< supported_esmtp_cmds=PIPELINING,SIZE,VRFY,ETRN,XVERP,8BITMIME',
  '> supported_esmtp_cmds=PIPELINING,SIZE,VRFY,ETRN,XVERP,8BITMIME,AUTH',
  '< pop3_enable_proxy=yes',
  '< pop3_virus_scan=yes',
  '> pop3_enable_proxy=no',
  '> pop3_virus_scan=no',
  '< proxy_port=10025',
  '> proxy_port=25',
];

function inPatch(line: string): string {
  return line.replace(/^< /, '-').replace(/^> /, '+');
}

/** What the operator is told of each step. */
const changedIn: Readonly<Partial<Record<StepId, Told>>> = {
  'detect-host': {
    line: 'Nothing to change',
    verified: ['HOST-DISTRIBUTION', 'HOST-ROOT', 'HOST-SPACE', 'AXIGEN-RUNNING', 'HOST-PORT-CONSOLE'],
  },
  'install-scanner': {
    line: "Run the vendor's installer: /bin/sh /root/media/imss-5.7/answered.sh",
    verified: ['IMSS-INSTALLED', 'IMSS-ROOT', 'IMSS-CONFIG'],
  },
  'start-scanner': {
    line: '/etc/init.d/S99ISIMSS start',
    verified: ['IMSS-RUNNING', 'IMSS-STANDALONE-ANSWER'],
  },
  'move-axigen-listener': {
    line: "Through AXIGEN's command line: Make 127.0.0.1:10026",
    verified: [
      'AXIGEN-LISTENER-ADDRESS',
      'AXIGEN-LISTENER-ENABLED',
      'AXIGEN-LISTENER-RATE',
      'AXIGEN-LISTENER-PEER-CONNECTIONS',
      'AXIGEN-LISTENER-PEER-RATE',
      'AXIGEN-LISTENER-LIVE',
      'AXIGEN-SAVED',
    ],
  },
  'configure-scanner': {
    line: 'Edit /opt/trend/imss/config/imss.ini',
    verified: [
      'IMSS-CLIENT-IP',
      'IMSS-PROXY-PORT',
      'IMSS-PROXY-ADDRESS',
      'IMSS-POP3-PROXY',
      'IMSS-POP3-SCAN',
      'IMSS-DOWNSTREAM',
    ],
  },
  'restart-scanner': {
    line: '/etc/init.d/S99ISIMSS restart',
    verified: ['IMSS-SERVICES', 'IMSS-LISTENING', 'IMSS-PASSES-ON', 'IMSS-RESTART'],
  },
  'telnet-verify': { line: 'Nothing', verified: ['SMTP-BANNER'] },
  'send-test-mail': { line: 'Nothing', verified: ['TEST-MAIL-HEADER'] },
  'set-notifications': { line: 'Nothing', verified: ['IMSS-CONSOLE', 'IMSS-ADMINISTRATOR'] },
  'limit-esmtp-extensions': { line: 'Nothing', verified: ['SMTP-STARTTLS', 'SMTP-BINARYMIME'] },
  'offer-auth': {
    line: 'Change supported_esmtp_cmds in',
    verified: ['IMSS-AUTH', 'SMTP-AUTH', 'SMTP-AUTH-LOGIN'],
  },
  'limit-connections': {
    line: 'Nothing to change',
    verified: ['AXIGEN-MAX-CONNECTIONS', 'AXIGEN-INTERVAL-CONNECTIONS', 'AXIGEN-TIME-INTERVAL'],
  },
  'close-open-relay': {
    line: 'Edit /var/opt/axigen/filters/smtpFilters.script',
    verified: ['RELAY-POLICY', 'RELAY-PROBE', 'RELAY-LOCAL'],
  },
  'review-ip-rules': {
    line: 'Nothing to change',
    verified: ['IP-RULES-CLIENTS', 'IP-RULES-LISTENERS', 'IP-RULES-POLICY'],
  },
  'review-unscanned-paths': {
    line: 'Nothing to change',
    verified: ['UNSCANNED-LISTENERS', 'UNSCANNED-WEBMAIL', 'UNSCANNED-BACKEND'],
  },
};
