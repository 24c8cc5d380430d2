import { readFileSync, statSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { escapeControl } from '../../../text/escape.js';
import { globFiles } from './glob.js';
import { type ConfigLine, readLine } from './line.js';
import { expanded } from './to-settings.js';
import { expandTilde } from './tokens.js';
import { configTrouble } from './trouble.js';

/** A line, or what an Include brings in. */
export type Entry = ConfigLine | { readonly included: readonly (readonly Entry[])[] };

export interface Source {
  readonly path: string;
  /** Where relative names of an Include are looked for. */
  readonly folder: string;
  /** Undefined: `~` is refused, as in the system's file. */
  readonly home: string | undefined;
  readonly uid: number;
  /** A file that others may write could send us anywhere: refused, as OpenSSH does. */
  readonly mustBeOwn: boolean;
  readonly mustExist: boolean;
}

/** As in OpenSSH; a file that includes itself ends here too. */
const deepest = 16;
const mostBytes = 1024 * 1024;

/** Reads a configuration with all that it includes. @throws UserError with file and line. */
export function loadConfig(source: Source, depth = 0): readonly Entry[] {
  const text = readConfig(source);
  const lines = text?.split('\n') ?? [];
  return lines.flatMap((line, index) => {
    const at = { file: source.path, line: index + 1 };
    const read = readLine(line, at);
    if (read?.keyword !== 'include') return read ?? [];
    if (depth >= deepest)
      throw configTrouble(at, `files include each other more than ${deepest} deep, or in a circle`);
    const files = read.words.flatMap((pattern) => globFiles(includePath(pattern, source, at)));
    return {
      included: files.map((path) =>
        loadConfig({ ...source, path, mustBeOwn: true, mustExist: false }, depth + 1),
      ),
    };
  });
}

function includePath(pattern: string, { home, folder }: Source, at: ConfigLine['at']): string {
  if (isAbsolute(pattern)) return pattern;
  if (!pattern.startsWith('~')) return join(folder, pattern);
  if (home === undefined) throw configTrouble(at, 'Include cannot use ~ in the configuration of the system');
  return expanded('Include', () => expandTilde(pattern, home));
}

/** Undefined: there is no such file. */
function readConfig({ path, uid, mustBeOwn, mustExist }: Source): string | undefined {
  const at = { file: path };
  try {
    const { mode, uid: owner, size } = statSync(path);
    if (mustBeOwn && ((owner !== 0 && owner !== uid) || (mode & 0o022) !== 0))
      throw configTrouble(
        at,
        'others than you may write it, so it is not trusted',
        `Run: chmod go-w '${escapeControl(path)}' (and chown it to yourself), then run the same command again.`,
      );
    if (size > mostBytes) throw configTrouble(at, 'it is larger than a configuration can be');
    return readFileSync(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === undefined) throw error;
    if (code === 'ENOENT' && !mustExist) return undefined;
    throw configTrouble(at, `it cannot be read (${String(code)})`);
  }
}
