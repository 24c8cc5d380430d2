import { UserError } from '../errors.js';
import { escapeControl } from '../text/escape.js';
import type { Host } from './host.js';
import { type ShellFragment, sh } from './shell.js';

/**
 * Written beside the target under a private name, flushed, then renamed over: nobody can see half a file.
 * The size is looked at because an input that breaks off looks like one that ends.
 */
export function putFragment(path: string, mode: number, size: number): ShellFragment {
  return sh`
target=${path}
if [ -d "$target" ]; then
  printf 'it is a folder\n' >&2
  exit 1
fi
umask 077
new=$target.gateway-setup.$$
trap 'rm -f "$new"' EXIT
trap 'exit 1' HUP INT TERM
rm -f "$new"
set -C
cat > "$new" || exit 1
if [ "$(stat -c %s "$new")" != ${size} ]; then
  printf 'not all of it arrived\n' >&2
  exit 1
fi
chmod ${mode.toString(8)} "$new" && sync && mv -f "$new" "$target"`;
}

/**
 * @param mode permission bits, 0 to 0o7777.
 * @throws UserError with the target's own words when it cannot be written; the file is then as it was.
 */
export async function putScript(
  run: Host['run'],
  path: string,
  content: Uint8Array,
  mode: number,
): Promise<void> {
  const put = putFragment(path, mode, content.length);
  const result = await run(put, { stdin: content, shielded: true });
  if (result.code === 0) return;
  throw notWritten(path, result.timedOut ? 'it took too long' : result.stderr.toString('utf8'));
}

/** `words`: why, as the target says it. */
export function notWritten(path: string, words: string): UserError {
  return new UserError(`${escapeControl(path)} could not be written: ${escapeControl(words.trim())}`, {
    why: 'The file is as it was before.',
    next: 'Check the free space (df -k) and the rights of the folder, then run again.',
  });
}
