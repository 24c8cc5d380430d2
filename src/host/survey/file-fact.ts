import { absent, type Fact, present, unreadable } from '../fact.js';
import type { FileFact } from './answers.js';
import type { Frame } from './frames.js';

/** Reads a frame `trouble NUMBER LINK`: what could not be looked at, and whether that is because it is not there. */
export function readTrouble(mark: string, { head, body, code }: Frame): Fact<never> {
  const match = head.match(/^trouble \d+ (yes|no)$/);
  const [words, target, ...others] = body.toString('utf8').split(`\n${mark} real\n`);
  if (!match || words === undefined || target === undefined || others.length > 0) throw unintelligible(head);
  const reason = words.trim();
  // The end of the words: what stands before it is a path, and may be called anything. A status of 1 comes
  // from `stat` itself; a shell that has no `stat` says "No such file" with another one.
  const missing = code === 1 && /: (No such file or directory|Not a directory)$/.test(reason);
  if (!missing) return unreadable(reason === '' ? `it could not be looked at (status ${code})` : reason);
  if (match[1] === 'no') return absent;
  const to = target === '' ? '' : `: there is no ${target}`;
  return unreadable(`a symbolic link that points at nothing${to}`);
}

const description =
  /^file \d+ (yes|no) (yes|no)\|(\d+)\|([0-7]+)\|(\d+)\|(\d+)\|(\d+)\|(-?\d+)\|(\d+)\|([^|]+)$/;

/** Reads a frame `file NUMBER READ LINK|OWN|MODE|UID|GID|SIZE|MODIFIED|NAMES|TYPE`. */
export function readFile(mark: string, { head, body, code }: Frame): Fact<FileFact> {
  const match = head.match(description);
  const [realBytes, rest] = cutAt(body, `\n${mark} real\n`) ?? [];
  const [pathBytes, bytes] = (rest === undefined ? undefined : cutAt(rest, `\n${mark} path\n`)) ?? [];
  if (!match || realBytes === undefined || pathBytes === undefined || bytes === undefined)
    throw unintelligible(head);
  const [, read, link, own, mode = '', uid, gid, size, modified, names, type = ''] = match;
  const others = Number(names) - Number(own) - 1;
  const path = pathBytes.toString('utf8');
  const real = realBytes.toString('utf8');
  const fact = {
    path,
    type: typeOf(type),
    mode: Number.parseInt(mode, 8) & 0o7777,
    uid: Number(uid),
    gid: Number(gid),
    size: Number(size),
    modified: Number(modified),
    link: link === 'yes',
    ...(real === path ? {} : { real }),
    ...(typeOf(type) === 'file' && others > 0 ? { otherNames: others } : {}),
  };
  if (read === 'no') {
    if (bytes.length > 0) throw unintelligible(head);
    return present(fact);
  }
  if (code !== 0) return unreadable('it could not be read to its end');
  if (bytes.length !== fact.size) return unreadable('it changed while it was read');
  if (real === '') return unreadable('where its symbolic links lead could not be found out');
  if (!Buffer.from(real).equals(realBytes))
    return unreadable(`it leads to ${real}, a name that is not UTF-8`);
  return present({ ...fact, bytes });
}

function cutAt(bytes: Buffer, separator: string): readonly [Buffer, Buffer] | undefined {
  const at = bytes.indexOf(separator);
  return at < 0 ? undefined : [bytes.subarray(0, at), bytes.subarray(at + Buffer.byteLength(separator))];
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
