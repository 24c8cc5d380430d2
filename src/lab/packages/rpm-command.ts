import { InstalledDatabase } from './installed-database.js';
import { parseRpmArguments, type RpmRequest } from './rpm-arguments.js';
import { rpmQuery } from './rpm-query.js';
import { rpmErase, rpmInstall } from './rpm-transaction.js';
import type { StandinTarget } from './standin-target.js';

export const rpmDatabasePath = '/var/lib/rpm/gateway-setup-standin.json';

const name = "gateway-setup's stand-in of rpm (this is not the real rpm)";
const help = `${name}

  rpm -i[vh] | -U[vh] FILE...      install, upgrade    [--noscripts] [--force] [--test]
  rpm -e NAME...                   erase               [--noscripts] [--test]
  rpm -q[l|c] NAME... | -a [PATTERN] | -f PATH... | -p FILE...
      --queryformat FORMAT         with %{NAME} %{VERSION} %{RELEASE} %{ARCH} %{SUMMARY} and \\n
  rpm --version | --help
`;

/** The stand-in of rpm, for a lab on a machine without one. @returns the exit code. */
export function runRpm(target: StandinTarget, argv: readonly string[]): number {
  let request: RpmRequest;
  try {
    request = parseRpmArguments(argv);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    target.err(`rpm: ${error.message}\n`);
    return 1;
  }
  const database = new InstalledDatabase(target.at(rpmDatabasePath));
  switch (request.mode) {
    case 'install':
    case 'upgrade':
      return rpmInstall(target, database, request);
    case 'erase':
      return rpmErase(target, database, request);
    case 'query':
      return rpmQuery(target, database, request);
    case 'version':
      target.out(`RPM version 4.4.2: ${name}\n`);
      return 0;
    case 'help':
      target.out(help);
      return 0;
    case 'none':
      target.err(help);
      return 1;
  }
}
