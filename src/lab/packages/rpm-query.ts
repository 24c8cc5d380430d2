import { lstatSync } from 'node:fs';
import { resolve } from 'node:path';
import { globMatcher } from './glob.js';
import { type InstalledDatabase, type InstalledPackage, installedFrom } from './installed-database.js';
import type { RpmRequest } from './rpm-arguments.js';
import { formatRpm, fullName } from './rpm-format.js';
import { findInstalled, openRpm } from './rpm-transaction.js';
import type { StandinTarget } from './standin-target.js';

/** A package that answers a word of the command line, or `undefined` for a word without an answer. */
type Answer = InstalledPackage | undefined;

function byFile(target: StandinTarget, database: InstalledDatabase, word: string): Answer[] {
  const path = target.root === '' ? resolve(word) : resolve('/', word);
  const owners = database.ownersOf(path);
  if (owners.length > 0) return owners;
  if (lstatSync(target.at(path), { throwIfNoEntry: false }) === undefined) {
    target.err(`error: file ${word}: No such file or directory\n`);
  } else {
    target.out(`file ${word} is not owned by any package\n`);
  }
  return [undefined];
}

function answersTo(
  target: StandinTarget,
  database: InstalledDatabase,
  request: RpmRequest,
  word: string,
): Answer[] {
  if (request.flags.has('file')) return byFile(target, database, word);
  if (request.flags.has('package')) {
    const contents = openRpm(target, word);
    return [contents === undefined ? undefined : installedFrom(contents)];
  }
  const installed = findInstalled(database, word);
  if (installed === undefined) target.out(`package ${word} is not installed\n`);
  return [installed];
}

function show(target: StandinTarget, request: RpmRequest, installed: InstalledPackage): void {
  const configOnly = request.flags.has('config');
  const listing = request.flags.has('list') || configOnly;
  if (request.format !== undefined) {
    try {
      target.out(formatRpm(request.format, installed));
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      target.err(`error: ${error.message}\n`);
    }
  } else if (!listing) {
    target.out(`${fullName(installed)}\n`);
  }
  if (!listing) return;
  const paths = installed.files.filter(({ config }) => config || !configOnly).map(({ path }) => `${path}\n`);
  target.out(paths.length === 0 && !configOnly ? '(contains no files)\n' : paths.join(''));
}

/** `rpm -q` in its forms. @returns the exit code: the number of words that gave no answer. */
export function rpmQuery(target: StandinTarget, database: InstalledDatabase, request: RpmRequest): number {
  const { words, flags } = request;
  if (flags.has('all')) {
    const patterns = words.map(globMatcher);
    const every = database.list();
    for (const installed of every) {
      if (patterns.length === 0 || patterns.some((matches) => matches(installed.name))) {
        show(target, request, installed);
      }
    }
    return 0;
  }
  if (words.length === 0) {
    target.err('rpm: no arguments given for query\n');
    return 1;
  }
  let failures = 0;
  for (const word of words) {
    for (const answer of answersTo(target, database, request, word)) {
      if (answer === undefined) failures += 1;
      else show(target, request, answer);
    }
  }
  return Math.min(failures, 255);
}
