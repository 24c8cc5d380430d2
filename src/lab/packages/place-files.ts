import {
  chmodSync,
  chownSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { configDecision } from './config-decision.js';
import { type InstalledPackage, sha256 } from './installed-database.js';
import type { ContentsFile, PackageContents } from './package-contents.js';
import type { StandinTarget } from './standin-target.js';

export interface PlacingRules {
  /** Appended to the name of a packaged configuration file that may not replace an edited one. */
  readonly asideSuffix: '.rpmnew' | '.dpkg-dist';
  /** rpm gives a directory that is there already the package's mode and owner; dpkg leaves it alone. */
  readonly adoptDirectories: boolean;
  readonly sayAside: (path: string, aside: string) => void;
  /** rpm tells when a file goes to root because its owner is unknown; dpkg does not. */
  readonly sayUnknownOwner: (kind: 'user' | 'group', name: string) => void;
}

function setOwner(target: StandinTarget, file: ContentsFile, place: string, rules: PlacingRules): void {
  if (process.geteuid?.() !== 0) return; // only root may give files away
  const user = target.idOf('passwd', file.user);
  const group = target.idOf('group', file.group);
  if (user === undefined) rules.sayUnknownOwner('user', file.user);
  if (group === undefined) rules.sayUnknownOwner('group', file.group);
  try {
    chownSync(place, user ?? 0, group ?? 0);
  } catch (error) {
    // In a user namespace only mapped numbers can be given.
    target.err(
      `warning: owner of ${file.path} was not set: ${error instanceof Error ? error.message : error}\n`,
    );
  }
}

function placeDirectory(target: StandinTarget, file: ContentsFile, rules: PlacingRules): void {
  const place = target.at(file.path);
  const made = mkdirSync(place, { recursive: true, mode: 0o755 });
  if (made === undefined && !rules.adoptDirectories) return;
  setOwner(target, file, place, rules);
  chmodSync(place, file.mode);
}

function placeFile(target: StandinTarget, file: ContentsFile, path: string, rules: PlacingRules): void {
  const place = target.at(path);
  const beside = `${place}.standin-new`;
  mkdirSync(dirname(place), { recursive: true, mode: 0o755 });
  try {
    writeFileSync(beside, file.content, { mode: 0o600 });
    setOwner(target, file, beside, rules);
    chmodSync(beside, file.mode); // after the owner: changing owners clears set-id bits
    utimesSync(beside, file.mtime, file.mtime);
    renameSync(beside, place);
  } finally {
    rmSync(beside, { force: true });
  }
}

/** The digest of a file on the target; `undefined` when there is none. */
export function digestAt(target: StandinTarget, path: string): string | undefined {
  const place = target.at(path);
  return lstatSync(place, { throwIfNoEntry: false })?.isFile() ? sha256(readFileSync(place)) : undefined;
}

/** Puts a package's files in their places. `before` is the installed package that this one replaces, if any. */
export function placeFiles(
  target: StandinTarget,
  contents: PackageContents,
  before: InstalledPackage | undefined,
  rules: PlacingRules,
): void {
  for (const file of contents.files) {
    if (file.kind === 'directory') {
      placeDirectory(target, file, rules);
      continue;
    }
    const decision = file.config
      ? configDecision({
          current: digestAt(target, file.path),
          before: before?.files.find(({ path }) => path === file.path)?.sha256,
          packaged: sha256(file.content),
        })
      : 'write';
    if (decision === 'write') placeFile(target, file, file.path, rules);
    if (decision === 'aside') {
      placeFile(target, file, file.path + rules.asideSuffix, rules);
      rules.sayAside(file.path, file.path + rules.asideSuffix);
    }
  }
}
