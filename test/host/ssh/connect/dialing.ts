import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ConnectOptions, connectLine } from '../../../../src/host/ssh/connect/connect-line.js';
import { type LineMemory, lineMemory } from '../../../../src/host/ssh/connect/memory.js';
import type { SshLine } from '../../../../src/host/ssh/line.js';
import type { LegacyView, Remembered, SecretRequest, SshPerson } from '../../../../src/host/ssh/person.js';
import type { SshRoute, SshSettings } from '../../../../src/host/ssh/settings.js';
import type { Sshd } from '../../../support/sshd.js';

/** A person who answers from a list, in order, and remembers what was asked. */
export interface TestPerson extends SshPerson {
  readonly asked: SecretRequest[];
  readonly legacyAsked: LegacyView[];
  readonly notes: string[];
}

export function person(
  answers: readonly (string | undefined)[] = [],
  options: { readonly legacy?: Remembered } = {},
): TestPerson {
  const left = [...answers];
  const asked: SecretRequest[] = [];
  const legacyAsked: LegacyView[] = [];
  const notes: string[] = [];
  return {
    asked,
    legacyAsked,
    notes,
    secret: async (request) => {
      asked.push(request);
      return left.shift();
    },
    confirmHostKey: async () => undefined,
    allowLegacy: async (view) => {
      legacyAsked.push(view);
      return options.legacy;
    },
    note: (text) => void notes.push(text),
  };
}

/** How a server of a test is reached; its host keys are known. */
export function settingsFor(server: Sshd, changes: Partial<SshSettings> = {}): SshSettings {
  const folder = mkdtempSync(join(server.folder, 'known-'));
  const known = join(folder, 'known_hosts');
  writeFileSync(known, server.knownHosts());
  return {
    alias: 'box',
    hostName: server.address,
    port: server.port,
    user: 'root',
    identityFiles: [],
    identitiesOnly: false,
    userKnownHosts: [known],
    globalKnownHosts: [],
    strictHostKeyChecking: 'yes',
    hashKnownHosts: false,
    ...changes,
  };
}

export interface DialOptions extends Partial<ConnectOptions> {
  readonly hops?: readonly SshSettings[];
  readonly proxyCommand?: string;
  readonly memory?: LineMemory;
}

const nowhere = { HOME: '/nonexistent', PATH: process.env.PATH };

export function dial(target: SshSettings, options: DialOptions = {}): Promise<SshLine> {
  const { hops = [], proxyCommand, ...rest } = options;
  const route: SshRoute = { hops, target, ...(proxyCommand === undefined ? {} : { proxyCommand }) };
  return connectLine(route, {
    wishes: { hostKeys: [], legacy: 'no' },
    person: person(),
    signal: new AbortController().signal,
    env: nowhere,
    memory: lineMemory(),
    uid: process.getuid?.(),
    ...rest,
  });
}

/** What a command prints on the target. */
export async function output(line: SshLine, command: string): Promise<string> {
  const channel = await line.exec(command);
  const chunks: Buffer[] = [];
  for await (const chunk of channel) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/** Runs `work` over a line, and closes it. */
export async function withLine<T>(line: Promise<SshLine>, work: (line: SshLine) => Promise<T>): Promise<T> {
  const up = await line;
  try {
    return await work(up);
  } finally {
    await up.close();
  }
}
