import { existsSync, readFileSync, renameSync } from 'node:fs';
import { type InstalledDatabase, type InstalledPackage, installedFrom } from './installed-database.js';
import type { PackageContents } from './package-contents.js';
import { PackageError } from './package-error.js';
import { digestAt, placeFiles } from './place-files.js';
import { readRpm } from './read-rpm.js';
import { removeFile, removeFiles } from './remove-files.js';
import type { RpmRequest } from './rpm-arguments.js';
import { fullName } from './rpm-format.js';
import { runScript } from './run-script.js';
import type { StandinTarget } from './standin-target.js';

/** Reads a package file. A message as rpm prints it goes to the error stream, and `undefined` comes back. */
export function openRpm(target: StandinTarget, file: string): PackageContents | undefined {
  if (!existsSync(file)) {
    target.err(`error: open of ${file} failed: No such file or directory\n`);
    return undefined;
  }
  try {
    return readRpm(readFileSync(file));
  } catch (error) {
    if (error instanceof PackageError && error.message !== 'not an rpm package') {
      target.err(`error: ${file}: ${error.message}\n`);
    } else if (error instanceof PackageError) {
      target.err(`error: ${file}: not an rpm package (or package manifest)\n`);
    } else {
      target.err(`error: ${file}: read failed: ${error instanceof Error ? error.message : String(error)}\n`);
    }
    return undefined;
  }
}

function script(target: StandinTarget, request: RpmRequest, installed: PackageContents | InstalledPackage) {
  return (name: 'pre' | 'post' | 'preun' | 'postun', argument: string): number => {
    if (request.flags.has('noscripts')) return 0;
    const { preinstall, postinstall, preremove, postremove } = installed.scripts;
    const text = { pre: preinstall, post: postinstall, preun: preremove, postun: postremove }[name];
    const status = runScript(target, text, `%${name}`, argument);
    if (status === 0) return 0;
    const severity = name.startsWith('pre') ? 'error' : 'warning';
    target.err(`${severity}: %${name}(${fullName(installed)}) scriptlet failed, exit status ${status}\n`);
    return status;
  };
}

function hashes(request: RpmRequest, target: StandinTarget, label: string, width = 28): void {
  if (request.flags.has('hash')) target.out(`${label.padEnd(width)}${'#'.repeat(43)} [100%]\n`);
}

/** Every reason why the package cannot go in, in rpm's words; none when it can. */
function objections(database: InstalledDatabase, request: RpmRequest, contents: PackageContents): string[] {
  const before = database.get(contents.name);
  if (request.flags.has('replace')) return [];
  if (before !== undefined && (request.mode === 'install' || fullName(before) === fullName(contents))) {
    return [`package ${fullName(before)} is already installed`];
  }
  return contents.files
    .filter((file) => file.kind === 'file')
    .flatMap((file) =>
      database
        .ownersOf(file.path, contents.name)
        .map(
          (owner) =>
            `file ${file.path} from install of ${fullName(contents)} conflicts with file from package ${fullName(owner)}`,
        ),
    );
}

function removeOld(
  target: StandinTarget,
  database: InstalledDatabase,
  old: InstalledPackage,
  kept: ReadonlySet<string>,
): void {
  const mine = old.files.filter(
    ({ path }) => !kept.has(path) && database.ownersOf(path, old.name).length === 0,
  );
  const missing = (path: string): void =>
    target.err(`warning: file ${path}: remove failed: No such file or directory\n`);
  removeFiles(target, mine, { missing, notEmpty: () => {} }, (file) => {
    const current = digestAt(target, file.path);
    if (file.config && current !== undefined && current !== file.sha256) {
      renameSync(target.at(file.path), target.at(`${file.path}.rpmsave`));
      target.err(`warning: ${file.path} saved as ${file.path}.rpmsave\n`);
    } else {
      removeFile(target, file.path, missing);
    }
  });
}

function installOne(
  target: StandinTarget,
  database: InstalledDatabase,
  request: RpmRequest,
  contents: PackageContents,
): boolean {
  const before = database.get(contents.name);
  const run = script(target, request, contents);
  const count = before === undefined ? '1' : '2';
  if (run('pre', count) !== 0) {
    target.err(`error: ${fullName(contents)}: install failed\n`);
    return false;
  }
  placeFiles(target, contents, before, {
    asideSuffix: '.rpmnew',
    adoptDirectories: true,
    sayUnknownOwner: (kind, name) => target.err(`warning: ${kind} ${name} does not exist - using root\n`),
    sayAside: (path, aside) => target.err(`warning: ${path} created as ${aside}\n`),
  });
  database.put(installedFrom(contents));
  run('post', count);
  if (before !== undefined && fullName(before) !== fullName(contents)) {
    const runOld = script(target, request, before);
    runOld('preun', '1');
    removeOld(target, database, before, new Set(contents.files.map(({ path }) => path)));
    runOld('postun', '1');
  }
  return true;
}

/** `rpm -i` and `rpm -U`. @returns the exit code. */
export function rpmInstall(target: StandinTarget, database: InstalledDatabase, request: RpmRequest): number {
  if (request.words.length === 0) {
    target.err('rpm: no packages given for install\n');
    return 1;
  }
  const packages = request.words.flatMap((file) => openRpm(target, file) ?? []);
  if (packages.length < request.words.length) return 1;
  hashes(request, target, 'Preparing...');
  const reasons = packages.flatMap((contents) => objections(database, request, contents));
  if (reasons.length > 0) {
    for (const reason of reasons) target.err(`\t${reason}\n`);
    return 1;
  }
  if (request.flags.has('test')) return 0;
  let failures = 0;
  packages.forEach((contents, index) => {
    hashes(request, target, `${String(index + 1).padStart(4)}:${contents.name}`);
    if (!installOne(target, database, request, contents)) failures += 1;
  });
  return failures;
}

/** `rpm -e`. @returns the exit code. */
export function rpmErase(target: StandinTarget, database: InstalledDatabase, request: RpmRequest): number {
  if (request.words.length === 0) {
    target.err('rpm: no packages given for erase\n');
    return 1;
  }
  const packages = request.words.map((word) => findInstalled(database, word));
  request.words.forEach((word, index) => {
    if (packages[index] === undefined) target.err(`error: package ${word} is not installed\n`);
  });
  if (packages.includes(undefined)) return packages.filter((found) => found === undefined).length;
  if (request.flags.has('test')) return 0;
  let failures = 0;
  for (const installed of packages) {
    if (installed === undefined) continue;
    const run = script(target, request, installed);
    if (run('preun', '0') !== 0) {
      target.err(`error: ${fullName(installed)}: erase failed\n`);
      failures += 1;
      continue;
    }
    removeOld(target, database, installed, new Set());
    database.delete(installed.name);
    run('postun', '0');
  }
  return failures;
}

/** A package by name, name-version, name-version-release or all of it with the architecture. */
export function findInstalled(database: InstalledDatabase, word: string): InstalledPackage | undefined {
  return database.list().find((installed) => {
    const { name, version, release, arch } = installed;
    return [
      name,
      `${name}-${version}`,
      `${name}-${version}-${release}`,
      fullName(installed),
      `${name}.${arch}`,
    ].includes(word);
  });
}
