import type { AxigenCliEvidence } from '../../model/probe.js';
import { askCli } from '../../products/axigen/cli/ask-cli.js';
import { axigen } from '../../products/axigen/product.js';
import { Transcript } from '../../smtp/transcript.js';
import type { EvidenceOptions } from './gather.js';

/** What AXIGEN's command line offers and what runs there; without a password, whether it answers. */
export async function askAxigenCli({
  host,
  operator,
  secrets,
  log,
  signal,
}: EvidenceOptions): Promise<AxigenCliEvidence> {
  const port = axigen.commandLinePort;
  const transcript = new Transcript();
  const seen = await operator.waiting(`Asking AXIGEN\u2019s command line on port ${port} what runs`, () =>
    askCli(() => host.connect(port), { password: secrets.axigenPassword, signal, transcript }),
  );
  log(`AXIGEN\u2019s command line on port ${port}`, transcript.entries);
  return seen;
}
