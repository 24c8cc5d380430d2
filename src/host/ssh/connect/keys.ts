import { createAgent, type ParsedKey } from 'ssh2';
import type { SshSettings } from '../settings.js';
import { type IdentityFile, readIdentityFile } from './identity-file.js';
import type { SignatureHash } from './one-key-agent.js';

/** A key to log in with: one of an agent, or one in a file. */
export type KeyCandidate =
  | { readonly from: 'agent'; readonly key: ParsedKey; readonly name: string; readonly socket: string }
  | { readonly from: 'file'; readonly file: IdentityFile; readonly name: string };

export interface Keys {
  /** In the order in which they are tried. */
  readonly candidates: readonly KeyCandidate[];
  /** The names of files of which none is there: nobody who has named one of them should have to guess. */
  readonly missing?: readonly string[];
  /** Why the agent gave none, when there is said to be one. */
  readonly agentProblem?: string;
}

/** The keys for a server, in OpenSSH's order: of the agent, first those that are in its files; then the files. */
export async function findKeys(
  settings: Pick<SshSettings, 'identityFiles' | 'identitiesOnly' | 'identityAgent'>,
  uid: number | undefined,
): Promise<Keys> {
  const [agent, ...read] = await Promise.all([
    agentKeys(settings.identityAgent),
    ...settings.identityFiles.map((path) => readIdentityFile(path, uid)),
  ]);
  const files = read.filter((file) => file !== undefined);
  const { candidates } = ordered(agent.keys, files, settings);
  const none = files.length === 0 && settings.identityFiles.length > 0;
  return {
    candidates,
    ...(none ? { missing: settings.identityFiles } : {}),
    ...(agent.problem === undefined ? {} : { agentProblem: agent.problem }),
  };
}

function ordered(
  inAgent: readonly ParsedKey[],
  files: readonly IdentityFile[],
  { identitiesOnly, identityAgent: socket = '' }: Pick<SshSettings, 'identitiesOnly' | 'identityAgent'>,
): Keys {
  const same = (key: ParsedKey) => (file: IdentityFile) => file.publicKey?.equals(key) === true;
  const named = inAgent.filter((key) => files.some(same(key)));
  const others = identitiesOnly ? [] : inAgent.filter((key) => !named.includes(key));
  const left = files.filter((file) => !named.some((key) => same(key)(file)));
  return {
    candidates: [
      ...[...named, ...others].map((key) => ({
        from: 'agent' as const,
        key,
        name: files.find(same(key))?.path ?? (key.comment || key.type),
        socket,
      })),
      // A public half alone is of use only with the agent that has the other.
      ...left
        .filter(({ text, problem }) => text !== undefined || problem !== undefined)
        .map((file) => ({ from: 'file' as const, file, name: file.path })),
    ],
  };
}

interface AgentAnswer {
  readonly keys: readonly ParsedKey[];
  readonly problem?: string;
}

/** A local program: long enough for one that asks its own user. */
const agentMs = 10_000;

function agentKeys(socket: string | undefined): Promise<AgentAnswer> {
  if (socket === undefined) return Promise.resolve({ keys: [] });
  return new Promise((resolve) => {
    const late = setTimeout(() => resolve({ keys: [], problem: 'the agent does not answer' }), agentMs);
    createAgent(socket).getIdentities((error, keys) => {
      clearTimeout(late);
      if (error !== undefined && error !== null) resolve({ keys: [], problem: 'the agent cannot be asked' });
      else resolve({ keys: (keys ?? []).filter(isParsed) });
    });
  });
}

function isParsed(key: unknown): key is ParsedKey {
  return typeof key === 'object' && key !== null && 'getPublicSSH' in key;
}

/** @throws Error when the agent does not sign. */
export function signWithAgent(
  { socket, key }: Extract<KeyCandidate, { from: 'agent' }>,
  data: Buffer,
  hash: SignatureHash | undefined,
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    createAgent(socket).sign(key, data, hash === undefined ? {} : { hash }, (error, signature) => {
      if (signature === undefined) reject(error ?? new Error('the agent does not sign'));
      else resolve(signature);
    });
  });
}
