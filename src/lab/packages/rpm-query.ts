import { lstatSync } from 'node:fs';
import { resolve } from 'node:path';
import { globMatcher } from './glob.js';
import { type InstalledDatabase, type InstalledPackage, installedFrom } from './installed-database.js';
import type { RpmRequest } from './rpm-arguments.js';
import { formatRpm, fullName } from './rpm-format.js';
import { findInstalled, openRpm } from './rpm-transaction.js';
import type { StandinTarget } from './standin-target.js';

interface Answers {
  readonly found: InstalledPackage[];
  failures: number;
}

function byFile(target: StandinTarget, database: InstalledDatabase, word: string, answers: Answers): void {
  const path = target.root === '' ? resolve(word) : resolve('/', word);
  const owners = database.ownersOf(path);
  if (owners.length > 0) {
    answers.found.push(...owners);
    return;
  }
  answers.failures += 1;
  if (lstatSync(target.at(path), { throwIfNoEntry: false }) === undefined) {
    target.err(`error: file ${word}: No such file or directory\n`);
  } else {
    target.out(`file ${word} is not owned by any package\n`);
  }
}

function select(target: StandinTarget, database: InstalledDatabase, request: RpmRequest): Answers {
  const answers: Answers = { found: [], failures: 0 };
  if (request.flags.has('all')) {
    const patterns = request.words.map(globMatcher);
    const matches = (name: string): boolean =>
      patterns.length === 0 || patterns.some((matcher) => matcher(name));
    answers.found.push(...database.list().filter(({ name }) => matches(name)));
    return answers;
  }
  for (const word of request.words) {
    if (request.flags.has('file')) {
      byFile(target, database, word, answers);
    } else if (request.flags.has('package')) {
      const contents = openRpm(target, word);
      if (contents === undefined) answers.failures += 1;
      else answers.found.push(installedFrom(contents));
    } else {
      const installed = findInstalled(database, word);
      if (installed !== undefined) answers.found.push(installed);
      else {
        answers.failures += 1;
        target.out(`package ${word} is not installed\n`);
      }
    }
  }
  return answers;
}

/** `rpm -q` in its forms. @returns the exit code: the number of words that gave no answer. */
export function rpmQuery(target: StandinTarget, database: InstalledDatabase, request: RpmRequest): number {
  if (request.words.length === 0 && !request.flags.has('all')) {
    target.err('rpm: no arguments given for query\n');
    return 1;
  }
  const { found, failures } = select(target, database, request);
  const listing = request.flags.has('list') || request.flags.has('config');
  for (const installed of found) {
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
    if (!listing) continue;
    const shown = installed.files.filter((file) => file.config || !request.flags.has('config'));
    target.out(
      shown.map(({ path }) => `${path}\n`).join('') ||
        (request.flags.has('config') ? '' : '(contains no files)\n'),
    );
  }
  return Math.min(failures, 255);
}
