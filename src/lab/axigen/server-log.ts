import { chownSync, fstatSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { SystemUser } from './system-user.js';

/** The levels of the real server's log, as summed up in `logLevel`. */
export const LogLevel = { critical: 1, error: 2, warning: 4, information: 8, protocol: 16 } as const;
export type LogLevel = (typeof LogLevel)[keyof typeof LogLevel];

export interface ServerLog {
  /** @param session a session's number in eight digits, or a process's */
  write(level: LogLevel, service: string, session: string, text: string): void;
}

/** A line as the real server writes it: time, level, host, then `SMTP-IN:00000022: text` (facts 6). */
export function logLine(
  time: Date,
  level: LogLevel,
  host: string,
  service: string,
  session: string,
  text: string,
): string {
  const stamp = time.toISOString().replace('T', ' ').slice(0, 19);
  const number = String(level).padStart(2, '0');
  // A line of the log is one line, whatever a client sends.
  const safe = text.replace(/[\x00-\x1f\x7f]/g, (character) => {
    return `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
  });
  return `${stamp} +0000 ${number} ${host} ${service}:${session}: ${safe}\n`;
}

/**
 * Appends to the log file, which belongs to the server's user even when root opens it first.
 * A full disk loses lines but never stops the mail.
 */
export function openServerLog(path: string, host: string, owner: SystemUser | undefined): ServerLog {
  mkdirSync(dirname(path), { recursive: true });
  const file = openSync(path, 'a', 0o640);
  if (owner !== undefined && process.getuid?.() === 0 && fstatSync(file).uid !== owner.uid) {
    chownSync(path, owner.uid, owner.gid);
  }
  return {
    write(level, service, session, text) {
      try {
        writeSync(file, logLine(new Date(), level, host, service, session, text), null, 'latin1');
      } catch {
        // Nowhere is left to say so.
      }
    },
  };
}
