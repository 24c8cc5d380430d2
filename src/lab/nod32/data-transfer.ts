import type { Socket } from 'node:net';
import { DotDecoder } from './dot-codec.js';
import { handleMessage, type MessageRules } from './message-handler.js';
import { MessageSpool } from './message-spool.js';
import { blockedReply, localTrouble, scannerAway, startInput, tooLarge } from './replies.js';
import type { SocketReader } from './socket-reader.js';
import { writeTo } from './socket-write.js';
import { reasonOf } from './start-refusal.js';
import type { UpstreamLink } from './upstream-link.js';

export interface DataRules extends MessageRules {
  readonly temporaryFolder: string;
  /** The largest message that is collected, in bytes. */
  readonly mostBytes: number;
  readonly log: (text: string) => void;
}

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
  for await (const piece of body) await parties.upstream.send(piece);
  await accepted;
}

/**
 * DATA: the client is invited to send its message here, and AXIGEN is asked only once the message is found fit to be
 * delivered. One that is not leaves no trace there.
 *
 * @returns false when the client left in the middle of its message.
 */
export async function transferMessage(parties: Parties, rules: DataRules): Promise<boolean> {
  let spool: MessageSpool;
  try {
    spool = await MessageSpool.create(rules.temporaryFolder);
  } catch (error) {
    failure(rules)(error);
    await refuse(parties, localTrouble);
    return true;
  }
  try {
    await writeTo(parties.client, startInput);
    const outcome = await collect(parties.reader, spool, rules);
    if (outcome === 'cut-off') return false;
    if (outcome !== 'complete') await refuse(parties, outcome === 'failed' ? localTrouble : tooLarge);
    else await decideAndPass(parties, rules, spool);
    return true;
  } finally {
    await spool.discard();
  }
}

async function decideAndPass(parties: Parties, rules: DataRules, spool: MessageSpool): Promise<void> {
  const from = parties.client.remoteAddress ?? 'unknown';
  const handled = await handleMessage(rules, spool).catch((error: unknown) => {
    rules.log(`error: a message from ${from} was not scanned, deferring it: ${reasonOf(error)}`);
  });
  if (handled === undefined) {
    await refuse(parties, scannerAway);
    return;
  }
  const { action, reason } = handled.decision;
  rules.log(`message from ${from}, ${spool.size} bytes: ${action} (${reason})`);
  if (action === 'accept') await passOn(parties, handled.body());
  else await refuse(parties, blockedReply(action, reason));
}
