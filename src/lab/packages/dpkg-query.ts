import type { DpkgRequest } from './dpkg-arguments.js';
import { debianVersion, formatDpkg, statusLetters, statusWords } from './dpkg-format.js';
import { globMatcher } from './glob.js';
import type { InstalledDatabase, InstalledPackage } from './installed-database.js';
import type { StandinTarget } from './standin-target.js';

const tableHead = `Desired=Unknown/Install/Remove/Purge/Hold
| Status=Not/Inst/Conf-files/Unpacked/halF-conf/Half-inst/trig-aWait/Trig-pend
|/ Err?=(none)/Reinst-required (Status,Err: uppercase=bad)
||/ Name           Version      Architecture Description
+++-==============-============-============-=================================
`;

function tableRow(installed: InstalledPackage): string {
  const columns = [installed.name.padEnd(14), debianVersion(installed).padEnd(12), installed.arch.padEnd(12)];
  return `${statusLetters(installed)} ${columns.join(' ')} ${installed.summary}`;
}

/** The packages that the patterns name; a pattern that names none is an error, as in dpkg. */
function matching(
  target: StandinTarget,
  database: InstalledDatabase,
  words: readonly string[],
): { readonly found: InstalledPackage[]; readonly exitCode: number } {
  const every = database.list();
  if (words.length === 0) return { found: every, exitCode: 0 };
  const found = new Set<InstalledPackage>();
  let exitCode = 0;
  for (const word of words) {
    const some = every.filter(({ name }) => globMatcher(word)(name));
    if (some.length === 0) {
      target.err(`dpkg-query: no packages found matching ${word}\n`);
      exitCode = 1;
    }
    for (const one of some) found.add(one);
  }
  return { found: [...found], exitCode };
}

function stanza(installed: InstalledPackage): string {
  const conffiles = installed.files.filter(({ config }) => config);
  return [
    `Package: ${installed.name}`,
    `Status: ${statusWords(installed)}`,
    `Architecture: ${installed.arch}`,
    `Version: ${debianVersion(installed)}`,
    ...(conffiles.length === 0
      ? []
      : ['Conffiles:', ...conffiles.map(({ path, sha256 }) => ` ${path} ${sha256}`)]),
    `Description: ${installed.summary}`,
    '',
  ].join('\n');
}

function eachNamed(
  target: StandinTarget,
  database: InstalledDatabase,
  words: readonly string[],
  refusal: (word: string) => string,
  show: (installed: InstalledPackage) => string,
): number {
  let exitCode = 0;
  for (const word of words) {
    const installed = database.get(word);
    if (installed !== undefined) {
      target.out(show(installed));
    } else {
      target.err(refusal(word));
      exitCode = 1;
    }
  }
  return exitCode;
}

function search(target: StandinTarget, database: InstalledDatabase, words: readonly string[]): number {
  let exitCode = 0;
  for (const word of words) {
    // A word without wildcards is looked for anywhere in the path, unless it is a whole path itself.
    const pattern = /[*?]/.test(word) || word.startsWith('/') ? word : `*${word}*`;
    const matches = globMatcher(pattern);
    const lines = database
      .list()
      .flatMap(({ name, files }) =>
        files.filter(({ path }) => matches(path)).map(({ path }) => `${name}: ${path}\n`),
      );
    if (lines.length === 0) {
      target.err(`dpkg-query: no path found matching pattern ${word}\n`);
      exitCode = 1;
    }
    target.out(lines.join(''));
  }
  return exitCode;
}

/** `dpkg -s`, `-l`, `-L`, `-S` and `dpkg-query -W`. @returns the exit code. */
export function dpkgQuery(target: StandinTarget, database: InstalledDatabase, request: DpkgRequest): number {
  const { words } = request;
  if (request.action === 'search') return search(target, database, words);
  if (request.action === 'status') {
    const refusal = (word: string): string =>
      `dpkg-query: package '${word}' is not installed and no information is available\nUse dpkg --info (= dpkg-deb --info) to examine archive files.\n`;
    return eachNamed(target, database, words, refusal, stanza);
  }
  if (request.action === 'listfiles') {
    const refusal = (word: string): string =>
      `dpkg-query: package '${word}' is not installed\nUse dpkg --contents (= dpkg-deb --contents) to list archive files contents.\n`;
    return eachNamed(target, database, words, refusal, ({ files }) =>
      files.map(({ path }) => `${path}\n`).join(''),
    );
  }
  const { found, exitCode } = matching(target, database, words);
  if (request.action === 'show') {
    const format = request.format ?? '${binary:Package}\\t${Version}\\n';
    target.out(found.map((installed) => formatDpkg(format, installed)).join(''));
  } else if (found.length > 0) {
    target.out(tableHead + found.map((installed) => `${tableRow(installed)}\n`).join(''));
  }
  return exitCode;
}
