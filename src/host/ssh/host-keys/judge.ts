import { escapeControl } from '../../../text/escape.js';
import type { HostKeyView, SshPerson, SshWishes } from '../person.js';
import { serverName } from '../server-name.js';
import type { SshSettings } from '../settings.js';
import { readKnownHostsFiles, rememberingFile } from './files.js';
import { fingerprints, hasFingerprint } from './fingerprint.js';
import { family, type PublicKey, publicKey } from './public-key.js';
import * as refusal from './refusals.js';
import { rememberHostKey } from './remember.js';
import { readRevokedKeys } from './revoked-keys.js';
import { type Found, findHost, hostKeyVerdict, knownKeyTypes } from './verdict.js';

/** Decides about the key that a server shows, before anything is sent to it. */
export interface HostKeyJudge {
  /** Types of the keys that are known for it; the server is asked for one of those first. */
  readonly types: readonly string[];
  /** Settles when the key is accepted. @throws HostKeyError; what the person throws. */
  judge(key: Uint8Array): Promise<void>;
}

export interface JudgeOptions {
  readonly wishes: Pick<SshWishes, 'hostKeys'>;
  readonly person: Pick<SshPerson, 'confirmHostKey' | 'note'>;
  /** The key that was accepted when this server was dialled before: it must be that one again. */
  readonly pinned?: Uint8Array;
}

/** @throws UserError when a known hosts file, or the one of revoked keys, cannot be read. */
export async function hostKeyJudge(settings: SshSettings, options: JudgeOptions): Promise<HostKeyJudge> {
  const { pinned } = options;
  if (pinned !== undefined) return pinnedJudge(settings, pinned);
  const { entries, malformed } = await readKnownHostsFiles(settings);
  const found = findHost(entries, settings);
  const revoked = await readRevokedKeys(settings.revokedHostKeys);
  return {
    types: knownKeyTypes(found),
    judge: async (bytes) => {
      const key = readKey(settings, bytes);
      const by = revoked.find(({ blob }) => blob.equals(key.blob));
      if (by !== undefined) throw refusal.revokedKey(viewOf(settings, key), by);
      if (!isKnown(settings, found, key)) await acceptUnknown(settings, options, found.name, key, malformed);
    },
  };
}

function pinnedJudge(settings: SshSettings, pinned: Uint8Array): HostKeyJudge {
  const type = publicKey(pinned)?.type;
  return {
    types: type === undefined ? [] : [type],
    judge: async (bytes) => {
      const key = readKey(settings, bytes);
      if (!key.blob.equals(pinned)) throw refusal.anotherKey(viewOf(settings, key), pinned);
    },
  };
}

/** @throws HostKeyError */
function isKnown(settings: SshSettings, found: Found, key: PublicKey): boolean {
  const verdict = hostKeyVerdict(found, key.blob);
  const view = viewOf(settings, key);
  if (verdict.kind === 'revoked') throw refusal.revokedKey(view, verdict.by);
  if (verdict.kind === 'changed') throw refusal.changedKey(view, found.name, verdict.known);
  if (verdict.kind === 'certificate-authority')
    throw refusal.authorityOnly(view, found.name, key, verdict.by);
  return verdict.kind === 'known';
}

/** `accept-new` and `no` are taken for `ask`: no key is accepted unseen. @throws HostKeyError */
async function acceptUnknown(
  settings: SshSettings,
  { wishes, person }: JudgeOptions,
  name: string,
  key: PublicKey,
  malformed: number,
): Promise<void> {
  const view = viewOf(settings, key);
  if (hasFingerprint(key.blob, wishes.hostKeys)) return;
  if (wishes.hostKeys.length > 0) throw refusal.notTheGiven(view, wishes.hostKeys);
  if (settings.strictHostKeyChecking === 'yes') throw refusal.unknownKey(view, 'strict');
  if (malformed > 0)
    person.note(`Lines of the known hosts files that say nothing were passed over: ${malformed}.`);
  const answer = await person.confirmHostKey(view);
  if (answer === undefined) throw refusal.unknownKey(view, 'nobody');
  if (answer === 'no') throw refusal.declinedKey(view);
  if (answer === 'remember') await remember(settings, person, name, key);
}

/** Whoever accepted a key wants to go on: what goes wrong here is said, no more. */
async function remember(
  settings: SshSettings,
  person: Pick<SshPerson, 'note'>,
  name: string,
  key: PublicKey,
): Promise<void> {
  const file = rememberingFile(settings);
  if (file === undefined) {
    person.note('The host key is not remembered: there is no known hosts file of yours.');
    return;
  }
  await rememberHostKey(file, name, key, settings.hashKnownHosts).catch((error: Error) =>
    person.note(`The host key is not remembered: ${escapeControl(error.message, 300)}.`),
  );
}

/** @throws HostKeyError */
function readKey(settings: SshSettings, bytes: Uint8Array): PublicKey {
  const key = publicKey(bytes);
  if (key === undefined) throw refusal.unusableKey(serverName(settings));
  return key;
}

function viewOf(settings: SshSettings, { type, blob }: PublicKey): HostKeyView {
  return {
    server: serverName(settings),
    type,
    ...fingerprints(blob),
    publicKeyFile: `/etc/ssh/ssh_host_${family(type)}_key.pub`,
    file: rememberingFile(settings),
  };
}
