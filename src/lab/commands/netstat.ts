/** Main program: the lab's stand-in of `netstat`, for machines without net-tools and for labs without /proc. */
import { serviceNames } from './names.js';
import { formatNetstat, NetstatUsage, parseNetstatArguments } from './netstat-output.js';
import { takeSnapshot } from './take-snapshot.js';

process.title = 'netstat';
try {
  const request = parseNetstatArguments(process.argv.slice(2));
  process.stdout.write(formatNetstat(request, (await takeSnapshot()).sockets, serviceNames()));
} catch (error) {
  if (!(error instanceof NetstatUsage)) throw error;
  process.stderr.write(`netstat: ${error.message}\n(this netstat is a stand-in of the lab)\n`);
  process.exitCode = 4;
}
