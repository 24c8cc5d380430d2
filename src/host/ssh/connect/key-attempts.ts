import type { AgentAuthMethod, ParsedKey } from 'ssh2';
import { escapeControl } from '../../../text/escape.js';
import type { SshPerson } from '../person.js';
import type { AskOptions } from './ask-secret.js';
import { type KeyCandidate, type Keys, signWithAgent } from './keys.js';
import { knowsKeyType } from './old-ident.js';
import { OneKeyAgent, type SignatureHash } from './one-key-agent.js';
import { unlock } from './unlock.js';

export interface KeyAttemptsOptions extends AskOptions {
  readonly user: string;
  readonly person: Pick<SshPerson, 'secret' | 'note'>;
  /** What the server calls itself. */
  readonly ident: string;
  /** What a person threw. */
  readonly failed: (error: unknown) => void;
}

/** The keys of a login, one after the other. */
export class KeyAttempts {
  /** Names of those that were offered to the server, and of those that it cannot know. */
  readonly tried: string[] = [];
  readonly tooNew: string[] = [];
  /** A passphrase was wanted, and nobody gave one. */
  locked = false;
  readonly #left: KeyCandidate[];

  constructor(
    readonly keys: Keys,
    private readonly options: KeyAttemptsOptions,
  ) {
    this.#left = [...keys.candidates];
  }

  get left(): number {
    return this.#left.length;
  }

  /** Whether the next one can be offered without a question to a person. */
  get silent(): boolean {
    const [next] = this.#left;
    return next !== undefined && (next.from === 'agent' || next.file.publicKey !== undefined);
  }

  /** Undefined: there are no more. @throws Cancelled */
  async next(): Promise<AgentAuthMethod | undefined> {
    for (let candidate = this.#left.shift(); candidate !== undefined; candidate = this.#left.shift()) {
      const method = await this.#attempt(candidate);
      if (method !== undefined) return method;
    }
    return undefined;
  }

  async #attempt(candidate: KeyCandidate): Promise<AgentAuthMethod | undefined> {
    const { ident, user } = this.options;
    let opened: ParsedKey | undefined;
    let offered = candidate.from === 'agent' ? candidate.key : candidate.file.publicKey;
    if (candidate.from === 'file') {
      if (candidate.file.problem !== undefined) return this.#passOver(candidate, candidate.file.problem);
      if (offered === undefined) offered = opened = await this.#open(candidate);
    }
    if (offered === undefined) return undefined;
    if (!knowsKeyType(ident, offered.type)) {
      this.tooNew.push(candidate.name);
      return undefined;
    }
    this.tried.push(candidate.name);
    const sign = async (data: Buffer, hash: SignatureHash | undefined) => {
      if (candidate.from === 'agent') return this.options.asking(() => signWithAgent(candidate, data, hash));
      const key = opened ?? (await this.#openOrFail(candidate));
      if (key === undefined) throw new Error('the key stays locked');
      return signWith(key, data, hash);
    };
    return { type: 'agent', username: user, agent: new OneKeyAgent(offered, sign) };
  }

  async #open(candidate: Extract<KeyCandidate, { from: 'file' }>): Promise<ParsedKey | undefined> {
    const key = await unlock(candidate.file, this.options);
    if (typeof key !== 'string') return key;
    if (key === 'unanswered') this.locked = true;
    this.#passOver(candidate, whyLocked[key]);
    return undefined;
  }

  /** ssh2 would take what the person throws for one more key that is of no use. */
  async #openOrFail(candidate: Extract<KeyCandidate, { from: 'file' }>): Promise<ParsedKey | undefined> {
    try {
      return await this.#open(candidate);
    } catch (error) {
      this.options.failed(error);
      throw error;
    }
  }

  #passOver({ name }: KeyCandidate, why: string): undefined {
    this.options.person.note(`The key ${escapeControl(name, 300)} is passed over: ${why}.`);
  }
}

const whyLocked = {
  unanswered: 'it is encrypted, and no passphrase was given',
  'wrong-passphrase': 'its passphrase was not right',
  unusable: 'it cannot be used here',
} as const;

function signWith(key: ParsedKey, data: Buffer, hash: string | undefined): Buffer {
  const signature: unknown = key.sign(data, hash);
  // ssh2 returns an error where it should throw it.
  if (!Buffer.isBuffer(signature)) throw signature instanceof Error ? signature : new Error('no signature');
  return signature;
}
