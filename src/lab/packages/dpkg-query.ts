import type { DpkgRequest } from './dpkg-arguments.js';
import { debianVersion, formatDpkg, statusWords } from './dpkg-format.js';
import { globMatcher } from './glob.js';
import type { InstalledDatabase, InstalledPackage } from './installed-database.js';
import type { StandinTarget } from './standin-target.js';

const legend = `Desired=Unknown/Install/Remove/Purge/Hold
| Status=Not/Inst/Conf-files/Unpacked/halF-conf/Half-inst/trig-aWait/Trig-pend
|/ Err?=(none)/Reinst-required (Status,Err: uppercase=bad)
`;
const columns = ['Name', 'Version', 'Architecture', 'Description'];
const leastWidths = [14, 12, 12, 33];

/** The table of `dpkg -l`, each column as wide as its longest value. */
function table(found: readonly InstalledPackage[]): string {
  const rows = found.map((one) => [one.name, debianVersion(one), one.arch, one.summary]);
  const widths = leastWidths.map((least, index) =>
    Math.max(least, ...rows.map((row) => (row[index] ?? '').length)),
  );
  const line = (head: string, cells: readonly string[]): string =>
    `${head} ${cells.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join(' ')}`.trimEnd();
  const lines = [
    line('||/', columns),
    `+++-${widths.map((width) => '='.repeat(width)).join('-')}`,
    ...rows.map((row, index) => line(found[index]?.status === 'installed' ? 'ii ' : 'rc ', row)),
  ];
  return `${legend}${lines.join('\n')}\n`;
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
    target.out(table(found));
  }
  return exitCode;
}
