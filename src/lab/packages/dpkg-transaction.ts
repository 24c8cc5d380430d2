import { existsSync, readFileSync } from 'node:fs';
import { debianVersion } from './dpkg-format.js';
import { type InstalledDatabase, type InstalledPackage, installedFrom } from './installed-database.js';
import type { PackageContents } from './package-contents.js';
import { PackageError } from './package-error.js';
import { placeFiles } from './place-files.js';
import { readDeb } from './read-deb.js';
import { removeFile, removeFiles } from './remove-files.js';
import { runScript } from './run-script.js';
import type { StandinTarget } from './standin-target.js';

/** A failure of one package, in dpkg's words; the others go on. */
class DpkgFailure extends Error {}

const scriptKeys = {
  preinst: 'preinstall',
  postinst: 'postinstall',
  prerm: 'preremove',
  postrm: 'postremove',
} as const;

function runMaintainer(
  target: StandinTarget,
  owner: PackageContents | InstalledPackage,
  name: keyof typeof scriptKeys,
  argument: string,
): void {
  const status = runScript(target, owner.scripts[scriptKeys[name]], name, argument);
  if (status === 0) return;
  const kind = {
    preinst: 'new pre-installation',
    postinst: 'post-installation',
    prerm: 'pre-removal',
    postrm: 'post-removal',
  };
  throw new DpkgFailure(
    `installed ${owner.name} package ${kind[name]} script subprocess returned error exit status ${status}`,
  );
}

function sayReading(target: StandinTarget, database: InstalledDatabase): void {
  const count = database.list().reduce((sum, { files }) => sum + files.length, 0);
  target.out(`(Reading database ... ${count} files and directories currently installed.)\n`);
}

function open(target: StandinTarget, file: string): PackageContents {
  try {
    return readDeb(readFileSync(file));
  } catch (error) {
    if (error instanceof PackageError && error.message === 'not a Debian format archive') {
      target.err(`dpkg-deb: error: '${file}' is not a Debian format archive\n`);
    } else {
      target.err(`dpkg-deb: error: '${file}': ${error instanceof Error ? error.message : String(error)}\n`);
    }
    throw new DpkgFailure('dpkg-deb --control subprocess returned error exit status 2');
  }
}

/** dpkg shows no more than thirty characters of a path, from a slash on. */
function shortened(file: string): string {
  let rest = file;
  while (rest.length > 30 && rest.includes('/')) rest = rest.slice(rest.indexOf('/') + 1);
  return rest === file ? file : `.../${rest}`;
}

function installOne(target: StandinTarget, database: InstalledDatabase, file: string): void {
  const contents = open(target, file);
  const known = database.get(contents.name);
  const before = known?.status === 'installed' ? known : undefined;
  if (known === undefined) target.out(`Selecting previously unselected package ${contents.name}.\n`);
  sayReading(target, database);
  target.out(`Preparing to unpack ${shortened(file)} ...\n`);
  for (const { kind, path } of contents.files) {
    const owner = kind === 'file' ? database.ownersOf(path, contents.name)[0] : undefined;
    if (owner !== undefined)
      throw new DpkgFailure(`trying to overwrite '${path}', which is also in package ${owner.name}`);
  }
  if (before !== undefined) runMaintainer(target, before, 'prerm', 'upgrade');
  runMaintainer(target, contents, 'preinst', before === undefined ? 'install' : 'upgrade');
  const over = before === undefined ? '' : `over (${debianVersion(before)}) `;
  target.out(`Unpacking ${contents.name} (${debianVersion(contents)}) ${over}...\n`);
  placeFiles(target, contents, known, {
    asideSuffix: '.dpkg-dist',
    adoptDirectories: false,
    sayUnknownOwner: () => {},
    sayAside: (path, aside) =>
      target.out(`Configuration file '${path}' was kept; the package's is ${aside}\n`),
  });
  if (before !== undefined) {
    runMaintainer(target, before, 'postrm', 'upgrade');
    const kept = new Set(contents.files.map(({ path }) => path));
    takeAway(target, database, before, (candidate) => !kept.has(candidate));
  }
  database.put(installedFrom(contents));
  target.out(`Setting up ${contents.name} (${debianVersion(contents)}) ...\n`);
  runMaintainer(target, contents, 'postinst', 'configure');
}

function takeAway(
  target: StandinTarget,
  database: InstalledDatabase,
  installed: InstalledPackage,
  wanted: (path: string, config: boolean) => boolean,
): InstalledPackage['files'] {
  const mine = installed.files.filter(
    ({ path, config }) => wanted(path, config) && database.ownersOf(path, installed.name).length === 0,
  );
  const keptConffiles = installed.files
    .filter(({ path, config }) => config && !wanted(path, true))
    .map(({ path }) => path);
  const told: string[] = [];
  return removeFiles(
    target,
    mine,
    {
      missing: () => {},
      notEmpty: (path) => {
        // Told only of the deepest one, and not where the package's own conffiles are what is left.
        const expected = [...keptConffiles, ...told].some((left) => left.startsWith(`${path}/`));
        told.push(path);
        if (expected) return;
        target.err(
          `dpkg: warning: while removing ${installed.name}, directory '${path}' not empty so not removed\n`,
        );
      },
    },
    (file) => removeFile(target, file.path, () => {}),
  );
}

function removeOne(target: StandinTarget, database: InstalledDatabase, name: string, purge: boolean): void {
  let installed = database.get(name);
  if (installed === undefined) {
    target.err(`dpkg: warning: ignoring request to remove ${name} which isn't installed\n`);
    return;
  }
  if (installed.status === 'config-files' && !purge) {
    target.err(
      `dpkg: warning: ignoring request to remove ${name}, only the config\n files of which are on the system; use --purge to remove them too\n`,
    );
    return;
  }
  sayReading(target, database);
  if (installed.status === 'installed') {
    target.out(`Removing ${name} (${debianVersion(installed)}) ...\n`);
    runMaintainer(target, installed, 'prerm', 'remove');
    const stay = takeAway(target, database, installed, (_, config) => !config);
    const left = [...installed.files.filter(({ config }) => config), ...stay].sort((a, b) =>
      a.path < b.path ? -1 : 1,
    );
    runMaintainer(target, installed, 'postrm', 'remove');
    installed = { ...installed, status: 'config-files', files: left };
    const nothingLeft = !left.some(({ config }) => config) && installed.scripts.postremove === undefined;
    if (nothingLeft) {
      database.delete(name);
      return;
    }
    database.put(installed);
  }
  if (!purge) return;
  target.out(`Purging configuration files for ${name} (${debianVersion(installed)}) ...\n`);
  for (const { path } of installed.files.filter(({ config }) => config)) {
    for (const suffix of ['.dpkg-dist', '.dpkg-old', '.dpkg-new'])
      removeFile(target, path + suffix, () => {});
  }
  takeAway(target, database, installed, () => true);
  runMaintainer(target, installed, 'postrm', 'purge');
  database.delete(name);
}

function each(
  target: StandinTarget,
  words: readonly string[],
  kind: string,
  action: (word: string) => void,
): number {
  const failed: string[] = [];
  for (const word of words) {
    try {
      action(word);
    } catch (error) {
      if (!(error instanceof DpkgFailure)) throw error;
      target.err(`dpkg: error processing ${kind.replace('%', word)}:\n ${error.message}\n`);
      failed.push(word);
    }
  }
  if (failed.length === 0) return 0;
  target.err(`Errors were encountered while processing:\n${failed.map((word) => ` ${word}\n`).join('')}`);
  return 1;
}

/** `dpkg -i`. @returns the exit code. */
export function dpkgInstall(
  target: StandinTarget,
  database: InstalledDatabase,
  files: readonly string[],
): number {
  const absent = files.find((file) => !existsSync(file));
  if (absent !== undefined) {
    target.err(`dpkg: error: cannot access archive '${absent}': No such file or directory\n`);
    return 2;
  }
  return each(target, files, 'archive % (--install)', (file) => installOne(target, database, file));
}

/** `dpkg -r` and, with `purge`, `dpkg -P`. @returns the exit code. */
export function dpkgRemove(
  target: StandinTarget,
  database: InstalledDatabase,
  names: readonly string[],
  purge: boolean,
): number {
  const option = purge ? '--purge' : '--remove';
  return each(target, names, `package % (${option})`, (name) => removeOne(target, database, name, purge));
}
