import { parseArgs } from 'node:util';
import { StartRefusal } from '../daemon/start-refusal.js';
import { defaultSocket } from './protocol.js';

export interface DaemonOptions {
  readonly config: string;
  readonly socket: string;
  readonly pidFile: string;
  readonly log: string;
}

/** The options of both daemons; without any they use the places of the installed package. @throws StartRefusal */
export function daemonOptions(program: 'nod32d' | 'nod32smtp', argv: readonly string[]): DaemonOptions {
  const text = (value: string) => ({ type: 'string', default: value }) as const;
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        config: text('/etc/opt/eset/nod32/nod32.cfg'),
        socket: text(defaultSocket),
        pidfile: text(`/var/run/${program}.pid`),
        log: text('/var/log/nod32.log'),
      },
    });
    return { config: values.config, socket: values.socket, pidFile: values.pidfile, log: values.log };
  } catch (error) {
    throw new StartRefusal(error instanceof Error ? error.message : String(error));
  }
}
