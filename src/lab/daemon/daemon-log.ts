import { appendFileSync } from 'node:fs';
import { hostname } from 'node:os';

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** One line as syslog writes it. Control characters become question marks: a client's words may be in it. */
export function logLine(when: Date, host: string, program: string, pid: number, text: string): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const clock = [when.getHours(), when.getMinutes(), when.getSeconds()].map(two).join(':');
  const date = `${months[when.getMonth()]} ${String(when.getDate()).padStart(2)} ${clock}`;
  return `${date} ${host} ${program}[${pid}]: ${text.replace(/[\x00-\x1f\x7f]/g, '?')}\n`;
}

/** Appends to a log file. A log that cannot be written stops no mail. */
export function daemonLog(file: string, program: string): (text: string) => void {
  const host = hostname().split('.')[0] || 'localhost';
  return (text) => {
    try {
      appendFileSync(file, logLine(new Date(), host, program, process.pid, text));
    } catch {
      // Nowhere is left to say it.
    }
  };
}
