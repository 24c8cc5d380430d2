import type { Service } from '../model/service.js';

/** What a service's processes are called, for a sentence: a name, or where their programs lie. */
export function programsOf({ process }: Pick<Service, 'process'>): string {
  return process.endsWith('/') ? `a program below ${process.slice(0, -1)}` : process;
}

/** The short name of a service, for a sentence: of one program its process, of several their title. */
export function nameOf({ process, title }: Pick<Service, 'process' | 'title'>): string {
  return process.endsWith('/') ? title : process;
}

/** The command that has services started anew, in the order in which they are started. */
export function restartCommand(services: readonly Pick<Service, 'script'>[]): string {
  return services.map(({ script }) => `${script} restart`).join(' && ');
}

/** Names in a sentence: `a`, `a and b`, `a, b and c`. */
export function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
}
