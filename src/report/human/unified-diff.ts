import { structuredPatch } from 'diff';
import { escapeControl } from '../../text/escape.js';
import { hideSecrets } from '../../text/hide-secrets.js';
import { range } from '../../text/unified-patch.js';
import type { Paint } from './paint.js';

const noNewline = '\\ No newline at end of file';

/** The old text of the files is often latin1: bytes that are not UTF-8 are shown as latin1, one character a byte. */
export function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return Buffer.from(bytes).toString('latin1');
  }
}

function allCrLf(text: string): boolean {
  return text.includes('\r\n') && !/(^|[^\r])\n/.test(text);
}

/**
 * A unified diff with three lines of context, made safe for a terminal. Where both sides have CRLF
 * throughout, the CR is not shown, nor is what may be a password; a CR that one side has alone shows as \x0d.
 */
export function unifiedDiff(path: string, before: Uint8Array, after: Uint8Array, paint: Paint): string[] {
  let old = textOf(before);
  let now = textOf(after);
  if (allCrLf(old) && allCrLf(now)) {
    old = old.replaceAll('\r\n', '\n');
    now = now.replaceAll('\r\n', '\n');
  }
  const { hunks } = structuredPatch(path, path, old, now, '', '', { context: 3 });
  if (hunks.length === 0) return [];
  const name = escapeControl(path);
  const lines = [paint.bold(`--- ${name}`), paint.bold(`+++ ${name}`)];
  for (const hunk of hunks) {
    lines.push(
      paint.cyan(`@@ -${range(hunk.oldStart, hunk.oldLines)} +${range(hunk.newStart, hunk.newLines)} @@`),
      ...hunk.lines.map((line) => diffLine(line, paint)),
    );
  }
  return lines;
}

function diffLine(line: string, paint: Paint): string {
  if (line === noNewline) return paint.dim(line);
  const safe = escapeControl(hideSecrets(line));
  if (line.startsWith('+')) return paint.green(safe);
  return line.startsWith('-') ? paint.red(safe) : safe;
}
