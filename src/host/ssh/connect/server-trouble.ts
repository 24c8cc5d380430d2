import { ExitCode, UserError } from '../../../errors.js';
import { escapeControl } from '../../../text/escape.js';
import { serverName } from '../server-name.js';
import type { SshSettings } from '../settings.js';
import type { Mismatch } from './algorithms.js';
import type { GreetingTrouble } from './greeting.js';
import type { Stage } from './stage-clock.js';

function trouble(message: string, why: string, next: string): UserError {
  return new UserError(message, { why, next, exitCode: ExitCode.couldNotLook });
}

const address = ({ hostName, port }: SshSettings) => `${escapeControl(hostName, 300)} port ${port}`;

const tryWithSsh = ({ alias }: SshSettings) =>
  `Try: ssh -v ${escapeControl(alias, 200)} true ; what stops it there stops it here too.`;

/** Nothing came within the time that a stage has. `heard`: what came instead of a greeting. */
export function tooSlow(settings: SshSettings, stage: Stage, limitMs: number, heard: string): UserError {
  const seconds = Math.max(1, Math.round(limitMs / 1000));
  const said = heard === '' ? '' : ` It said: ${escapeControl(heard.trim(), 300)}`;
  const meaning: Readonly<Record<Stage, string>> = {
    'reaching it':
      'No answer comes at all: it is off, the address is wrong, or a firewall swallows the packets.',
    'waiting for its greeting': `Something accepts connections there, but does not say what an SSH server says first.${said}`,
    'exchanging keys':
      'It greeted and then fell silent: it is overloaded, or something in between holds large packets back.',
    'logging in':
      'It may be waiting for a service of its own, such as a name server or a directory of users.',
  };
  return trouble(
    `${serverName(settings)} (${address(settings)}) did not answer within ${seconds} seconds while ${stage}.`,
    meaning[stage],
    tryWithSsh(settings),
  );
}

const unreachable: Readonly<Record<string, readonly [string, string]>> = {
  ENOTFOUND: ['its name is not known', 'Check how the name is written after --host, or give its address.'],
  EAI_AGAIN: ['the name server did not answer', 'Check the network of this machine, or give its address.'],
  ECONNREFUSED: [
    'nothing accepts connections there (connection refused)',
    'Check the port: --host name:port, or Port in ~/.ssh/config. At the console of the server: is sshd running?',
  ],
  ECONNRESET: ['the connection was cut at once', 'Check /etc/hosts.deny and the firewall of the server.'],
  ETIMEDOUT: [
    'no answer came in time',
    'Check that it is on, and that no firewall between here and there drops the packets.',
  ],
  EHOSTUNREACH: ['there is no way to that host', 'Check the address and the network of this machine.'],
  ENETUNREACH: ['there is no way to that network', 'Check the address and the network of this machine.'],
  EACCES: ['the system does not permit it', 'Check the firewall of this machine.'],
};

/** No connection could be made; `error` is that of a socket. */
export function notReached(settings: SshSettings, error: NodeJS.ErrnoException, through?: string): UserError {
  const [meaning, next] = unreachable[error.code ?? ''] ?? [
    escapeControl(error.message, 300),
    tryWithSsh(settings),
  ];
  const from = through === undefined ? '' : ` from ${through}`;
  return trouble(
    `${serverName(settings)} (${address(settings)}) could not be reached${from}: ${meaning}.`,
    'Nothing can be looked at on a server that is not reached.',
    next,
  );
}

/** A jump host that lets nobody through. */
export function hopForbids(hop: SshSettings, settings: SshSettings): UserError {
  return trouble(
    `The jump host ${serverName(hop)} does not forward connections, and ${serverName(settings)} is reached through it.`,
    'Its sshd has AllowTcpForwarding no, or PermitOpen leaves this address out.',
    'Have forwarding allowed there for this user, or reach the server in another way (ProxyJump or ProxyCommand in ~/.ssh/config).',
  );
}

/** What came first was no greeting of an SSH server of protocol 2. */
export function badGreeting(settings: SshSettings, { kind, text }: GreetingTrouble): UserError {
  const said = escapeControl(text.trim(), 300);
  switch (kind) {
    case 'protocol-1':
      return trouble(
        `${serverName(settings)} speaks only protocol 1 of SSH (it calls itself ${said}).`,
        'That protocol is broken since 1998, and no client of today speaks it.',
        'At the console of the server put "Protocol 2" into /etc/ssh/sshd_config, make host keys with ssh-keygen, and restart sshd.',
      );
    case 'endless':
      return trouble(
        `${serverName(settings)} sends text without end instead of the greeting of an SSH server.`,
        `It began with: ${said}`,
        'Check the port: another service may answer there.',
      );
    case 'not-ssh':
      return trouble(
        `${serverName(settings)} greets with something that is no SSH of protocol 2: ${said}`,
        'No login is possible over another protocol.',
        'Check the port: another service may answer there.',
      );
  }
}

/** The server went away while a line was made. */
export function hungUp(settings: SshSettings, stage: Stage, words: string | undefined): UserError {
  const said = words === undefined ? '' : `: ${escapeControl(words, 300)}`;
  return trouble(
    `${serverName(settings)} closed the connection while ${stage}${said}.`,
    stage === 'waiting for its greeting'
      ? 'Servers do that to addresses that are in /etc/hosts.deny, that are blocked after failed logins, or when too many are logging in at once.'
      : 'What was begun on this connection has come to nothing; nothing was changed.',
    stage === 'waiting for its greeting'
      ? 'Look into the log of sshd at the console of the server, or wait some minutes and try again.'
      : tryWithSsh(settings),
  );
}

/** The server broke the rules of the protocol. */
export function broken(settings: SshSettings, stage: Stage, words: string): UserError {
  return trouble(
    `${serverName(settings)} does not follow the SSH protocol while ${stage}: ${escapeControl(words, 300)}.`,
    'What it sends cannot be trusted to be what is meant.',
    tryWithSsh(settings),
  );
}

/** Banners without end. */
export function tooTalkative(settings: SshSettings): UserError {
  return trouble(
    `${serverName(settings)} sends banners without end instead of an answer to the login.`,
    'No server has that much to say before anybody is logged in.',
    tryWithSsh(settings),
  );
}

/** `legacy`: the algorithms of old servers were offered too. */
export function nothingInCommon(
  settings: SshSettings,
  { family, legacyHelps }: Mismatch,
  ident: string,
  legacy: boolean,
): UserError {
  const name = serverName(settings);
  const message = `${name} and this program have no ${family} algorithm in common. It calls itself ${escapeControl(ident, 200)}.`;
  if (legacy || !legacyHelps) {
    return trouble(
      message,
      legacy
        ? 'The algorithms of old servers were offered too (--legacy-ssh).'
        : 'No other ones are there to offer.',
      `Look at what it offers: ssh -vv ${escapeControl(settings.alias, 200)} true`,
    );
  }
  return new UserError(message, {
    why: 'Servers before 2014 know only algorithms that are weak by now (SHA-1, groups of 1024 bits, CBC ciphers): whoever sits in between with much computing power might read along. They are used for no server unless you say so.',
    next: 'If you accept that for this server, run the same command with --legacy-ssh; with --remember-legacy-ssh it is remembered for this server. Better still, reach it through a VPN or a jump host near it.',
    exitCode: ExitCode.usage,
  });
}

/** Somebody decided against the algorithms of old servers. */
export function legacyDeclined(settings: SshSettings): UserError {
  return trouble(
    `The algorithms of old servers were not allowed for ${serverName(settings)}.`,
    'With those of today it cannot be reached.',
    'Reach it from a machine near it, or have its OpenSSH renewed.',
  );
}
