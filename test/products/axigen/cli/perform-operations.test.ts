import { expect, test } from 'vitest';
import { formatTranscript } from '../../../../src/smtp/transcript.js';
import { dialects, of2006, x } from './dialects.js';
import { fake, move, password, perform, saved } from './performing.js';

test.each(dialects)('$name: the listener moves, and is saved', async (dialect) => {
  const cli = fake({ dialect });
  const { transcript } = await perform(cli);
  for (const { listeners } of [cli.state.running, cli.state.saved]) {
    expect(Object.fromEntries(listeners)).toEqual({
      '127.0.0.1:2525': { enable: 'yes', maxConnections: '200', peerMaxConnections: '200' },
    });
  }
  expect(cli.open).toBe(0);
  expect(formatTranscript(transcript)).not.toContain(password);
});

test.each(dialects)('$name: answers in pieces of one byte are the same answers', async (dialect) => {
  const cli = fake({ dialect, pieces: 1 });
  await perform(cli);
  expect([...cli.state.saved.listeners.keys()]).toEqual(['127.0.0.1:2525']);
});

test('what is said on X', async () => {
  const cli = fake({ dialect: x });
  await perform(cli);
  expect(cli.changing).toEqual([
    'BACK',
    'BACK',
    'BACK',
    'CONFIG SERVER',
    'CONFIG SMTP-INCOMING',
    'UPDATE Listener address 0.0.0.0:25',
    'SET address 127.0.0.1:2525',
    'SET peerMaxConnections 200',
    'COMMIT',
    'COMMIT',
    'COMMIT',
    'SAVE CONFIG',
    'EXIT',
  ]);
});

test('without SET address, the new listener is there before the old one goes', async () => {
  const cli = fake({ dialect: { ...of2006, renames: false } });
  await perform(cli);
  expect(cli.changing).toEqual([
    'BACK',
    'BACK',
    'BACK',
    'CONFIG SERVER',
    'CONFIG SMTP-IN',
    'ADD Listener address 127.0.0.1:2525',
    'SET enable yes',
    'SET maxConnections 200',
    'SET peerMaxConnections 200',
    'COMMIT',
    'REMOVE Listener address 0.0.0.0:25',
    'COMMIT',
    'COMMIT',
    'ENTER commands',
    'ENTER server',
    'SAVE CONFIG',
    'EXIT',
  ]);
});

test('clients are added and changed, in the form of 2006', async () => {
  const clients = { '100': { patternIn: '10.*', patternOut: '*', allowStartTLS: 'yes' } };
  const cli = fake({ dialect: of2006, clients });
  const settings = new Map([
    ['priority', '100'],
    ['allowstarttls', 'yes'],
  ]);
  await perform(
    cli,
    [
      { kind: 'change-client', index: 0, priority: '100', settings: [['allowStartTLS', 'no']] },
      {
        kind: 'add-client',
        settings: [
          ['priority', '501'],
          ['patternIn', '*'],
          ['allowBinaryData', 'no'],
        ],
      },
    ],
    { ...saved, clients: [{ settings }] },
  );
  expect(Object.fromEntries(cli.state.saved.clients)).toEqual({
    '100': { patternIn: '10.*', patternOut: '*', allowStartTLS: 'no' },
    '501': { patternIn: '*', allowBinaryData: 'no' },
  });
});

test('limits of the service are kept by DONE, and put in force by the COMMIT above', async () => {
  const cli = fake({ dialect: x });
  await perform(cli, [{ kind: 'set-service-limits', settings: [['peerMaxConnections', '200']] }]);
  expect(cli.state.saved.limits).toEqual({ maxConnections: '200', peerMaxConnections: '200' });
  expect(cli.heard).toContain('DONE');
});

test('when nothing is to be done, nothing is committed and nothing saved', async () => {
  const cli = fake();
  await perform(cli, [{ kind: 'change-listener', index: 0, address: '0.0.0.0:25', settings: [] }]);
  expect(cli.heard.filter((line) => /COMMIT|SAVE|SET [^CQ]/.test(line))).toEqual([]);
});

test('a password is sent as it is, and only once', async () => {
  const cli = fake({ password: `it's "me" \\ 5%` });
  await perform(cli, move, saved, { password: `it's "me" \\ 5%` });
  expect(cli.heard.filter((line) => line === `it's "me" \\ 5%`)).toHaveLength(1);
});

test('a server that repeats what is typed does not give the password away', async () => {
  const cli = fake({ echo: true });
  const { transcript } = await perform(cli);
  expect([...cli.state.saved.listeners.keys()]).toEqual(['127.0.0.1:2525']);
  expect(formatTranscript(transcript)).toContain('<hidden>');
  expect(formatTranscript(transcript)).not.toContain(password);
});
