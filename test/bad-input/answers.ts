import type { Row } from './row.js';

/** A value that is no answer to its question: told before anything is looked at. */
export const answers: readonly Row[] = [
  wrong('--scanner', 'clam', 'Choose one of: nod32, imss'),
  wrong('--scanner', 'NOD32', 'Choose one of: nod32, imss'),
  wrong('--scanner', '', 'Choose one of: nod32, imss'),
  wrong('--axigen-driver', 'telnet', 'Choose one of: auto, cli, file, guided'),
  wrong('--axigen-generation', '2', 'Choose one of: 1.2, 10'),
  wrong('--license', 'nod32.lic', 'must be absolute'),
  wrong('--license', '', 'must be absolute'),
  wrong('--license', '/root/a\nb.lic', 'without control characters'),
  wrong('--license', `/${'x'.repeat(300)}`, 'longer than 255 bytes'),
  wrong('--package', '~/nod32.rpm', 'must be absolute'),
  wrong('--package', `/${'x/'.repeat(2100)}`, 'longer than 4095 bytes'),
  wrong('--installer', ' ', 'Give the command as you would type it'),
  wrong('--installer', 'sh\u001b[2J', 'without control characters'),
  wrong('--imss-root', 'opt/trend/imss', 'must be absolute'),
  wrong('--imss-root', '/opt/\u0007imss', 'without control characters'),
  wrong('--administrator', 'alice', 'not a mail address'),
  wrong('--recipient', 'alice@', 'not a mail address'),
  wrong('--recipient', 'alice@example.test>', 'not a mail address'),
  wrong('--recipient', 'j\u00f6rg@example.test', 'plain ASCII letters only'),
  wrong('--sender', 'a b@example.test', 'not a mail address'),
  wrong('--mailbox-user', '', 'A login is one line of text'),
  wrong('--mailbox-user', 'alice\r\nDELE 1', 'A login is one line of text'),
  wrong('--delivery-timeout', '0', 'from 1 to 600'),
  wrong('--delivery-timeout', '601', 'from 1 to 600'),
  wrong('--delivery-timeout', '1m', 'from 1 to 600'),
  wrong('--delivery-timeout', '-5', 'from 1 to 600'),
  wrong('--confirm-timeout', '9', 'from 10 to 600'),
  wrong('--on-failure', 'retry', 'Choose one of: rollback, leave'),
  wrong('--action-on-infected', 'delete', 'Choose one of: accept, defer, discard, reject'),
  wrong('--action-on-uncleanable', 'Reject', 'Choose one of: accept'),
  wrong('--action-on-notscanned', '', 'Choose one of: accept'),
  wrong('--quarantine', 'maybe', 'Choose one of: yes, no'),
  wrong('--max-rcpt-count', '1001', 'from 0 to 1000'),
  wrong('--max-data-size', '0', 'from 1 to 4194303'),
  wrong('--max-data-size', '10M', 'from 1 to 4194303'),
  wrong('--max-connections', '2049', 'from 1 to 2048'),
  wrong('--max-interval-connections', '1e3', 'from 0 to 100000'),
  wrong('--time-interval', '29', 'from 30 to 86400'),
  wrong('--peak-connections', '0x10', 'from 1 to 2048'),
  wrong('--scan-threads', '1025', 'from 1 to 1024'),
  wrong('--scan-threads', '\u0664', 'from 1 to 1024'),
  valueOfNone('--accept-distribution'),
  valueOfNone('--accept-downstream'),
  valueOfNone('--eicar-test'),
  {
    what: 'over SSH, a licence that is a file neither here nor there',
    words: ['--yes', '--host', 'mail.example.test', '--license', './nowhere.lic'],
    code: 4,
    says: ['--license: there is no file ./nowhere.lic on this machine'],
    why: 'such a one begins with /',
    next: 'in which folder you are',
  },
];

function wrong(flag: string, value: string, says: string): Row {
  const shown = value.length > 40 ? `${value.slice(0, 10)}...` : JSON.stringify(value);
  return {
    what: `${flag} ${shown}`,
    words: ['--yes', flag, value],
    code: 4,
    says: [`${flag}: "`, says],
    why: 'Nothing was done',
    next: `${flag}: `,
  };
}

function valueOfNone(flag: string): Row {
  return {
    what: `${flag}=maybe, which takes no value`,
    words: ['--yes', `${flag}=maybe`],
    code: 4,
    says: [`ption '${flag}' takes no value`],
    why: 'Nothing was done',
    next: 'gateway-setup setup --help',
  };
}
