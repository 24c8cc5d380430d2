import { expect, test } from 'vitest';
import { ExitCode, UserError } from '../../../src/errors.js';
import { parseDestination } from '../../../src/host/ssh/destination.js';

test.each([
  ['mail', { name: 'mail' }],
  ['root@mail.example.com', { user: 'root', name: 'mail.example.com' }],
  ['mail:2222', { name: 'mail', port: 2222 }],
  ['root@mail:22', { user: 'root', name: 'mail', port: 22 }],
  ['joe@example.com@mail', { user: 'joe@example.com', name: 'mail' }],
  ['DOMAIN\\joe@mail', { user: 'DOMAIN\\joe', name: 'mail' }],
  ['joe smith@mail', { user: 'joe smith', name: 'mail' }],
  ['[2001:db8::25]', { name: '2001:db8::25' }],
  ['root@[fe80::1%eth0]:2222', { user: 'root', name: 'fe80::1%eth0', port: 2222 }],
  ['[mail]:26', { name: 'mail', port: 26 }],
  ['ssh://root@mail:2222/', { user: 'root', name: 'mail', port: 2222 }],
  ['192.0.2.1:65535', { name: '192.0.2.1', port: 65535 }],
])('%s', (text, destination) => {
  expect(parseDestination(text)).toEqual(destination);
});

test.each([
  ['', /nothing stands there/],
  ['  ', /nothing stands there/],
  ['@mail', /no user stands before the @/],
  ['root@', /the name is missing/],
  [':22', /the name is missing/],
  ['-oProxyCommand=x', /starts with a dash/],
  ['root@-x', /starts with a dash/],
  ['-x@mail', /starts with a dash/],
  ['mail server', /cannot be the name of a server/],
  ['mail;reboot', /cannot be the name of a server/],
  ['$(reboot)', /cannot be the name of a server/],
  ['mail/', /cannot be the name of a server/],
  ['mail/x', /cannot be the name of a server/],
  ['`x`@mail', /cannot be the name of a user/],
  ["o'joe@mail", /cannot be the name of a user/],
  ['a -oX@mail', /cannot be the name of a user/],
  ['joe\\@mail', /cannot be the name of a user/],
  ['mail\n', /control character/],
  ['mail\x1b[2J', /control character/],
  ['mail:', /a port is a number/],
  ['mail:0', /a port is a number/],
  ['mail:65536', /a port is a number/],
  ['mail:ssh', /a port is a number/],
  ['mail:-22', /a port is a number/],
  ['[mail', /cannot be the name of a server/],
  ['[mail]x', /cannot be the name of a server/],
  ['::1', /stands in brackets, such as \[::1\] or \[::1\]:22/],
  ['root@2001:db8::25', /such as \[2001:db8::25\]/],
])('%j is not taken for something else', (text, trouble) => {
  expect(refusalOf(text).message).toMatch(trouble);
  expect(refusalOf(text).exitCode).toBe(ExitCode.usage);
  expect(refusalOf(text).next).toContain('[user@]server[:port]');
});

test('what is refused is shown without what a terminal would act upon', () => {
  expect(refusalOf('\u202email;\x1b[2J').message).not.toMatch(/[\u0000-\u001f\u202e]/);
  expect(refusalOf('\u202email;x').message).not.toMatch(/\u202e/);
});

function refusalOf(text: string): UserError {
  try {
    parseDestination(text);
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error(`${text} was taken`);
}
