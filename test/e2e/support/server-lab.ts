import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect } from 'vitest';
import { createLab, type Lab, openLab } from '../../../src/lab/lab.js';
import type { LabRequest } from '../../../src/lab/options.js';
import { inLab, labAxigenPassword, labMailboxPassword } from '../../../src/lab/paths.js';
import { makeQuickFolder } from '../../support/quick-folder.js';
import { type Said, said } from './run.js';

export interface SetupRun {
  /** Default: the lab's own answers, and nothing else. */
  readonly flags?: readonly string[];
  /** Default: the password that the lab publishes. Undefined: none. */
  readonly password?: string | undefined;
  /** Default: the one that the lab publishes where the flags ask for the driver `cli`, else none. */
  readonly axigenPassword?: string | undefined;
  readonly env?: Readonly<Record<string, string>>;
}

/** A server to try the product on: a lab, with the ways in which a test looks into it. */
export class ServerLab {
  constructor(readonly lab: Lab) {}

  async exec(argv: readonly string[], input = '', env: Readonly<Record<string, string>> = {}): Promise<Said> {
    const { code, stdout, stderr } = await this.lab.exec(argv, { input, env });
    return said(code, stdout, stderr);
  }

  /** A shell fragment that must succeed. @returns its standard output. */
  async sh(script: string): Promise<string> {
    const { code, out, all } = await this.exec(['/bin/sh', '-ec', script]);
    if (code !== 0) throw new Error(`${script}\nended with ${code}: ${all}`);
    return out;
  }

  /** A program for the lab's own Node, which no server of the time has: only tests may use it. */
  async node(source: string, ...args: readonly string[]): Promise<string> {
    const { code, out, all } = await this.exec([inLab.node, '--input-type=module', '-', ...args], source);
    if (code !== 0) throw new Error(`a program of the test ended with ${code} in the lab: ${all}`);
    return out;
  }

  product(...args: readonly string[]): Promise<Said> {
    return this.exec(['gateway-setup', ...args]);
  }

  /** `gateway-setup setup --yes` with the lab's answers. */
  setup(how: SetupRun = {}): Promise<Said> {
    const { flags = [], env = {} } = how;
    const password = 'password' in how ? how.password : labMailboxPassword;
    const asked = flags.includes('cli') ? labAxigenPassword : undefined;
    const axigenPassword = 'axigenPassword' in how ? how.axigenPassword : asked;
    const secrets = {
      ...(password === undefined ? {} : { GATEWAY_SETUP_MAILBOX_PASSWORD: password }),
      ...(axigenPassword === undefined ? {} : { GATEWAY_SETUP_AXIGEN_PASSWORD: axigenPassword }),
    };
    const words = ['gateway-setup', 'setup', '--yes', '--answers', inLab.answers, ...flags];
    return this.exec(words, '', { ...secrets, ...env });
  }

  /** The same, where nothing must go wrong. */
  async setsUp(how: SetupRun = {}): Promise<void> {
    const { code, all } = await this.setup(how);
    expect(code, all).toBe(0);
  }
}

export interface Labs {
  /** For a program of this machine that shall find the same labs. */
  readonly env: Readonly<Record<string, string | undefined>>;
  create(name: string, request?: Omit<LabRequest, 'name'>): Promise<ServerLab>;
  /** A lab that the product has built by itself. */
  open(name: string): ServerLab;
}

/** The labs of a test file: in a folder of their own, and gone when the file is done. */
export function useLabs(): Labs {
  const folder = makeQuickFolder('gateway-setup-e2e-');
  const env = { ...cleanEnvironment(), GATEWAY_SETUP_LABS: join(folder, 'labs') };
  const up = new Map<string, Lab>();
  afterAll(async () => {
    for (const lab of up.values()) await lab.down();
    rmSync(folder, { recursive: true, force: true });
  });
  const keep = (name: string, lab: Lab) => {
    up.set(name, lab);
    return new ServerLab(lab);
  };
  return {
    env,
    create: async (name, request = {}) => keep(name, await createLab({ ...request, name }, { env })),
    open: (name) => keep(name, openLab(name, { env })),
  };
}

/** Nothing of the developer's own settings may decide a test. */
export function cleanEnvironment(): Record<string, string | undefined> {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(GATEWAY_SETUP_|NO_COLOR$|FORCE_COLOR$|COLUMNS$|LINES$|CI$|npm_)/.test(name),
  );
  return Object.fromEntries(kept);
}
