import { existsSync, readFileSync } from 'node:fs';
import { ExitCode, UserError } from '../../errors.js';
import { labCommandLine } from '../command-line.js';
import type { Lab } from '../lab.js';
import { clientFiles } from './client.js';

/** `lab ssh-config`. @throws UserError (exit code 3) when that lab cannot be reached over SSH. */
export function sshConfigOf({ paths, record }: Pick<Lab, 'paths' | 'record'>): string {
  const { name } = record.options;
  const { config } = clientFiles(paths);
  const { withoutSsh } = record;
  if (withoutSsh === undefined && existsSync(config)) return readFileSync(config, 'utf8');
  const reset = `build it anew: ${labCommandLine(name, 'reset')}`;
  throw new UserError(`the lab "${name}" cannot be reached over SSH`, {
    why: withoutSsh?.why ?? 'it is of an earlier build of gateway-setup, which put no sshd into it',
    next: withoutSsh === undefined ? reset : `${withoutSsh.next}, then ${reset}`,
    exitCode: ExitCode.couldNotLook,
  });
}
