/** Main program: the lab's stand-in of `ps`, for machines without procps and for labs without /proc. */
import { userNames } from './names.js';
import { PsUsage, parsePsArguments } from './ps-arguments.js';
import { formatPs } from './ps-output.js';
import { takeSnapshot } from './take-snapshot.js';

process.title = 'ps';
try {
  const { processes } = await takeSnapshot();
  const self = processes.find(({ pid }) => pid === process.pid);
  const request = parsePsArguments(process.argv.slice(2), { session: self?.session ?? 0 });
  process.stdout.write(formatPs(request, processes, userNames()));
  process.exitCode = processes.some(request.isSelected) ? 0 : 1;
} catch (error) {
  if (!(error instanceof PsUsage)) throw error;
  process.stderr.write(`error: ${error.message}\n(this ps is a stand-in of the lab)\n`);
  process.exitCode = 1;
}
