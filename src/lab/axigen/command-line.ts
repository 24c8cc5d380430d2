import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

/** What the program was asked to do. Paths are absolute. */
export type CommandLine =
  | { readonly kind: 'help' }
  | { readonly kind: 'version'; readonly profile: string | undefined }
  | { readonly kind: 'wrong'; readonly reason: string }
  | {
      readonly kind: 'run';
      readonly workdir: string;
      readonly configFile: string;
      readonly pidFile: string;
      readonly foreground: boolean;
      /** The stand-in's own setting file; no option of the real program. */
      readonly profile: string | undefined;
    };

const defaultWorkdir = '/var/opt/axigen';

export const usage = `Usage: axigen [options]
  -h, --help             this text
  -v, --version          the version
      --foreground       stay in the foreground
  -W, --workdir DIR      work directory (default ${defaultWorkdir})
  -C, --configfile FILE  configuration file (default DIR/run/axigen.cfg)
  -P, --pidfile FILE     pid file (default DIR/run/axigen.pid)
`;

/** The real program's options (facts 5). Relative paths start at `cwd`. */
export function parseCommandLine(args: readonly string[], cwd: string): CommandLine {
  try {
    const { values } = parseArgs({
      args: [...args],
      strict: true,
      allowPositionals: false,
      options: {
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean', short: 'v' },
        foreground: { type: 'boolean' },
        workdir: { type: 'string', short: 'W' },
        configfile: { type: 'string', short: 'C' },
        pidfile: { type: 'string', short: 'P' },
        'stand-in-profile': { type: 'string' },
      },
    });
    if (values.help === true) return { kind: 'help' };
    const named = values['stand-in-profile'];
    const profile = named === undefined ? undefined : resolve(cwd, named);
    if (values.version === true) return { kind: 'version', profile };
    const workdir = resolve(cwd, values.workdir ?? defaultWorkdir);
    return {
      kind: 'run',
      workdir,
      configFile: resolve(cwd, values.configfile ?? join(workdir, 'run', 'axigen.cfg')),
      pidFile: resolve(cwd, values.pidfile ?? join(workdir, 'run', 'axigen.pid')),
      foreground: values.foreground === true,
      profile,
    };
  } catch (error) {
    return { kind: 'wrong', reason: error instanceof Error ? error.message : String(error) };
  }
}
