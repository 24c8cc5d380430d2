import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import type { ServerLab } from './server-lab.js';
import { contentsNotCompared, isListed, notCompared } from './unlike.js';

export interface Entry {
  readonly type: string;
  /** Octal permission bits. */
  readonly mode: string;
  /** `uid:gid` */
  readonly owner: string;
  /** Size and hash of a file, target of a link. */
  readonly contents?: string;
  /** Inode and time of the last writing: for "nothing was even touched". */
  readonly written: string;
}

/** A server at a moment: what must be the same after everything was taken back. */
export interface Snapshot {
  readonly files: Readonly<Record<string, Entry>>;
  readonly packages: readonly string[];
  /** `user command`, one for each process. */
  readonly processes: readonly string[];
  /** `address:port program`. */
  readonly listening: readonly string[];
}

const walker = ts.transpileModule(
  readFileSync(fileURLToPath(new URL('./walk-inside.ts', import.meta.url)), 'utf8'),
  { compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 } },
).outputText;

export async function snapshot(server: ServerLab): Promise<Snapshot> {
  const [packages = '', running = '', sockets = ''] = (await server.sh(looks)).split(`${mark}\n`);
  return {
    files: await files(server),
    packages: sortedLines(packages),
    processes: processes(running),
    listening: listening(sockets),
  };
}

/** Of each lab what the last walk through it has read of its large files, which are hardly ever written. */
const knownOf = new WeakMap<ServerLab, unknown>();

async function files(server: ServerLab): Promise<Snapshot['files']> {
  const patterns = JSON.stringify(notCompared.map(({ path }) => path.source));
  const said = await server.node(walker, patterns, JSON.stringify(knownOf.get(server) ?? {}));
  const { entries, known } = JSON.parse(said) as { entries: Record<string, Entry>; known: unknown };
  knownOf.set(server, known);
  return entries;
}

const mark = '-- and then --';

/**
 * The watch that is armed during a handover looks once in a second whether it was called off: it is given that second to go.
 * All in one shell: each that is started in a lab takes as long as what it looks at.
 */
const looks = `
if [ -d /var/lib/rpm ]; then rpm -qa; else dpkg -l; fi
echo '${mark}'
tries=50
while ps -e -o comm= | grep -x sleep > /dev/null && [ $tries -gt 0 ]; do
  tries=$((tries - 1))
  sleep 0.1 &
  wait
done
ps -e -o user= -o comm=
echo '${mark}'
netstat -ltnp`;

function sortedLines(text: string): string[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .sort();
}

/** Without the shells and the `ps` that look. */
function processes(text: string): string[] {
  const lines = sortedLines(text);
  return lines.map((line) => line.trim().replace(/\s+/g, ' ')).filter((line) => !/ (sh|ps|bash)$/.test(line));
}

function listening(text: string): string[] {
  const sockets = text.split('\n').filter((line) => /^tcp/.test(line));
  return sockets
    .map((line) => {
      const [, , , address = '', , , holder = ''] = line.trim().split(/\s+/);
      return `${address} ${holder.replace(/^\d+\//, '')}`;
    })
    .sort();
}

/** Every difference as a sentence; an empty list is what a rollback owes. */
export function differences(before: Snapshot, after: Snapshot): string[] {
  return [
    ...fileDifferences(before.files, after.files, ['type', 'mode', 'owner', 'contents']),
    ...listDifferences('package', before.packages, after.packages),
    ...listDifferences('process', before.processes, after.processes),
    ...listDifferences('listener', before.listening, after.listening),
  ];
}

/** Files that were written or replaced, even when the same stands in them as before. */
export function touched(before: Snapshot, after: Snapshot): string[] {
  const keys = ['type', 'mode', 'owner', 'contents', 'written'] as const;
  const regular = (files: Snapshot['files']) =>
    Object.fromEntries(Object.entries(files).filter(([, { type }]) => type !== 'folder'));
  return fileDifferences(regular(before.files), regular(after.files), keys);
}

function fileDifferences(
  before: Snapshot['files'],
  after: Snapshot['files'],
  keys: readonly (keyof Entry)[],
): string[] {
  const found: string[] = [];
  for (const path of [...new Set([...Object.keys(before), ...Object.keys(after)])].sort()) {
    const [old, now] = [before[path], after[path]];
    if (old === undefined) found.push(`${path}: was not there`);
    else if (now === undefined) found.push(`${path}: is gone`);
    else {
      const compared = isListed(contentsNotCompared, path)
        ? keys.filter((key) => key !== 'contents' && key !== 'written')
        : keys;
      for (const key of compared) {
        if (old[key] !== now[key]) found.push(`${path}: ${key} was ${old[key]}, is ${now[key]}`);
      }
    }
  }
  return found;
}

function listDifferences(what: string, before: readonly string[], after: readonly string[]): string[] {
  const left = [...after];
  const found: string[] = [];
  for (const one of before) {
    const at = left.indexOf(one);
    if (at < 0) found.push(`${what} ${one}: is gone`);
    else left.splice(at, 1);
  }
  return [...found, ...left.map((one) => `${what} ${one}: was not there`)];
}

/** Paths that differ between two snapshots. */
export function changedPaths(before: Snapshot, after: Snapshot): string[] {
  return differences(before, after).filter((line) => line.startsWith('/'));
}
