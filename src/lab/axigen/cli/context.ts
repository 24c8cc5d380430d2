import type { RunningConfig } from '../running-config.js';
import type { LogLevel } from '../server-log.js';

/** What the command line service works with, given by the server that runs it. */
export interface CliContext {
  readonly running: RunningConfig;
  readonly host: string;
  /** More wrong commands than these after the login end the connection. */
  readonly maxErrors: number;
  readonly maxAuthErrors: number;
  /** More commands than these before the login end the connection, right or wrong. */
  readonly maxAuthCommands: number;
  readonly checkAdmin: (name: string, password: string) => boolean;
  readonly log: (level: LogLevel, text: string) => void;
}
