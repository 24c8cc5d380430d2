import { expect, test } from 'vitest';
import { relay } from '../../../src/engine/evidence/relay.js';
import type { Host } from '../../../src/host/host.js';
import type { RelayEvidence } from '../../../src/model/probe.js';
import { scriptedServer, tcp } from '../../smtp/scripted-server.js';
import { scriptedOperator } from '../../support/operator.js';
import { answers } from '../../support/server.js';

/** Answers each line of the client with the next of the replies, after the greeting. */
async function ask(
  replies: readonly string[],
): Promise<{ evidence: RelayEvidence; heard: readonly string[] }> {
  await using server = await scriptedServer(async (guest) => {
    for (const [index, reply] of replies.entries()) {
      if (index > 0 && (await guest.hear()) === undefined) return;
      guest.say(`${reply}\r\n`);
    }
    await guest.hear();
    guest.socket.end();
  });
  const host: Host = {
    name: 'mail',
    run: () => Promise.reject(new Error('nothing is run here')),
    putFile: () => Promise.reject(new Error('nothing is written here')),
    connect: () => tcp(server.port),
    close: async () => {},
  };
  const evidence = await relay(25, {
    host,
    operator: scriptedOperator().operator,
    answers,
    secrets: {},
    log: () => {},
    signal: new AbortController().signal,
  });
  return { evidence, heard: [...server.heard] };
}

test.each<readonly [string, readonly string[], Partial<RelayEvidence>]>([
  [
    'the recipient is refused for good',
    ['220 ready', '250 mail', '250 ok', '550 relaying denied', '221 bye'],
    { kind: 'refused', stage: 'rcpt', reply: '550 relaying denied' },
  ],
  [
    'the sender is refused for good',
    ['220 ready', '250 mail', '553 no such domain', '221 bye'],
    { kind: 'refused', stage: 'mail', reply: '553 no such domain' },
  ],
  [
    'the recipient is taken',
    ['220 ready', '250 mail', '250 ok', '250 recipient ok', '221 bye'],
    { kind: 'accepted', reply: '250 recipient ok' },
  ],
  // What says nothing of whom the server takes mail for must never be taken for a closed relay.
  [
    'refused for now',
    ['220 ready', '250 mail', '250 ok', '450 try again later', '221 bye'],
    { kind: 'broken' },
  ],
  ['too busy to talk', ['421 too many connections'], { kind: 'broken' }],
  ['not willing to talk', ['554 go away'], { kind: 'broken' }],
])('%s', async (_name, replies, expected) => {
  const { evidence, heard } = await ask(replies);
  expect(evidence).toMatchObject(expected);
  expect(heard).not.toContain('DATA');
});
