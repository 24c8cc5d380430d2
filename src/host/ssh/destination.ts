import { ExitCode, UserError } from '../../errors.js';
import { escapeControl } from '../../text/escape.js';
import { isServerName, isUserName, portNumber } from './config/names.js';

/** A server as it is named by a person: what is not said comes from the SSH configuration. */
export interface Destination {
  readonly user?: string;
  /** A name, an alias of the configuration or an address, without brackets. */
  readonly name: string;
  readonly port?: number;
}

/** `[user@]name[:port]`, also as `ssh://...`; an IPv6 address in brackets. @throws UserError when it is not one. */
export function parseDestination(text: string): Destination {
  const found = readDestination(text);
  if (typeof found !== 'string') return found;
  throw new UserError(`"${escapeControl(text, 200)}" does not name a server: ${escapeControl(found, 400)}.`, {
    why: 'The server is reached by exactly this name, so nothing is guessed.',
    next: 'Name it as [user@]server[:port], for example root@mail.example.com or root@[2001:db8::25]:2222.',
    exitCode: ExitCode.usage,
  });
}

/** The destination, or why it is none: a clause. */
export function readDestination(text: string): Destination | string {
  if (text.trim() === '') return 'nothing stands there';
  if (/[\u0000-\u001f\u007f-\u009f]/.test(text)) return 'there is a control character in it';
  const plain = text.replace(/^ssh:\/\/(.*?)\/?$/is, '$1');
  // As in OpenSSH the last @ counts: a user name may have one.
  const at = plain.lastIndexOf('@');
  const user = at < 0 ? undefined : plain.slice(0, at);
  if (user !== undefined && !isUserName(user)) return wrongUser(user);
  const place = readPlace(plain.slice(at + 1));
  if (typeof place === 'string') return place;
  return user === undefined ? place : { user, ...place };
}

function readPlace(place: string): Destination | string {
  const bracketed = /^\[([^\]]*)\](?::(.*))?$/.exec(place);
  if (!bracketed && place.split(':').length > 2)
    return `an IPv6 address stands in brackets, such as [${place}] or [${place}]:22`;
  const [name = '', port] = bracketed ? bracketed.slice(1) : place.split(':');
  if (!isServerName(name) || /[[\]/@]/.test(name)) return wrongName(name);
  if (port === undefined) return { name };
  const number = portNumber(port);
  return number === undefined
    ? `a port is a number from 1 to 65535, "${port}" is none`
    : { name, port: number };
}

function wrongUser(user: string): string {
  return user === ''
    ? 'no user stands before the @'
    : `"${user}" cannot be the name of a user${startsWithDash(user)}`;
}

function wrongName(name: string): string {
  return name === ''
    ? 'the name is missing'
    : `"${name}" cannot be the name of a server${startsWithDash(name)}`;
}

function startsWithDash(name: string): string {
  return name.startsWith('-') ? ', it starts with a dash as options do' : '';
}
