import { expect, test } from 'vitest';
import { onHost } from '../../src/text/on-host.js';

test.each([
  [
    'gateway-setup rollback --list shows them',
    'root@mail',
    'gateway-setup rollback --host root@mail --list shows them',
  ],
  ['run: gateway-setup --resume.', 'mail:2222', 'run: gateway-setup --host mail:2222 --resume.'],
  ['gateway-setup answers --run latest', 'mail', 'gateway-setup answers --host mail --run latest'],
  ['All flags: gateway-setup audit --help', 'mail', 'All flags: gateway-setup audit --help'],
  ['gateway-setup rollback --host mail', 'mail', 'gateway-setup rollback --host mail'],
  ['gateway-setup explain ID', 'mail', 'gateway-setup explain ID'],
  ['gateway-setup rollback', 'this server', 'gateway-setup rollback'],
  ['gateway-setup rollback', undefined, 'gateway-setup rollback'],
  ['gateway-setup audit', 'evil\u001b[2J', 'gateway-setup audit --host evil\\x1b[2J'],
])('%s, for %s', (text, target, typed) => {
  expect(onHost(text, target)).toBe(typed);
});
