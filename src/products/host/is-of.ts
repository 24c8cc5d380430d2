import type { Service } from '../../model/service.js';

/** What is known of a process, or of who holds a port. */
export interface KnownProgram {
  readonly name?: string;
  /** Absolute path. */
  readonly executable?: string;
}

/** Whether a process is one of a service's: by its name, or by the folder below which the service's programs lie. */
export function isOf({ process }: Pick<Service, 'process'>, { name, executable }: KnownProgram): boolean {
  return process.endsWith('/') ? executable?.startsWith(process) === true : name === process;
}
