import { describe, expect, test } from 'vitest';
import { Cancelled } from '../../src/errors.js';
import { probeBanner } from '../../src/smtp/probe-banner.js';
import { probeEhlo } from '../../src/smtp/probe-ehlo.js';
import { formatTranscript } from '../../src/smtp/transcript.js';
import { closedPort, FakeStream, type Guest, scriptedServer, tcp } from './scripted-server.js';

/** For servers that leave us waiting; long enough for what they do say on a busy machine. */
const quick = { timeoutMs: 400, closeWaitMs: 100 };
const patient = { timeoutMs: 5000, closeWaitMs: 5000 };

async function banner(script: (guest: Guest) => Promise<void> | void, options = patient) {
  await using server = await scriptedServer(script);
  const probe = await probeBanner(server.connect, options);
  return { probe, heard: server.heard };
}

describe('probeBanner', () => {
  test('a server that is ready is thanked with QUIT', async () => {
    const { probe, heard } = await banner(async ({ say, hear, socket }) => {
      say('220 mail.example.com AXIGEN SMTP ready\r\n');
      await hear();
      say('221-closing\r\n221 Good bye\r\n');
      socket.end();
    });
    expect(probe).toMatchObject({ kind: 'answered', code: 220, closed: false });
    expect(probe).toHaveProperty('lines', ['mail.example.com AXIGEN SMTP ready']);
    expect(heard).toEqual(['QUIT']);
    expect(formatTranscript(probe.transcript)).toBe(
      [
        '=== Connected.',
        '<-  220 mail.example.com AXIGEN SMTP ready',
        ' -> QUIT',
        '<-  221-closing',
        '<-  221 Good bye',
      ].join('\n'),
    );
  });

  test('a greeting of several lines', async () => {
    const { probe } = await banner(
      ({ say }) => say('220-SMTP proxy\r\n220 mail.example.com ready\r\n'),
      quick,
    );
    expect(probe).toMatchObject({ kind: 'answered', lines: ['SMTP proxy', 'mail.example.com ready'] });
  });

  test('421 and close, and it is what we hoped for', async () => {
    await using server = await scriptedServer(({ socket }) => {
      socket.end('421 proxy: server connect error, closing connection\r\n');
    });
    const probe = await probeBanner(server.connect, { ...patient, expect: (code) => code === 421 });
    expect(probe).toMatchObject({
      kind: 'answered',
      code: 421,
      lines: ['proxy: server connect error, closing connection'],
      closed: true,
    });
    expect(formatTranscript(probe.transcript)).toBe(
      [
        '=== Connected.',
        '<-  421 proxy: server connect error, closing connection',
        '=== The server closed the connection.',
      ].join('\n'),
    );
    expect(server.heard).toEqual([]);
  });

  test('421 and cut off by a reset', async () => {
    const { probe } = await banner(({ socket }) => {
      socket.write('421 no\r\n', () => setTimeout(() => socket.resetAndDestroy(), 30));
    });
    expect(probe).toMatchObject({ kind: 'answered', code: 421, closed: true });
    expect(formatTranscript(probe.transcript)).toContain('<** 421 no');
  });

  test('554 from a server that stays', async () => {
    const { probe } = await banner(({ say }) => say('554 no\r\n'), quick);
    expect(probe).toMatchObject({ kind: 'answered', code: 554, closed: false });
  });

  test('220 and closed by itself', async () => {
    const { probe } = await banner(({ socket }) => void socket.end('220 ready\r\n'));
    expect(probe).toMatchObject({ kind: 'answered', code: 220, closed: true });
  });

  test('a slow greeting within the deadline', async () => {
    const { probe } = await banner(
      ({ say, socket }) => {
        say('22');
        setTimeout(() => say('0 ready\r'), 30);
        setTimeout(() => socket.end('\n'), 60);
      },
      { timeoutMs: 2000, closeWaitMs: 50 },
    );
    expect(probe).toMatchObject({ kind: 'answered', code: 220, lines: ['ready'] });
  });

  test('nothing listens', async () => {
    const port = await closedPort();
    const probe = await probeBanner(() => tcp(port), patient);
    expect(probe).toMatchObject({ kind: 'refused', reason: 'refused' });
    expect(formatTranscript(probe.transcript)).toBe(
      '*** nothing accepts connections there (connection refused)',
    );
  });

  test('a connection that never comes about; when it comes too late it is closed', async () => {
    const late = new FakeStream();
    let arrive: () => void = () => undefined;
    const probe = await probeBanner(() => new Promise((resolve) => (arrive = () => resolve(late))), quick);
    expect(probe).toMatchObject({ kind: 'refused', reason: 'timeout' });
    arrive();
    await expect.poll(() => late.destroyed).toBe(true);
  });

  test('silence', async () => {
    const { probe } = await banner(() => undefined, quick);
    expect(probe).toMatchObject({ kind: 'silent' });
    expect(probe.kind === 'silent' && probe.waitedMs).toBeGreaterThanOrEqual(390);
  });

  const wordless: [string, (guest: Guest) => void, string][] = [
    ['closed without a word', ({ socket }) => void socket.end(), 'closed'],
    ['reset without a word', ({ socket }) => void socket.resetAndDestroy(), 'reset'],
  ];
  test.each(wordless)('%s', async (_, script, reason) => {
    const { probe } = await banner(script);
    expect(probe).toMatchObject({ kind: 'refused', reason });
  });

  const garbled: [string, (guest: Guest) => void, string, string[]][] = [
    ['no end of line', ({ say }) => say('220 ready'), 'timeout', ['220 ready']],
    [
      'half a greeting, then closed',
      ({ socket }) => void socket.end('220-one\r\n220 tw'),
      'closed',
      ['220-one', '220 tw'],
    ],
    ['a first line only', ({ say }) => say('220-one\r\n'), 'timeout', ['220-one']],
    ['another protocol', ({ say }) => say('SSH-2.0-OpenSSH_4.3\r\n'), 'malformed', ['SSH-2.0-OpenSSH_4.3']],
    ['mixed codes', ({ say }) => say('220-one\r\n421 two\r\n'), 'malformed', ['220-one', '421 two']],
    [
      'a line of megabytes',
      ({ say }) => say('220 '.padEnd(3_000_000, 'x')),
      'too-long',
      [expect.stringMatching(/^220 x+/)],
    ],
    [
      'lines without end',
      ({ say }) => say('220-more\r\n'.repeat(5000)),
      'too-long',
      Array(100).fill('220-more'),
    ],
  ];
  test.each(garbled)('%s', async (_, script, reason, lines) => {
    const { probe } = await banner(script, reason === 'timeout' ? quick : patient);
    expect(probe).toMatchObject({ kind: 'garbled', reason, lines });
    expect(probe.transcript.at(-1)?.mark).toBe('problem');
  });

  test('control sequences of a banner reach neither the data nor the transcript', async () => {
    const { probe } = await banner(
      ({ say }) => say('220 \u001b]0;owned\u0007\u001b[2Jhi\u0000\r\r\n'),
      quick,
    );
    expect(probe).toHaveProperty('lines', ['\\x1b]0;owned\\x07\\x1b[2Jhi\\x00\\x0d']);
    expect(JSON.stringify(probe)).not.toMatch(/\\u00/);
    expect(formatTranscript(probe.transcript)).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
  });

  test('the whole conversation has an end, too', async () => {
    await using server = await scriptedServer(({ say }) => {
      setTimeout(() => say('220 ready\r\n'), 30);
    });
    const probe = await probeBanner(server.connect, { timeoutMs: 60_000, totalMs: 600 });
    expect(probe).toMatchObject({ kind: 'answered', code: 220 });
  });

  test('cancelled is no verdict on the server', async () => {
    await using server = await scriptedServer(() => undefined);
    const cancel = new AbortController();
    const probe = probeBanner(server.connect, { timeoutMs: 60_000, signal: cancel.signal });
    await expect.poll(server.connections).toBe(1);
    cancel.abort();
    await expect(probe).rejects.toThrow(Cancelled);
    await expect(probeBanner(server.connect, { signal: cancel.signal })).rejects.toThrow(Cancelled);
    expect(server.connections()).toBe(1);
  });
});

describe('probeEhlo', () => {
  test('keywords, and a polite end', async () => {
    await using server = await scriptedServer(async ({ say, hear }) => {
      say('220 ready\r\n');
      await hear();
      say('250-mail.example.com hello\r\n250-SIZE 10485760\r\n250-starttls\r\n250 OK\r\n');
      await hear();
      say('221 bye\r\n');
    });
    const probe = await probeEhlo(server.connect, { name: 'probe.example.com', ...patient });
    expect(probe).toMatchObject({
      kind: 'answered',
      greeting: { code: 220 },
      keywords: [
        { keyword: 'SIZE', params: ['10485760'] },
        { keyword: 'STARTTLS', params: [] },
        { keyword: 'OK', params: [] },
      ],
    });
    expect(server.heard).toEqual(['EHLO probe.example.com', 'QUIT']);
  });

  const failures: [string, (guest: Guest) => Promise<void> | void, object][] = [
    [
      'refused at the greeting',
      ({ say }) => say('421 busy\r\n'),
      { kind: 'refused', stage: 'greeting', reply: { code: 421, lines: ['busy'] } },
    ],
    [
      'refused at EHLO',
      async ({ say, hear }) => {
        say('220 hi\r\n');
        await hear();
        say('500 what\r\n');
      },
      { kind: 'refused', stage: 'ehlo', reply: { code: 500, lines: ['what'] } },
    ],
    [
      'closed at EHLO',
      async ({ say, hear, socket }) => {
        say('220 hi\r\n');
        await hear();
        socket.end('250-half\r\n');
      },
      { kind: 'broken', stage: 'ehlo', reason: 'closed' },
    ],
    ['silent', () => undefined, { kind: 'broken', stage: 'greeting', reason: 'timeout' }],
  ];
  test.each(failures)('%s', async (_, script, expected) => {
    await using server = await scriptedServer(script);
    expect(await probeEhlo(server.connect, { name: 'a', ...quick })).toMatchObject(expected);
  });

  test('no connection; and a name that could smuggle a command', async () => {
    const port = await closedPort();
    const connect = () => tcp(port);
    expect(await probeEhlo(connect, { name: 'a' })).toMatchObject({
      kind: 'broken',
      stage: 'connect',
      reason: 'refused',
    });
    await expect(probeEhlo(connect, { name: 'a\r\nMAIL FROM:<>' })).rejects.toThrow(RangeError);
  });
});
