import type { Host } from '../../src/host/host.js';

/** A target of which nothing may be used, and on which nobody answers, but for what a test gives it. */
export function untouchedHost(given: Partial<Host> = {}): Host {
  const never = (what: string) => () => Promise.reject(new Error(`nothing is ${what} here`));
  return {
    name: 'mail.example.test',
    run: never('run'),
    attach: never('attached to a terminal'),
    hold: never('held'),
    putFile: never('written'),
    connect: () => Promise.reject(Object.assign(new Error('connection refused'), { code: 'ECONNREFUSED' })),
    close: async () => {},
    ...given,
  };
}
