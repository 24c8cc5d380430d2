import { beforeAll, describe, expect, test } from 'vitest';
import { labRecipient } from '../../src/lab/paths.js';
import type { StepId } from '../../src/model/step-id.js';
import { stagesOf, stepsOf } from '../../steps/index.js';
import { ehloKeywords, greeting, mailClients, sendLetter, storedLetter } from './support/mail.js';
import { expectCleanOutput, oneLine } from './support/output.js';
import { program, run, type Said } from './support/run.js';
import { type ServerLab, useLabs } from './support/server-lab.js';
import { snapshot } from './support/snapshot.js';
import { expectParts, expectTold, type Told } from './support/told.js';

const labs = useLabs();
const steps = stepsOf({ scanner: 'nod32' });
const stages = stagesOf({ scanner: 'nod32' });
const stranger = { from: 'a@example.org', to: 'b@example.net' };

describe('before: the server as installed', () => {
  let server: ServerLab;
  beforeAll(async () => {
    server = await labs.create('e2e-before');
  });

  test.each(mailClients)(
    'mail from a stranger to a stranger is taken from 127.0.0.1: $name',
    async (client) => {
      const answer = await client.send(server, { ...stranger, subject: 'relay me' });
      expect(answer.all).toContain('AXIGEN');
      expect(answer.code, answer.all).toBe(0);
    },
  );

  test('a letter arrives without the scanner\u2019s header', async () => {
    await sendLetter(server, { from: 'a@example.org', to: labRecipient, subject: 'unscanned' });
    const letter = await storedLetter(server, labRecipient, 'unscanned');
    expect(letter).toMatch(/^Received: /);
    expect(letter).not.toMatch(/^X-Virus-Scanner/m);
  });

  test('STARTTLS and BINARYMIME are offered', async () => {
    expect(await ehloKeywords(server)).toEqual(expect.arrayContaining(['STARTTLS', 'BINARYMIME']));
  });

  test('AXIGEN alone listens on port 25, for all', async () => {
    const { listening } = await snapshot(server);
    expect(listening).toEqual(['0.0.0.0:110 axigen', '0.0.0.0:25 axigen', '127.0.0.1:7000 axigen']);
  });
});

describe('lab --yes, from nothing', () => {
  let server: ServerLab;
  let result: Said;
  beforeAll(async () => {
    result = await run([process.execPath, program, 'lab', '--name', 'e2e-happy', '--yes'], { env: labs.env });
    server = labs.open('e2e-happy');
  });

  test('ends well, and its output can be kept in a file', () => {
    expect(result.code, result.all).toBe(0);
    expectCleanOutput(result);
  });

  test.each(steps)('tells what was changed and how it was verified: $title', (step) => {
    expectTold(result.out, step, changedIn);
    expect(step.passage.section).not.toBe('');
  });

  test('shows the lines of every file that it edits, and what AXIGEN is told', () => {
    const flat = oneLine(result.out);
    expect(flat).toContain('Change the listener 0.0.0.0:25: address = 127.0.0.1:2525,');
    expect(flat).toContain('allowStartTLS = no, allowBinaryData = no.');
    for (const line of [
      '-listen_port = 2526',
      '+listen_port = 25',
      '-    if (anyOf (iprange (remoteSmtpIp, "127.0.0.0/255.0.0.0"))) {',
    ])
      expect(result.out).toContain(line);
  });

  test('prints how long port 25 was silent', () => {
    expect(result.out).toMatch(/Port 25 gave no AXIGEN banner for (\d+\.\d s|less than 0\.1 s)\./);
  });

  test('ends with the header of the message that was delivered, and how to take everything back', () => {
    const end = result.out.slice(result.out.lastIndexOf('\nDone on '));
    expect(oneLine(end)).toMatch(/^ Done on .*: 12 changes, \d restarts\./);
    expect(oneLine(end)).toContain('X-Virus-Scanner: This message was checked by NOD32 Antivirus system');
    expect(end).toMatch(/gateway-setup rollback\n.*sh \/var\/lib\/gateway-setup\/runs\/\S+\/undo\.sh/);
  });

  test('every part has its heading', () => {
    expectParts(result.out, stages.length);
  });

  test.each(mailClients)('a letter from outside arrives scanned: $name', async (client) => {
    const subject = `scanned ${client.name}`;
    const sent = await client.send(server, { from: 'a@example.org', to: labRecipient, subject });
    expect(sent.code, sent.all).toBe(0);
    expect(sent.all).toContain('220 mail.example.test AXIGEN');
    const letter = (await storedLetter(server, labRecipient, subject)) ?? '';
    // Above it stands only what AXIGEN added when it took the letter from the scanner.
    expect(letter).toMatch(
      /^(Received: .*\r?\n([ \t].*\r?\n)*)X-Virus-Scanner: This message was checked by NOD32/,
    );
  });

  test.each(mailClients)('mail from a stranger to a stranger is refused: $name', async (client) => {
    const answer = await client.send(server, { ...stranger, subject: 'relay me' });
    expect(answer.code).not.toBe(0);
    expect(answer.all).toMatch(/550 .*Relay denied/);
  });

  test('EHLO offers neither STARTTLS nor BINARYMIME nor CHUNKING, and still the rest', async () => {
    const keywords = await ehloKeywords(server);
    expect(keywords).toEqual(expect.arrayContaining(['PIPELINING', '8BITMIME', 'SIZE', 'AUTH']));
    for (const word of ['STARTTLS', 'BINARYMIME', 'CHUNKING']) expect(keywords).not.toContain(word);
  });

  test('AXIGEN\u2019s banner comes through on 25, and directly on 2525', async () => {
    expect(await greeting(server, 25)).toMatch(/^220 mail\.example\.test AXIGEN/);
    expect(await greeting(server, 2525)).toMatch(/^220 mail\.example\.test AXIGEN/);
  });

  test('the scanner listens for all, AXIGEN only for this machine', async () => {
    const { listening } = await snapshot(server);
    expect(listening).toEqual([
      '0.0.0.0:110 axigen',
      '0.0.0.0:25 nod32smtp',
      '127.0.0.1:2525 axigen',
      '127.0.0.1:7000 axigen',
    ]);
  });

  test('owner and mode of the edited files are what they were', async () => {
    const files = await server.sh(
      "stat -c '%n %U %a' /var/opt/axigen/run/axigen.cfg /var/opt/axigen/filters/smtpFilters.script",
    );
    expect(files.trim().split('\n')).toEqual([
      '/var/opt/axigen/run/axigen.cfg axigen 640',
      expect.stringMatching(/^\/var\/opt\/axigen\/filters\/smtpFilters\.script axigen \d+$/),
    ]);
  });

  test('the test message is not left in the mailbox', async () => {
    expect(await storedLetter(server, labRecipient, 'Test of the mail gateway')).toBeUndefined();
  });

  test('the password is nowhere in the journal', async () => {
    const found = await server.exec(['grep', '-r', '-l', 'lab-password', '/var/lib/gateway-setup']);
    expect(found.out).toBe('');
    const modes = await server.sh('cd /var/lib/gateway-setup/runs; stat -c %a . * */undo.sh */files');
    expect(modes).toBe('700\n700\n700\n700\n');
  });
});

/** What the operator is told of each step. */
const changedIn: Readonly<Partial<Record<StepId, Told>>> = {
  'detect-host': {
    line: 'Nothing to change',
    verified: ['HOST-DISTRIBUTION', 'HOST-ROOT', 'HOST-SPACE', 'AXIGEN-RUNNING', 'HOST-PORT-25'],
  },
  'place-license': { line: '/etc/opt/eset/nod32/license/nod32.lic', verified: ['NOD32-LICENSE'] },
  'install-scanner': { line: 'Install the package nod32lms', verified: ['NOD32-PACKAGE', 'NOD32-CONFIG'] },
  'start-scanner': {
    line: '/etc/init.d/nod32smtp start',
    verified: ['NOD32-RUNNING', 'NOD32-STANDALONE-ANSWER'],
  },
  'move-axigen-listener': {
    line: "Through AXIGEN's command line: Make 127.0.0.1:2525",
    verified: [
      'AXIGEN-LISTENER-ADDRESS',
      'AXIGEN-LISTENER-ENABLED',
      'AXIGEN-LISTENER-RATE',
      'AXIGEN-LISTENER-PEER-CONNECTIONS',
      'AXIGEN-LISTENER-PEER-RATE',
      'AXIGEN-LISTENER-LIVE',
    ],
  },
  'configure-scanner': {
    line: 'Edit /etc/opt/eset/nod32/nod32.cfg',
    verified: ['NOD32-LISTEN-ADDRESS', 'NOD32-LISTEN-PORT', 'NOD32-SERVER-ADDRESS', 'NOD32-SERVER-PORT'],
  },
  'restart-scanner': {
    line: '/etc/init.d/nod32smtp restart',
    verified: ['NOD32-LISTENING', 'NOD32-RESTART'],
  },
  'telnet-verify': { line: 'Nothing', verified: ['SMTP-BANNER'] },
  'send-test-mail': { line: 'Nothing', verified: ['TEST-MAIL-HEADER'] },
  'set-behaviour': {
    line: 'Nothing to change',
    verified: ['NOD32-SCANS', 'NOD32-ACTION-INFECTED', 'NOD32-ACTION-UNCLEANABLE', 'NOD32-QUARANTINE'],
  },
  'limit-connections': {
    line: 'Nothing to change',
    verified: ['AXIGEN-MAX-CONNECTIONS', 'AXIGEN-INTERVAL-CONNECTIONS', 'AXIGEN-TIME-INTERVAL'],
  },
  'set-scan-threads': {
    line: 'Set num_thr in /etc/opt/eset/nod32/nod32.cfg',
    verified: ['NOD32-SCAN-THREADS'],
  },
  'review-ip-rules': {
    line: 'Nothing to change',
    verified: ['IP-RULES-CLIENTS', 'IP-RULES-LISTENERS', 'IP-RULES-POLICY'],
  },
  'review-unscanned-paths': {
    line: 'Nothing to change',
    verified: ['UNSCANNED-LISTENERS', 'UNSCANNED-WEBMAIL', 'UNSCANNED-BACKEND'],
  },
  'limit-esmtp-extensions': {
    line: "Through AXIGEN's command line: Switch STARTTLS and BINARYMIME off",
    verified: ['AXIGEN-DEFAULT-CLIENT', 'AXIGEN-STARTTLS', 'AXIGEN-BINARYMIME'],
  },
  'close-open-relay': {
    line: 'Edit /var/opt/axigen/filters/smtpFilters.script',
    verified: ['RELAY-POLICY', 'RELAY-PROBE'],
  },
};
