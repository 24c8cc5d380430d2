import type { Row } from './row.js';

const canary = 'canary-7c1e';

/** Passwords where they do not belong, and files of passwords that hold none. */
export const secrets: readonly Row[] = [
  asFlag('--mailbox-password', 'GATEWAY_SETUP_MAILBOX_PASSWORD'),
  asFlag('--axigen-password', 'GATEWAY_SETUP_AXIGEN_PASSWORD'),
  asFlag('--ssh-password', 'GATEWAY_SETUP_SSH_PASSWORD'),
  asFlag('--ssh-passphrase', 'GATEWAY_SETUP_SSH_PASSPHRASE'),
  asFlag('--become-password', 'GATEWAY_SETUP_BECOME_PASSWORD'),
  {
    what: 'the password as a word of its own behind its flag',
    words: ['audit', '--become-password', canary],
    code: 4,
    says: ["Unknown option '--become-password'."],
    why: 'Nothing was done',
    next: '--become-password-file <file>',
    silent: canary,
  },
  {
    what: 'a flag that is nearly that of a password',
    words: [`--mailbox-pasword=${canary}`],
    code: 4,
    says: ["Unknown option '--mailbox-pasword'."],
    why: 'Nothing was done',
    next: 'setup --help',
    silent: canary,
  },
  inAnswers('mailbox-password'),
  inAnswers('axigen-password'),
  {
    what: 'a password in an inventory',
    words: ['audit', '--inventory', 'servers'],
    files: { servers: `[mail1]\nssh-password = ${canary}\n` },
    code: 4,
    says: ['servers, line 2: ssh-password is a secret'],
    why: 'a password in one is soon known to many',
    next: '--ssh-password-file <file>',
    silent: canary,
  },
  passwordFile(
    'that is not there',
    '--mailbox-password-file',
    undefined,
    'cannot be read: there is no such file',
  ),
  passwordFile('that is empty', '--mailbox-password-file', '', 'is empty'),
  passwordFile('of an empty line', '--axigen-password-file', '\n', 'is empty'),
  passwordFile('of two lines', '--axigen-password-file', `${canary}\nb\n`, 'has more than one line'),
  passwordFile(
    'of two lines of Windows',
    '--axigen-password-file',
    `${canary}\r\nb\r\n`,
    'has more than one line',
  ),
  {
    ...passwordFile(
      'with a NUL in it',
      '--mailbox-password-file',
      `${canary}\0`,
      'its value is not an answer',
    ),
    next: '--mailbox-password-file',
  },
  {
    ...passwordFile('for SSH that is empty', '--ssh-password-file', '', 'is empty'),
    words: ['audit', '--host', 'mail.example.test', '--ssh-password-file', 'secret'],
  },
  {
    ...passwordFile('for the key that is a folder', '--ssh-passphrase-file', undefined, 'it is a folder'),
    words: ['history', '--host', 'mail.example.test', '--ssh-passphrase-file', 'secret'],
    files: { 'secret/': '' },
  },
];

function asFlag(flag: string, variable: string): Row {
  return {
    what: `the value of ${flag} on the command line`,
    words: [`${flag}=${canary}`],
    code: 4,
    says: [`Unknown option '${flag}'.`],
    why: 'Nothing was done',
    next: new RegExp(`give ${flag}-file <file>, or set ${variable}\\.`),
    silent: canary,
  };
}

function inAnswers(key: string): Row {
  return {
    what: `${key} in an answers file`,
    words: ['--yes', '--answers', 'a.ini'],
    files: { 'a.ini': `${key} = ${canary}\n` },
    code: 4,
    says: [`a.ini holds the key ${key}: a secret does not belong in an answers file`],
    why: 'a password in one is soon known to many',
    next: `--${key}-file <file>`,
    silent: canary,
  };
}

function passwordFile(what: string, flag: string, content: string | undefined, says: string): Row {
  return {
    what: `a file of a password ${what}`,
    words: ['--yes', flag, 'secret'],
    ...(content === undefined ? {} : { files: { secret: content } }),
    code: 4,
    says: [says],
    why: /none is guessed|before anything else|Nothing was done/,
    next: /Check the path|Put the password alone/,
    silent: canary,
  };
}
