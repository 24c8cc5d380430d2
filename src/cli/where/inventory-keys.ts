import { isFingerprint } from '../../host/ssh/host-keys/fingerprint.js';
import { type Become, becomes } from './flags.js';

/** How one server is reached, as far as an inventory says so. */
export interface OwnReach {
  readonly hostKeys?: readonly string[];
  readonly legacySsh?: boolean;
  readonly become?: Become;
  readonly outside?: string;
  readonly configFile?: string;
}

export const reachKeys = ['host-key', 'legacy-ssh', 'become', 'outside', 'ssh-config'] as const;
export type ReachKey = (typeof reachKeys)[number];

export function isReachKey(key: string): key is ReachKey {
  return reachKeys.some((one) => one === key);
}

/** What a key of an inventory says about reaching a server; a clause that says what is wrong with it. */
export function readReachKey(key: ReachKey, value: string): OwnReach | string {
  if (value === '') return 'it has no value';
  switch (key) {
    case 'host-key':
      return hostKeys(value.split(/[\s,]+/).filter((one) => one !== ''));
    case 'legacy-ssh':
      return legacySsh(value.toLowerCase());
    case 'become': {
      const how = becomes.find((one) => one === value);
      return how === undefined ? `it is one of ${becomes.join(', ')}` : { become: how };
    }
    case 'outside':
      return { outside: value };
    case 'ssh-config':
      return { configFile: value };
  }
}

function hostKeys(all: readonly string[]): OwnReach | string {
  const wrong = all.find((one) => !isFingerprint(one));
  return wrong === undefined
    ? { hostKeys: all }
    : `"${wrong}" is no fingerprint such as SHA256:... or MD5:...`;
}

function legacySsh(value: string): OwnReach | string {
  if (value === 'yes' || value === 'true') return { legacySsh: true };
  if (value === 'no' || value === 'false') return { legacySsh: false };
  return 'it is yes or no';
}
