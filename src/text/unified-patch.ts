import { structuredPatch } from 'diff';
import { holdsSecret } from './hide-secrets.js';

/**
 * A unified diff that `patch` turns into exactly these bytes: every byte counts as one character, so that neither the
 * encoding of the file nor its ends of lines matter. Empty when nothing differs. It has three lines of context, or fewer where
 * there would be a password among them: a plan lies about, and is handed on. Pure.
 */
export function unifiedPatch(path: string, before: Uint8Array, after: Uint8Array): Uint8Array {
  const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');
  const hunks = hunksBetween(path, text(before), text(after));
  if (hunks.length === 0) return new Uint8Array();
  const name = nameFor(path);
  const lines = hunks.flatMap(({ oldStart, oldLines, newStart, newLines, lines: body }) => [
    `@@ -${range(oldStart, oldLines)} +${range(newStart, newLines)} @@`,
    ...body,
  ]);
  return Buffer.from([`--- ${name}`, `+++ ${name}`, ...lines, ''].join('\n'), 'latin1');
}

function hunksBetween(path: string, before: string, after: string) {
  for (let context = 3; ; context -= 1) {
    const { hunks } = structuredPatch(path, path, before, after, '', '', { context });
    const beside = hunks.flatMap(({ lines }) => lines).filter((line) => line.startsWith(' '));
    if (context === 0 || !beside.some(holdsSecret)) return hunks;
  }
}

/** As `patch` reads it back: a name ends at the first space unless a tab ends it, and control characters are quoted. */
function nameFor(path: string): string {
  // The path is not text of the file: it keeps its own encoding.
  const name = Buffer.from(path).toString('latin1');
  if (!/\p{Cc}/u.test(path)) return name.includes(' ') ? `${name}\t` : name;
  const octal = (byte: string) => `\\${byte.charCodeAt(0).toString(8).padStart(3, '0')}`;
  return `"${name.replace(/["\\\p{Cc}]/gu, octal)}"`;
}

/** An empty side is numbered by the line before it, as `diff -u` does. */
export function range(start: number, lines: number): string {
  return `${lines === 0 ? start - 1 : start},${lines}`;
}
