import type { Row } from './row.js';

/** Variables that hold what is no answer, or that are not ours though they look like it. */
export const environment: readonly Row[] = [
  wrong('GATEWAY_SETUP_SCANNER', 'clam', 'Choose one of: nod32, imss', '--scanner'),
  wrong('GATEWAY_SETUP_LICENSE', 'nod32.lic', 'must be absolute', '--license'),
  wrong('GATEWAY_SETUP_RECIPIENT', 'alice', 'not a mail address', '--recipient'),
  wrong('GATEWAY_SETUP_DELIVERY_TIMEOUT', '1 minute', 'from 1 to 600', '--delivery-timeout'),
  wrong('GATEWAY_SETUP_SCAN_THREADS', '0', 'from 1 to 1024', '--scan-threads'),
  wrong('GATEWAY_SETUP_EICAR_TEST', 'perhaps', 'Choose one of: yes, no', '--eicar-test'),
  wrong('GATEWAY_SETUP_INSTALLER', '\u001b[2J', 'without control characters', '--installer'),
  {
    what: 'a password of two lines in a variable',
    words: ['--yes'],
    env: { GATEWAY_SETUP_MAILBOX_PASSWORD: 'canary-1\ncanary-2' },
    code: 4,
    says: ['the variable GATEWAY_SETUP_MAILBOX_PASSWORD: its value is not an answer'],
    why: 'Nothing was done',
    next: '--mailbox-password-file',
    silent: 'canary',
  },
  warned('GATEWAY_SETUP_LISENSE', '/x', 'Did you mean GATEWAY_SETUP_LICENSE?'),
  warned('GATEWAY_SETUP_YES', '1', 'It can only be given as the flag --yes.'),
  warned('GATEWAY_SETUP_HOST', 'mail.example.test', 'It can only be given as the flag --host.'),
  warned('GATEWAY_SETUP_WHATEVER', 'x', 'is not known and not used.'),
  {
    what: 'a variable that agrees to a change, without --yes',
    words: ['setup'],
    env: { GATEWAY_SETUP_YES: 'yes', GATEWAY_SETUP_ACCEPT_DISTRIBUTION: 'yes' },
    code: 4,
    says: ['There is no terminal here, and --yes was not given'],
    why: 'must not change a mail server by accident',
    next: 'Give --yes',
    warns: 'GATEWAY_SETUP_YES',
  },
];

function wrong(variable: string, value: string, says: string, next: string): Row {
  return {
    what: `${variable}=${JSON.stringify(value)}`,
    words: ['plan'],
    env: { [variable]: value },
    code: 4,
    says: [`the variable ${variable}: "`, says],
    why: 'Nothing was done',
    next,
  };
}

/** A variable alone is no mistake that ends anything; the one behind it is. */
function warned(variable: string, value: string, warns: string): Row {
  return {
    what: `${variable} is warned of`,
    words: ['setup'],
    env: { [variable]: value },
    code: 4,
    says: ['There is no terminal here'],
    why: 'Without a terminal',
    next: 'Give --yes',
    warns: new RegExp(`^Warning: The variable ${variable} .*${warns.replaceAll('?', '\\?')} $`),
  };
}
