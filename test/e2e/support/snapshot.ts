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
  const patterns = JSON.stringify(notCompared.map(({ path }) => path.source));
  return {
    files: JSON.parse(await server.node(walker, patterns)) as Record<string, Entry>,
    packages: sortedLines(await server.sh('if [ -d /var/lib/rpm ]; then rpm -qa; else dpkg -l; fi')),
    processes: await processes(server),
    listening: await listening(server),
  };
}

function sortedLines(text: string): string[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .sort();
}

/**
 * Without the shells and the `ps` that look. The watch that is armed during a handover looks once in a
 * second whether it was called off: it is given that second to go.
 */
async function processes(server: ServerLab): Promise<string[]> {
  const lines = sortedLines(
    await server.sh(`
tries=50
while ps -e -o comm= | grep -x sleep > /dev/null && [ $tries -gt 0 ]; do
  tries=$((tries - 1))
  sleep 0.1 &
  wait
done
ps -e -o user= -o comm=`),
  );
  return lines.map((line) => line.trim().replace(/\s+/g, ' ')).filter((line) => !/ (sh|ps|bash)$/.test(line));
}

async function listening(server: ServerLab): Promise<string[]> {
  const sockets = (await server.sh('netstat -ltnp')).split('\n').filter((line) => /^tcp/.test(line));
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
