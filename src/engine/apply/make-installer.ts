import { UserError } from '../../errors.js';
import type { Host } from '../../host/host.js';
import { LineLost } from '../../host/line-lost.js';
import { type ShellFragment, sh } from '../../host/shell.js';
import { axigen } from '../../products/axigen/product.js';
import { escapeControl } from '../../text/escape.js';
import type { Operator } from '../operator.js';
import { readInstallerWrote, takenBackWords, wroteSentences } from '../run/installer-wrote.js';
import { beginInstallerScript, installerDoneScript, runInstallerScript } from './installer-scripts.js';
import type { InstallerRun } from './segments.js';

/** An installer that asks nobody is ended after an hour. */
const timeoutMs = 60 * 60_000;

export interface InstallerOptions {
  readonly folder: string;
  /** The operator's terminal; undefined: nobody is there, and the installer gets no input. */
  readonly handOver: Operator['handOver'];
}

export interface InstallerOutcome {
  /** Why it did not come to a good end, in words; undefined: it did, as far as its status tells. */
  readonly reason?: string;
  /** What it has written, in sentences. */
  readonly wrote: readonly string[];
}

/** Nothing was begun, or nobody knows what was done. */
class NotRun extends Error {}

/**
 * Runs the vendor's installer and finds out what it has written. It is not taken back here, even when the installer failed:
 * the operator sees first what there is, and may try again where nothing of it is left.
 */
export async function makeInstaller(
  host: Host,
  install: InstallerRun,
  { folder, handOver }: InstallerOptions,
): Promise<InstallerOutcome> {
  try {
    await must(host, beginInstallerScript(folder, install, [axigen.workFolder]));
    const status = await run(host, install, folder, handOver);
    const wrote = await readInstallerWrote(host, folder, install.recorded.number);
    if (typeof wrote === 'string') throw new NotRun(wrote);
    const sentences = wroteSentences(wrote);
    await must(host, installerDoneScript(folder, install, status, takenBackWords(wrote)));
    return status === 0 ? { wrote: sentences } : { wrote: sentences, reason: ended(status) };
  } catch (error) {
    if (error instanceof LineLost) throw error;
    if (error instanceof NotRun) return { reason: error.message, wrote: [] };
    if (error instanceof UserError)
      return { reason: [error.message, error.next].filter(Boolean).join('\n'), wrote: [] };
    throw error;
  }
}

async function run(
  host: Host,
  install: InstallerRun,
  folder: string,
  handOver: Operator['handOver'],
): Promise<number | null> {
  const { attach } = host;
  const { command } = install.recorded.change;
  const attended = attach !== undefined && handOver !== undefined;
  // From a file of the run: what was done there can be read afterwards, and is no endless line in `ps`.
  const file = `${folder}/install.sh`;
  const { text } = runInstallerScript(folder, install, attended ? 'terminal' : 'log');
  await host.putFile(file, Buffer.from(`${text}\n`), { mode: 0o700 });
  const script = sh`exec sh ${file}`;
  if (attended) return handOver({ command }, (terminal) => attach(script, terminal));
  return (await host.run(script, { shielded: true, timeoutMs })).code;
}

function ended(status: number | null): string {
  if (status === null) return 'The installer was ended before it was done.';
  if (status > 128) return `The installer was ended by the signal ${status - 128}.`;
  return `The installer ended with status ${status}.`;
}

async function must(host: Host, script: ShellFragment): Promise<void> {
  const { code, stdout, stderr } = await host.run(script, { shielded: true, timeoutMs });
  if (code === 0) return;
  const words = [stdout, stderr].map((one) => one.toString('utf8').trim()).find((text) => text !== '');
  throw new NotRun(escapeControl(words ?? `the script on the server ended with status ${code}`, 500));
}
