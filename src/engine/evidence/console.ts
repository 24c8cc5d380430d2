import type { ConsoleEvidence } from '../../model/probe.js';
import { scannerOf } from '../../products/scanners.js';
import { probeHttps } from '../../smtp/probe-https.js';
import type { EvidenceOptions } from './gather.js';

/** Does the scanner's console answer? Its first page is asked for over TLS; nobody logs in. */
export async function askConsole(
  port: number,
  { host, operator, answers, log, signal }: EvidenceOptions,
): Promise<ConsoleEvidence> {
  const page = { path: scannerOf(answers).console?.path ?? '/', name: 'localhost' };
  const { transcript, ...seen } = await operator.waiting(`Asking the console on port ${port}`, () =>
    probeHttps(() => host.connect(port), { ...page, signal }),
  );
  log(`console on port ${port}`, transcript);
  return seen;
}
