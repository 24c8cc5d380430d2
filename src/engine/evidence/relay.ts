import type { RelayEvidence } from '../../model/probe.js';
import { askEnvelope } from '../../smtp/ask-envelope.js';
import type { Connect } from '../../smtp/connect.js';
import type { StagesResult } from '../../smtp/stages.js';
import { envelopeEvidence, helo, stranger } from './envelope-evidence.js';
import type { EvidenceOptions } from './gather.js';

/** From where it is asked. */
interface Asker {
  readonly connect: Connect;
  /** How we introduce ourselves. */
  readonly helo: string;
  readonly waiting: string;
  readonly title: string;
  /** Whether to be refused there, for good, says that nothing is relayed. */
  readonly tells: (stage: Extract<StagesResult, { kind: 'refused' }>['stage']) => boolean;
}

/** Would the server take mail from a stranger to a stranger? Asked from the server itself. */
export function relay(port: number, options: EvidenceOptions): Promise<RelayEvidence> {
  return askRelay(options, {
    connect: () => options.host.connect(port),
    helo,
    waiting: `Asking port ${port} to relay for a stranger`,
    title: 'would it relay for a stranger?',
    tells: (stage) => stage === 'rcpt',
  });
}

/**
 * It is asked up to RCPT, then let go. Where the stranger is refused as a sender (SPF, say) that says nothing of the
 * relaying: then it is asked without one, as a bounce has none.
 */
export async function askRelay(options: EvidenceOptions, asker: Asker): Promise<RelayEvidence> {
  const asked = await ask(stranger.from, options, asker);
  const refused = asked.kind === 'refused' && asked.stage === 'mail' && asked.reply.code >= 500;
  // Put off for now is not refused for good: it must never be taken for a closed relay.
  return envelopeEvidence(refused ? await ask('', options, asker) : asked, {
    tells: (stage, code) => code >= 500 && asker.tells(stage),
  });
}

async function ask(
  from: string,
  { operator, log, signal }: EvidenceOptions,
  { connect, helo: name, waiting, title }: Asker,
): Promise<StagesResult> {
  const envelope = { helo: name, from, to: stranger.to };
  const { result, transcript } = await operator.waiting(waiting, () =>
    askEnvelope(connect, envelope, { signal }),
  );
  log(title, transcript);
  return result;
}
