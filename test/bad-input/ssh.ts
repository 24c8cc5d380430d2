import { planOf } from '../engine/plan/plan-of.js';
import { fresh } from '../support/server.js';
import type { Row } from './row.js';

/** Names of servers, and flags about reaching them. */
export const ssh: readonly Row[] = [
  named('', 'nothing stands there'),
  named('root@', 'the name is missing'),
  named('@mail.example.test', 'no user stands before the @'),
  named('-oProxyCommand=id', 'starts with a dash'),
  named('-l@mail.example.test', '"-l" cannot be the name of a user, it starts with a dash'),
  named('mail.example.test:', 'a port is a number from 1 to 65535'),
  named('mail.example.test:0', 'a port is a number from 1 to 65535'),
  named('mail.example.test:65536', 'a port is a number from 1 to 65535'),
  named('mail.example.test:ssh', 'a port is a number from 1 to 65535'),
  named('root@2001:db8::25', 'an IPv6 address stands in brackets, such as [2001:db8::25]'),
  named('[2001:db8::25', 'an IPv6 address stands in brackets'),
  named('[2001:db8::25]:0', 'a port is a number'),
  named('[]:22', 'the name is missing'),
  named('ssh://mail.example.test/root', 'cannot be the name of a server'),
  named('mail example.test', 'cannot be the name of a server'),
  named('mail.example.test\u001b[2J', 'there is a control character in it'),
  named('mail.example.test;id', 'cannot be the name of a server'),
  ...['plan', 'apply', 'verify', 'rollback', 'history', 'answers'].map(
    (verb): Row => ({
      what: `${verb} on two servers`,
      words: [verb, ...(verb === 'apply' ? ['p.json'] : []), '--yes', '--host', 'a', '--host', 'b'].filter(
        (word) => word !== '--yes' || ['plan', 'apply', 'rollback'].includes(verb),
      ),
      ...(verb === 'apply' ? { files: { 'p.json': JSON.stringify(planOf(fresh)) } } : {}),
      code: 4,
      says: ['--host was given more than once, and this command works on one server'],
      why: 'Nothing was done',
      next: 'Run it once for each server',
    }),
  ),
  {
    what: 'setup on one server that is named twice',
    words: ['--yes', '--host', 'Mail1', '--host', 'mail1'],
    code: 4,
    says: ['mail1 is named twice, the second time by --host'],
    why: 'Two at work on one server',
    next: 'Name each server once',
  },
  withoutHost('--ssh-config', 'none'),
  withoutHost('--legacy-ssh'),
  withoutHost('--remember-legacy-ssh'),
  withoutHost('--become', 'sudo'),
  withoutHost('--ssh-password-file', 'secret'),
  withoutHost('--outside', '198.51.100.7'),
  withoutHost('--host-key', 'SHA256:nThbg6kXUpJWGl7E1IGOCspRomTxdCARLviKw6E5SY8'),
  {
    what: 'a fingerprint that is none',
    words: ['audit', '--host', 'mail.example.test', '--host-key', 'SHA256:abc'],
    code: 4,
    says: ['--host-key: "SHA256:abc" is no fingerprint of a host key'],
    why: 'by its fingerprint alone',
    next: 'ssh-keygen -l',
  },
  {
    what: 'an SSH configuration that is not there',
    words: ['audit', '--host', 'mail.example.test', '--ssh-config', 'nowhere.conf'],
    code: 4,
    says: ['The SSH configuration nowhere.conf cannot be read: there is no such file'],
    why: 'Nothing was changed',
    next: 'Check the path',
  },
  {
    what: 'the address of one of several servers',
    words: ['audit', '--host', 'a', '--host', 'b', '--outside', '198.51.100.7'],
    code: 4,
    says: ['--outside was given, and more than one server'],
    why: 'It is the address of one of them',
    next: 'in an inventory',
  },
];

function named(destination: string, says: string): Row {
  return {
    what: `--host ${JSON.stringify(destination)}`,
    words: ['audit', '--host', destination],
    named: true,
    code: 4,
    says: ['does not name a server: ', says],
    why: 'nothing is guessed',
    next: '[user@]server[:port]',
  };
}

function withoutHost(flag: string, ...value: readonly string[]): Row {
  return {
    what: `${flag} without --host`,
    words: ['history', flag, ...value],
    code: 4,
    says: [`${flag} was given, but no --host`],
    why: 'it is this very machine that is worked on',
    next: 'Name the server with --host',
  };
}
