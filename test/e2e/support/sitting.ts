import { afterEach } from 'vitest';
import { program } from './run.js';
import type { useLabs } from './server-lab.js';
import { Person } from './terminal.js';

export interface Terminal {
  /** Somebody at a terminal who calls this. */
  at(argv: readonly string[], env: Readonly<Record<string, string | undefined>>): Person;
  /** Somebody at a terminal who calls gateway-setup so. */
  sitDown(words: readonly string[], env?: Readonly<Record<string, string>>): Person;
}

/** A terminal for each test of the file; whoever sits there leaves at the end. */
export function useTerminal(labs: ReturnType<typeof useLabs>): Terminal {
  let person: Person | undefined;
  afterEach(async () => {
    await person?.leaves();
    person = undefined;
  });
  const at: Terminal['at'] = (argv, env) => {
    person = new Person(argv, env);
    return person;
  };
  return {
    at,
    sitDown: (words, env = {}) => at([process.execPath, program, ...words], { ...labs.env, ...env }),
  };
}

/** The words that call a command within a lab. */
export const inside = (name: string, ...words: readonly string[]) => [
  'lab',
  'exec',
  '--name',
  name,
  '--',
  ...words,
];

/** AXIGEN's command line answers in a lab; without its password the file is edited. */
export const adminPassword = 'Password of AXIGEN';

/** The stage that is shown is applied. */
export const apply = ['What shall be done?', 'Apply'] as const;
