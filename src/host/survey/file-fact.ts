import { absent, type Fact, present, unreadable } from '../fact.js';
import type { FileFact } from './answers.js';
import type { Frame } from './frames.js';

/** Reads a frame `trouble NUMBER LINK`: what could not be looked at, and whether that is because it is not there. */
export function readTrouble({ head, body, code }: Frame): Fact<never> {
  const match = head.match(/^trouble \d+ (yes|no)$/);
  if (!match) throw unintelligible(head);
  const reason = body.toString('utf8').trim();
  // The end of the words: what stands before it is a path, and may be called anything. A status of 1 comes
  // from `stat` itself; a shell that has no `stat` says "No such file" with another one.
  const missing = code === 1 && /: (No such file or directory|Not a directory)$/.test(reason);
  if (!missing) return unreadable(reason === '' ? `it could not be looked at (status ${code})` : reason);
  return match[1] === 'yes' ? unreadable('a symbolic link that points at nothing') : absent;
}

const description = /^file \d+ (yes|no) (yes|no)\|([0-7]+)\|(\d+)\|(\d+)\|(\d+)\|(-?\d+)\|([^|]+)$/;

/** Reads a frame `file NUMBER READ LINK|MODE|UID|GID|SIZE|MODIFIED|TYPE`. */
export function readFile(mark: string, { head, body, code }: Frame): Fact<FileFact> {
  const match = head.match(description);
  const separator = `\n${mark} path`;
  const pathEnd = body.indexOf(separator);
  if (!match || pathEnd < 0) throw unintelligible(head);
  const [, read, link, mode = '', uid, gid, size, modified, type = ''] = match;
  const after = body.subarray(pathEnd + separator.length);
  if (after[0] !== 0x0a) throw unintelligible(head);
  const fact = {
    path: body.toString('utf8', 0, pathEnd),
    type: typeOf(type),
    mode: Number.parseInt(mode, 8) & 0o7777,
    uid: Number(uid),
    gid: Number(gid),
    size: Number(size),
    modified: Number(modified),
    link: link === 'yes',
  };
  const bytes = after.subarray(1);
  if (read === 'no') {
    if (bytes.length > 0) throw unintelligible(head);
    return present(fact);
  }
  if (code !== 0) return unreadable('it could not be read to its end');
  if (bytes.length !== fact.size) return unreadable('it changed while it was read');
  return present({ ...fact, bytes });
}

function typeOf(words: string): FileFact['type'] {
  // An empty file is a "regular empty file".
  if (words.startsWith('regular')) return 'file';
  return words === 'directory' ? 'directory' : 'other';
}

function unintelligible(head: string): Error {
  return new Error(
    `the survey gave an answer that cannot be understood: ${JSON.stringify(head.slice(0, 80))}`,
  );
}
