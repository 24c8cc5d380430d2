import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync, readlinkSync, type Stats } from 'node:fs';

// Runs in the lab, where alone the owners of the files have their true numbers, as its root.
// Arguments, as JSON: the sources of regular expressions for what is passed over, and what an earlier walk has `known`.
// Writes one line of JSON.

/** What was read of a large file, and by what it is seen that nobody has written it since: the kernel alone sets its ctime. */
type Known = Record<string, { readonly stamp: string; readonly contents: string }>;

const before = JSON.parse(process.argv[3] ?? '{}') as Known;
const known: Known = {};
/** Bytes: libraries and programs, which are nearly all of the bytes of a lab. */
const large = 32_768;
/** Milliseconds: what was written just now may be written again within the same tick of the clock. */
const settled = Date.now() - 1000;

const passedOver = (JSON.parse(process.argv[2] ?? '[]') as string[]).map((source) => new RegExp(source));

function typeOf(stat: ReturnType<typeof lstatSync>): string {
  if (stat?.isDirectory()) return 'folder';
  if (stat?.isFile()) return 'file';
  if (stat?.isSymbolicLink()) return 'link';
  if (stat?.isFIFO()) return 'fifo';
  return stat?.isSocket() ? 'socket' : 'device';
}

function contentsOf(path: string, { ino, size, mtimeMs, ctimeMs }: Stats): string {
  const stamp = `${ino} ${size} ${mtimeMs} ${ctimeMs}`;
  const earlier = before[path];
  const contents =
    earlier?.stamp === stamp
      ? earlier.contents
      : `${size} bytes, ${createHash('sha1').update(readFileSync(path)).digest('hex')}`;
  if (size >= large && ctimeMs < settled) known[path] = { stamp, contents };
  return contents;
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
    ...(type === 'file' ? { contents: contentsOf(path, stat) } : {}),
    ...(type === 'link' ? { contents: `-> ${readlinkSync(path)}` } : {}),
    written: `inode ${stat.ino}, ${stat.mtimeMs}`,
  };
  if (type !== 'folder') return;
  for (const name of readdirSync(path).sort()) walk(`${path === '/' ? '' : path}/${name}`);
}

walk('/');
process.stdout.write(JSON.stringify({ entries, known }));
