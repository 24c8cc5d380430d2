import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { type Edits, ten } from './stand-in.js';
import { useStandIn } from './use-stand-in.js';

const { client, greet, start } = useStandIn(ten);

async function ehlo(config: Edits = [], policy: Edits = []): Promise<string[]> {
  const talk = await client(await start(config, policy));
  return (await talk.ask('EHLO c')).split('\n');
}

const asInstalled = [
  '250-mail.example.test Axigen ESMTP hello',
  '250-PIPELINING',
  '250-AUTH PLAIN LOGIN CRAM-MD5',
  '250-AUTH=PLAIN LOGIN CRAM-MD5',
  '250-8BITMIME',
  '250-BINARYMIME',
  '250-CHUNKING',
  '250-SIZE 10485760',
  '250-STARTTLS',
  '250-HELP',
  '250 OK',
];

describe('words', () => {
  test('the banner is the one that the policy sets, EHLO and QUIT are the later ones', async () => {
    const { talk, greeting } = await greet((await start()).smtpPort);
    expect(greeting).toBe('220 mail.example.test Axigen ESMTP ready');
    expect((await talk.ask('EHLO c')).split('\n')).toEqual(asInstalled);
    expect(await talk.ask('QUIT')).toBe(
      '221-mail.example.test Axigen ESMTP is closing connection\n221 Good bye',
    );
  });

  test('another smtpGreeting replaces it; without one the server has its own', async () => {
    const words = 'mail.example.test Axigen ESMTP ready';
    const other = await start([], [[words, 'Go away\nor stay']]);
    expect((await greet(other.smtpPort)).greeting).toBe('220-Go away\n220 or stay');
    await other.stop();
    const none = await start([], [['\tcall (WA_Acceptance_basic_banner);\n', '']]);
    expect((await greet(none.smtpPort)).greeting).toBe(`220 ${words}`);
  });
});

describe('the policy decides what is offered', () => {
  test.each([
    ['allowStartTLS', ['STARTTLS']],
    ['allowBinaryData', ['BINARYMIME', 'CHUNKING']],
    ['allow8bitMime', ['8BITMIME']],
    ['allowPipelining', ['PIPELINING']],
  ])('%s "no" takes away %j and nothing else', async (variable, missing) => {
    const offered = await ehlo([], [[`set (${variable}, "yes")`, `set (${variable}, "no")`]]);
    expect(asInstalled.filter((line) => !offered.includes(line))).toEqual(
      missing.map((keyword) => `250-${keyword}`),
    );
  });

  test('later wins: a method called after those of WebAdmin', async () => {
    const offered = await ehlo(
      [],
      [
        ['\tcall (WA_Routing_basic_delivery);\n', '\tcall (WA_Routing_basic_delivery);\n\tcall (ours);\n'],
        [
          'method WA_Acceptance_basic {',
          'method ours {\n\tset (ALLOWSTARTTLS, "no");\n}\n\nmethod WA_Acceptance_basic {',
        ],
      ],
    );
    expect(offered).not.toContain('250-STARTTLS');
    expect(offered).toContain('250-CHUNKING');
  });

  test('what is not offered is not taken either', async () => {
    const edits = ['allowStartTLS', 'allowBinaryData'].map(
      (name) => [`set (${name}, "yes")`, `set (${name}, "no")`] as const,
    );
    const { talk } = await greet((await start([], edits)).smtpPort);
    await talk.ask('EHLO c');
    expect(await talk.ask('STARTTLS')).toBe('502 Command not implemented');
    expect(await talk.ask('MAIL FROM:<a@b.test> BODY=BINARYMIME')).toBe('504 BODY type not supported');
  });

  test('maxDataSize and maxRcptCount', async () => {
    const axigen = await start(
      [],
      [
        ['set (maxDataSize, "10240")', 'set (maxDataSize, "2")'],
        ['set (maxRcptCount, "1000")', 'set (maxRcptCount, "1")'],
      ],
    );
    const talk = await client(axigen);
    expect(await talk.ask('EHLO c')).toContain('250-SIZE 2048\n');
    expect(await talk.ask('MAIL FROM:<a@b.test> SIZE=2049')).toMatch(/^552 /);
    await talk.askAll('MAIL FROM:<a@b.test>', 'RCPT TO:<alice@example.test>');
    expect(await talk.ask('RCPT TO:<postmaster@example.test>')).toBe('452 Too many recipients');
  });
});

describe('relaying', () => {
  const relay = ['EHLO c', 'MAIL FROM:<a@b.test>', 'RCPT TO:<x@elsewhere.test>'];

  test("the Configuration Wizard's rule lets the loopback relay", async () => {
    const { talk } = await greet((await start()).smtpPort);
    expect(await talk.askAll(...relay)).toBe('250 Recipient accepted');
  });

  test('without it only who has given a password may, and local mail arrives', async () => {
    const edits: Edits = [['127.0.0.0/255.0.0.0', '192.0.2.0/255.255.255.0']];
    const { talk } = await greet((await start([], edits)).smtpPort);
    expect(await talk.askAll(...relay)).toMatch(/^550 .*Relay denied/);
    expect(await talk.ask('RCPT TO:<alice@example.test>')).toBe('250 Recipient accepted');
    const secret = Buffer.from('\0alice\0lab-password').toString('base64');
    expect(await talk.askAll('RSET', `AUTH PLAIN ${secret}`)).toMatch(/^235 /);
    expect(await talk.askAll(...relay)).toBe('250 Recipient accepted');
  });
});

describe('POP3', () => {
  test('no password in the clear, APOP works', async () => {
    const { talk, greeting } = await greet((await start()).pop3Port);
    expect(greeting).toMatch(/^\+OK AXIGEN POP3 server on mail\.example\.test ready <.+>$/);
    expect(await talk.ask('USER alice')).toMatch(/^-ERR /);
    expect(await talk.ask('PASS lab-password')).toMatch(/^-ERR /);
    await talk.ask('CAPA');
    expect(await talk.listing()).not.toContain('USER');
    const key = /<.+>/.exec(greeting)?.[0] ?? '';
    const digest = createHash('md5').update(`${key}lab-password`).digest('hex');
    expect(await talk.ask(`APOP alice ${digest}`)).toBe('+OK Mailbox open, 0 messages');
  });

  test('plainConnAllowLogin = yes takes it', async () => {
    const axigen = await start([['plainConnAllowLogin = no', 'plainConnAllowLogin = yes']]);
    const { talk } = await greet(axigen.pop3Port);
    expect(await talk.askAll('USER alice', 'PASS lab-password')).toMatch(/^\+OK /);
  });
});

describe('serviceAccessControl', () => {
  const wideListener: Edits = [
    ['peerMaxConnections = 20', 'peerMaxConnections = 200'],
    ['listeners = (\n', 'listeners = (\n{ address = 127.0.0.3:0 }\n'],
  ];
  const control = 'serviceAccessControl = {\n            maxConnections = 200\n';
  const refused = '421 mail.example.test too many connections';

  test('its limits hold for all listeners of the service together', async () => {
    const axigen = await start([...wideListener, [control, `${control.replace('200', '2')}`]]);
    const other = axigen.server.ports().get('smtp 127.0.0.3:0') ?? 0;
    expect((await greet(axigen.smtpPort)).greeting).toMatch(/^220 /);
    const second = await greet(other, '127.0.0.9', '127.0.0.3');
    expect(second.greeting).toMatch(/^220 /);
    expect((await greet(axigen.smtpPort)).greeting).toBe(refused);
    expect(axigen.log.join('')).toContain('refused: maxConnections of serviceAccessControl reached');
    // What ended makes room in both counts, and POP3 has its own.
    await second.talk.ask('QUIT');
    await second.talk.rest();
    expect((await greet(axigen.smtpPort)).greeting).toMatch(/^220 /);
    expect((await greet(axigen.pop3Port)).greeting).toMatch(/^\+OK /);
  });

  test('without the object its defaults hold: 20 of one peer, whatever the listener says', async () => {
    const axigen = await start([...wideListener, ['serviceAccessControl = {', 'sslControl = {']]);
    for (let count = 1; count <= 20; count += 1) {
      expect((await greet(axigen.smtpPort)).greeting).toMatch(/^220 /);
    }
    expect((await greet(axigen.smtpPort)).greeting).toBe(refused);
    expect((await greet(axigen.smtpPort, '127.0.0.8')).greeting).toMatch(/^220 /);
    expect(axigen.log.join('')).toContain('refused: peerMaxConnections of serviceAccessControl reached');
  });
});

test('there are no clients: a set of them is ignored, and the log says so', async () => {
  const clients = 'clients = ( { patternIn = "*" patternOut = "*" priority = 501 allowStartTLS = no } )\n';
  const axigen = await start([['        enableSmtpRouting = no\n', clients]]);
  const talk = await client(axigen);
  expect(await talk.ask('EHLO c')).toContain('STARTTLS');
  expect(axigen.log.join('')).toMatch(/axigen\.cfg:\d+: the SMTP service has no attribute clients: ignored/);
});
