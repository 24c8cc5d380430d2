import type { Socket } from 'node:net';
import { reasonOf } from '../daemon/start-refusal.js';
import { MessageSpool } from '../scanning/message-spool.js';
import { DotDecoder, DotEncoder } from './dot-codec.js';
import type { DataRules } from './rules.js';
import type { SocketReader } from './socket-reader.js';
import { writeTo } from './socket-write.js';
import type { UpstreamLink } from './upstream-link.js';

interface Parties {
  readonly client: Socket;
  readonly reader: SocketReader;
  readonly upstream: UpstreamLink;
}

type Collected = 'complete' | 'too-large' | 'failed' | 'cut-off';

/** Reads up to the message's end in any case: only then may the client be answered. */
async function collect(reader: SocketReader, spool: MessageSpool, rules: DataRules): Promise<Collected> {
  const decoder = new DotDecoder();
  let outcome: Collected = 'complete';
  for (;;) {
    const chunk = await reader.chunk();
    if (chunk === undefined) return 'cut-off';
    const { pieces, rest } = decoder.push(chunk);
    for (const piece of pieces) {
      if (outcome !== 'complete') break;
      if (spool.size + piece.length > rules.mostBytes) outcome = 'too-large';
      else outcome = await spool.append(piece).then(() => 'complete' as const, failure(rules));
    }
    if (rest === undefined) continue;
    reader.unread(rest);
    return outcome;
  }
}

function failure(rules: DataRules): (error: unknown) => 'failed' {
  return (error) => {
    rules.log(`error: cannot collect a message: ${reasonOf(error)}`);
    return 'failed';
  };
}

/** The transaction that AXIGEN still has open is given up; the client gets `reply` for it. */
async function refuse(parties: Parties, reply: string): Promise<void> {
  const reset = parties.upstream.reply(false);
  await parties.upstream.send('RSET\r\n');
  if ((await reset) !== undefined) await writeTo(parties.client, reply);
}

async function passOn(parties: Parties, body: AsyncGenerator<Buffer>): Promise<void> {
  const invited = parties.upstream.reply(false);
  await parties.upstream.send('DATA\r\n');
  const invitation = await invited;
  if (invitation === undefined) return;
  if (invitation.code !== 354) {
    await writeTo(parties.client, invitation.raw);
    return;
  }
  const accepted = parties.upstream.reply();
  const encoder = new DotEncoder();
  for await (const piece of body) await parties.upstream.send(encoder.push(piece));
  await parties.upstream.send(encoder.finish());
  await accepted;
}

/**
 * DATA: the client is invited to send its message here, and AXIGEN is asked only once the message is found fit to be
 * delivered. One that is not leaves no trace there.
 *
 * @returns false when the client left in the middle of its message.
 */
export async function transferMessage(parties: Parties, rules: DataRules): Promise<boolean> {
  const { replies } = rules;
  let spool: MessageSpool;
  try {
    spool = await MessageSpool.create(rules.temporaryFolder, rules.program);
  } catch (error) {
    failure(rules)(error);
    await refuse(parties, replies.localTrouble);
    return true;
  }
  try {
    await writeTo(parties.client, replies.startInput);
    const outcome = await collect(parties.reader, spool, rules);
    if (outcome === 'cut-off') return false;
    if (outcome !== 'complete')
      await refuse(parties, outcome === 'failed' ? replies.localTrouble : replies.tooLarge);
    else await decideAndPass(parties, rules, spool);
    return true;
  } finally {
    await spool.discard();
  }
}

async function decideAndPass(parties: Parties, rules: DataRules, spool: MessageSpool): Promise<void> {
  const from = parties.client.remoteAddress ?? 'unknown';
  const handled = await rules.handle(spool).catch((error: unknown) => {
    rules.log(`error: a message from ${from} was not scanned, deferring it: ${reasonOf(error)}`);
  });
  if (handled === undefined) {
    await refuse(parties, rules.replies.scannerAway);
    return;
  }
  rules.log(`message from ${from}, ${spool.size} bytes: ${handled.note}`);
  if (handled.refusal === undefined) await passOn(parties, handled.body());
  else await refuse(parties, handled.refusal);
}
