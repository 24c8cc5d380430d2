import { expect, test } from 'vitest';
import { askCli } from '../../../../src/products/axigen/cli/ask-cli.js';
import { Transcript } from '../../../../src/smtp/transcript.js';
import { FakeStream } from '../../../smtp/scripted-server.js';
import { dialects, of2006, x } from './dialects.js';
import { fake, password } from './performing.js';

test.each(dialects)('$name: looking finds what runs, and changes nothing', async (dialect) => {
  const clients = { '501': { patternIn: '*', allowStartTLS: 'no' } };
  const cli = fake({ dialect, clients });
  const evidence = await askCli(cli.connect, { password });
  expect(evidence).toEqual({
    kind: 'offered',
    ...(dialect.version === undefined ? {} : { version: '10.3.1' }),
    missing: [],
    listeners: [
      {
        address: '0.0.0.0:25',
        settings: new Map([
          ['address', '0.0.0.0:25'],
          ['enable', 'yes'],
          ['maxconnections', '200'],
        ]),
      },
    ],
    ...(dialect.hasClients
      ? {
          clients: [
            {
              settings: new Map([
                ['priority', '501'],
                ['patternin', '*'],
                ['allowstarttls', 'no'],
              ]),
            },
          ],
        }
      : {}),
    ...(dialect.hasAccessControl
      ? {
          serviceLimits: new Map([
            ['maxconnections', '200'],
            ['peermaxconnections', '20'],
          ]),
        }
      : {}),
  });
  expect(cli.heard.filter((line) => /^(SET [^CQ]|ADD|UPDATE|REMOVE|COMMIT|DONE|SAVE)/.test(line))).toEqual(
    [],
  );
  expect(cli.heard.at(-1)).toBe('EXIT');
  expect(cli.state.running).toEqual(cli.state.saved);
  expect(cli.open).toBe(0);
});

test('without a password it is only seen that it answers', async () => {
  const cli = fake();
  const evidence = await askCli(cli.connect, { password: undefined });
  expect(evidence).toMatchObject({ kind: 'not-usable', answers: true });
  expect(evidence).toHaveProperty('reason', expect.stringContaining('no password'));
  expect(cli.heard).toEqual(['EXIT']);
});

test('a wrong password is tried once, and nobody is told it', async () => {
  const cli = fake();
  const transcript = new Transcript();
  const evidence = await askCli(cli.connect, { password: 'wrong horse', transcript });
  expect(evidence).toEqual({
    kind: 'not-usable',
    reason:
      'AXIGEN\u2019s command line did not accept the password of admin. It said: -ERR: bad user name or password',
    answers: true,
    loginRefused: true,
  });
  expect(cli.heard.filter((line) => line === 'wrong horse')).toHaveLength(1);
  expect(JSON.stringify(transcript.entries)).not.toContain('wrong horse');
});

test.each([
  ['AXIGEN, PASSWORD told me', '<login> '],
  ['somebody else, PASSWORD told me', '<login> '],
])('a greeting with the password in it is not shown: %s', async (greeting, prompt) => {
  const stream = new FakeStream();
  const transcript = new Transcript();
  stream.push(Buffer.from(`${greeting.replace('PASSWORD', password)}\r\n${prompt}`));
  stream.push(null);
  const evidence = await askCli(async () => stream, { password, transcript });
  expect(evidence.kind).toBe('not-usable');
  expect(transcript.entries.map(({ text }) => text)).toContain(greeting.replace('PASSWORD', '<hidden>'));
  expect(JSON.stringify([evidence, transcript.entries])).not.toContain(password);
});

test.each([
  ['of several lines', 'two\nlines'],
  ['that is empty', ''],
])('a password %s is not sent', async (_name, wrong) => {
  const cli = fake();
  const evidence = await askCli(cli.connect, { password: wrong });
  expect(evidence).toHaveProperty('reason', 'The password of AXIGEN\u2019s admin must be one line of text.');
  expect(cli.heard).toEqual([]);
});

test('a user admin that is refused is told', async () => {
  const cli = fake({ refuse: (command) => command === 'USER admin' });
  const evidence = await askCli(cli.connect, { password });
  expect(evidence).toHaveProperty('reason', expect.stringContaining('did not accept the user admin'));
  expect(cli.heard).not.toContain(password);
});

test('nothing answers there', async () => {
  const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
  const evidence = await askCli(() => Promise.reject(refused), { password });
  expect(evidence).toEqual({
    kind: 'not-usable',
    reason:
      'AXIGEN\u2019s command line cannot be reached: nothing accepts connections there (connection refused).',
    answers: false,
  });
});

test.each([
  ['another program', '220 mail ESMTP ready\r\n<login> ', 'does not greet as'],
  ['one that is inside at once', 'AXIGEN\r\n<#> ', 'does not greet as'],
  ['one that says too much', `${'AXIGEN '.repeat(4000)}\r\n`, 'more than 16384 bytes'],
  ['one that never comes to its end', 'AXIGEN Command Line\r\n'.repeat(40_000), 'longer than 524288 bytes'],
])('%s gets no password', async (_name, greeting, words) => {
  const stream = new FakeStream();
  stream.push(Buffer.from(greeting));
  const evidence = await askCli(async () => stream, { password });
  expect(evidence).toMatchObject({ kind: 'not-usable', answers: false });
  expect(evidence).toHaveProperty('reason', expect.stringContaining(words));
  expect(stream.written.join('')).not.toContain(password);
  expect(stream.destroyed).toBe(true);
});

test.each<readonly [string, Parameters<typeof fake>[0], readonly string[] | RegExp]>([
  ['no HELP', { refuse: (command) => command === 'HELP' }, /does not offer .*: the SMTP-In service/],
  [
    'no way into the service',
    { refuse: (command) => command === 'CONFIG SMTP-INCOMING' },
    /does not offer .*: the SMTP-In service/,
  ],
  ['no SAVE CONFIG', { dialect: { ...of2006, saves: [] } }, ['SAVE CONFIG']],
  ['neither clients nor what came after them', { dialect: { ...x, hasAccessControl: false } }, ['clients']],
])('what is missing is named: %s', async (_name, options, expected) => {
  const evidence = await askCli(fake(options).connect, { password });
  if (expected instanceof RegExp) {
    expect(evidence).toMatchObject({ kind: 'not-usable', answers: true });
    expect(evidence).toHaveProperty('reason', expect.stringMatching(expected));
  } else expect(evidence).toMatchObject({ kind: 'offered', missing: expected });
});

test('a listing that is refused although it is offered leaves it open what runs', async () => {
  const cli = fake({ refuse: (command) => command === 'LIST Listeners' });
  const evidence = await askCli(cli.connect, { password });
  expect(evidence).toHaveProperty('reason', expect.stringContaining('refused \u201cLIST Listeners\u201d'));
});

test('a line of an answer that looks like a prompt does not end it', async () => {
  const dialect = { ...x, listHead: ['<login> ', '<#>', 'Address | Enable'] };
  const evidence = await askCli(fake({ dialect, pieces: 1 }).connect, { password });
  expect(evidence).toMatchObject({ kind: 'offered', listeners: [{ address: '0.0.0.0:25' }] });
});
