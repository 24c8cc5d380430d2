/** Linux takes at most 128 KiB in one argument; 30 000 UTF-16 units are at most 90 KB of UTF-8. */
const unitsPerArgument = 30_000;

/**
 * Arguments for `sh` with which it runs `script`. A long one goes in pieces, which the shell puts together
 * again; it then has no positional parameters, as with a short one.
 */
export function shellArguments(script: string): readonly string[] {
  if (script.length <= unitsPerArgument) return ['-c', script];
  const pieces: string[] = [];
  for (let at = 0; at < script.length; ) {
    let end = Math.min(at + unitsPerArgument, script.length);
    // The two halves of a character beyond the basic plane stay together.
    if (/[\uD800-\uDBFF]/.test(script[end - 1] ?? '')) end -= 1;
    pieces.push(script.slice(at, end));
    at = end;
  }
  const all = pieces.map((_, index) => `\${${index + 1}}`).join('');
  return ['-c', `eval "shift $#\n${all}"`, 'sh', ...pieces];
}
