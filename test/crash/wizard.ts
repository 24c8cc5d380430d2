import { main } from '../../src/cli/main.js';
import { openTarget } from '../../src/cli/where/open-target.js';
import { stoppingHost } from './stopping-host.js';

// The product as it is, on a host that can be stopped. Usage: wizard.mjs FOLDER WORDS...
const [folder = '', ...words] = process.argv.slice(2);
process.exitCode = await main(words, undefined, async (where, meeting) =>
  stoppingHost(await openTarget(where, meeting), { folder, overSsh: where.destination !== undefined }),
);
