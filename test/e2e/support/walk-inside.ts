import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';

// Runs in the lab, where alone the owners of the files have their true numbers, as its root.
// Arguments: the sources of regular expressions for what is passed over, as JSON. Writes one line of JSON.

const passedOver = (JSON.parse(process.argv[2] ?? '[]') as string[]).map((source) => new RegExp(source));

function typeOf(stat: ReturnType<typeof lstatSync>): string {
  if (stat?.isDirectory()) return 'folder';
  if (stat?.isFile()) return 'file';
  if (stat?.isSymbolicLink()) return 'link';
  if (stat?.isFIFO()) return 'fifo';
  return stat?.isSocket() ? 'socket' : 'device';
}

const entries: Record<string, Record<string, unknown>> = {};

function walk(path: string): void {
  if (passedOver.some((pattern) => pattern.test(path))) return;
  const stat = lstatSync(path);
  const type = typeOf(stat);
  entries[path] = {
    type,
    mode: (stat.mode & 0o7777).toString(8),
    owner: `${stat.uid}:${stat.gid}`,
    ...(type === 'file'
      ? { contents: `${stat.size} bytes, ${createHash('sha1').update(readFileSync(path)).digest('hex')}` }
      : {}),
    ...(type === 'link' ? { contents: `-> ${readlinkSync(path)}` } : {}),
    written: `inode ${stat.ino}, ${stat.mtimeMs}`,
  };
  if (type !== 'folder') return;
  for (const name of readdirSync(path).sort()) walk(`${path === '/' ? '' : path}/${name}`);
}

walk('/');
process.stdout.write(JSON.stringify(entries));
