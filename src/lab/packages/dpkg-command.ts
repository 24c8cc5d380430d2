import { type DpkgRequest, parseDpkgArguments } from './dpkg-arguments.js';
import { dpkgQuery } from './dpkg-query.js';
import { dpkgInstall, dpkgRemove } from './dpkg-transaction.js';
import { InstalledDatabase } from './installed-database.js';
import type { StandinTarget } from './standin-target.js';

export const dpkgDatabasePath = '/var/lib/dpkg/gateway-setup-standin.json';

const name = "gateway-setup's stand-in of dpkg and dpkg-query (this is not the real dpkg)";
const help = `${name}

  dpkg -i FILE...                  install
  dpkg -r NAME... | -P NAME...     remove, keeping configuration files; purge them too
  dpkg -s NAME... | -L NAME... | -S PATH...
  dpkg -l [PATTERN...]
  dpkg-query -W [-f FORMAT] [PATTERN...]    with \${Package} \${Version} \${Status} \${Architecture} and \\n
  dpkg --version | --help
`;

const needsWords = new Set<DpkgRequest['action']>([
  'install',
  'remove',
  'purge',
  'status',
  'listfiles',
  'search',
]);

function request(target: StandinTarget, argv: readonly string[]): DpkgRequest | undefined {
  try {
    const parsed = parseDpkgArguments(argv);
    if (parsed.words.length > 0 || !needsWords.has(parsed.action)) return parsed;
    const what = parsed.action === 'install' ? 'package archive file' : 'package name';
    throw new RangeError(`--${parsed.action} needs at least one ${what} argument`);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    target.err(
      `dpkg: error: ${error.message}\n\nType dpkg --help for help about installing and deinstalling packages.\n`,
    );
    return undefined;
  }
}

/** The stand-in of dpkg and dpkg-query, for a lab on a machine without them. @returns the exit code. */
export function runDpkg(target: StandinTarget, argv: readonly string[]): number {
  const parsed = request(target, argv);
  if (parsed === undefined) return 2;
  const database = new InstalledDatabase(target.at(dpkgDatabasePath));
  switch (parsed.action) {
    case 'install':
      return dpkgInstall(target, database, parsed.words);
    case 'remove':
      return dpkgRemove(target, database, parsed.words, false);
    case 'purge':
      return dpkgRemove(target, database, parsed.words, true);
    case 'version':
      target.out(`Debian \`dpkg' package management program version 1.13: ${name}\n`);
      return 0;
    case 'help':
      target.out(help);
      return 0;
    default:
      return dpkgQuery(target, database, parsed);
  }
}
