import { UserError } from '../errors.js';
import type { Host } from './host.js';
import { type ShellFragment, sh } from './shell.js';

/** Written beside the target under a private name, flushed, then renamed over: nobody can see half a file. */
function script(path: string, mode: string): ShellFragment {
  return sh`
target=${path}
umask 077
new=$target.gateway-setup.$$
trap 'rm -f "$new"' EXIT
cat > "$new" && chmod ${mode} "$new" && sync && mv -f "$new" "$target"`;
}

/** @throws UserError with the target's own words when it cannot be written. */
export async function putScript(
  run: Host['run'],
  path: string,
  content: Uint8Array,
  mode: number,
): Promise<void> {
  const result = await run(script(path, mode.toString(8)), { stdin: content, shielded: true });
  if (result.code !== 0) {
    throw new UserError(`${path} could not be written: ${result.stderr.toString('utf8').trim()}`, {
      next: 'Check the free space (df -k) and the rights of the folder, then run again.',
    });
  }
}
