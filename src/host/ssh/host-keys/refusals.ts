import { ExitCode } from '../../../errors.js';
import { escapeControl } from '../../../text/escape.js';
import { quoteWord } from '../../shell.js';
import type { HostKeyView } from '../person.js';
import { fingerprints } from './fingerprint.js';
import { HostKeyError } from './host-key-error.js';
import type { KnownHost } from './known-hosts.js';
import type { PublicKey } from './public-key.js';
import { knownHostsLine } from './remember.js';

const inBetween = 'Whoever sits between you and it would see all that is sent, passwords too.';

const nothingSent = 'Nothing was sent to it.';

const shown = ({ type, sha256, md5 }: HostKeyView) => `Its key now: ${type} ${sha256} (${md5})`;

const place = ({ file, line }: Pick<KnownHost, 'file' | 'line'>) =>
  `${escapeControl(file, 300)}, line ${line}`;

/** An `ssh-keygen` of the period prints MD5. */
const check = ({ publicKeyFile }: HostKeyView) => [
  'Look at the console of the server itself which key is its own:',
  `ssh-keygen -lf ${publicKeyFile}`,
];

/** What to do when the console shows the same key. */
function checkedThen(view: HostKeyView, what: string, ...commands: readonly string[]): string {
  return [...check(view), `Only if it is the one that is shown here, ${what}:`, ...commands].join('\n');
}

export function changedKey(view: HostKeyView, name: string, known: readonly KnownHost[]): HostKeyError {
  const otherType = known.every(({ type }) => type !== view.type);
  const files = [...new Set(known.map(({ file }) => file))];
  return new HostKeyError(
    [
      `The host key of ${view.server} has changed.`,
      shown(view),
      ...known
        .slice(0, 5)
        .map((one) => `Known: ${one.type} ${fingerprints(one.blob).sha256} (${place(one)})`),
    ],
    {
      why: `The server was installed anew, or something else answers in its place. ${inBetween} ${nothingSent}${
        otherType ? ' A key of another type than the known ones counts as changed, as with OpenSSH.' : ''
      }`,
      next: checkedThen(
        view,
        'forget the old one and run the same command again',
        ...files.map((file) => `ssh-keygen -R ${quoteWord(name)} -f ${quoteWord(file)}`),
      ),
    },
  );
}

export function revokedKey(view: HostKeyView, by: Pick<KnownHost, 'file' | 'line'>): HostKeyError {
  return new HostKeyError([`The host key of ${view.server} is revoked (${place(by)}).`, shown(view)], {
    why: `A key is revoked when somebody else may have it. ${inBetween} ${nothingSent}`,
    next: 'Ask whoever revoked it. The server needs a new key before anybody may log in to it.',
  });
}

/** A `@cert-authority` line is for it, and no line with its key. */
export function authorityOnly(view: HostKeyView, name: string, key: PublicKey, by: KnownHost): HostKeyError {
  return new HostKeyError(
    [`${view.server} is to prove itself by a certificate (@cert-authority in ${place(by)}).`, shown(view)],
    {
      why: `gateway-setup cannot check certificates of host keys, and the key itself is not known. ${nothingSent}`,
      next: checkedThen(
        view,
        'add this line to your known hosts file and run the same command again',
        knownHostsLine(name, key),
      ),
    },
  );
}

export function notTheGiven(view: HostKeyView, given: readonly string[]): HostKeyError {
  return new HostKeyError(
    [
      `The host key of ${view.server} is not known, and is none of those that were given with --host-key.`,
      shown(view),
      `Given: ${given.map((one) => escapeControl(one, 200)).join(', ')}`,
    ],
    {
      why: `Something else may answer in its place. ${inBetween} ${nothingSent}`,
      next: checkedThen(view, 'run the same command with', `--host-key ${view.sha256}`),
    },
  );
}

/** Nobody can be asked, or `StrictHostKeyChecking yes` says that nobody is to be. */
export function unknownKey(view: HostKeyView, reason: 'nobody' | 'strict'): HostKeyError {
  const strict = reason === 'strict';
  const because = strict ? 'StrictHostKeyChecking is yes for it' : 'nobody is there to confirm it';
  return new HostKeyError([`The host key of ${view.server} is not known, and ${because}.`, shown(view)], {
    why: `No key is accepted unseen. ${inBetween} ${nothingSent}`,
    next: checkedThen(view, 'run the same command with', `--host-key ${view.sha256}`),
    // Without somebody to ask it is an answer that is missing.
    exitCode: strict ? ExitCode.couldNotLook : ExitCode.usage,
  });
}

export function declinedKey(view: HostKeyView): HostKeyError {
  return new HostKeyError([`The host key of ${view.server} was not accepted.`, shown(view)], {
    why: nothingSent,
    next: check(view).join('\n'),
  });
}

/** The line is made again, and another key is shown than the first time. */
export function anotherKey(view: HostKeyView, before: Uint8Array): HostKeyError {
  return new HostKeyError(
    [
      `${view.server} has another host key than when this run began.`,
      shown(view),
      `Its key before: ${fingerprints(before).sha256}`,
    ],
    {
      why: `Something else may answer in its place. ${inBetween} ${nothingSent}`,
      next: `${check(view).join('\n')}\nThen run the same command again: it looks at what the journal on the server says.`,
    },
  );
}

export function unusableKey(server: string): HostKeyError {
  return new HostKeyError([`The host key of ${server} is none that OpenSSH takes.`], {
    why: `A damaged key, or an RSA key of less than 1024 bits, proves nothing. ${nothingSent}`,
    next: 'Look at the keys in /etc/ssh at the console of the server; ssh-keygen makes new ones.',
  });
}
