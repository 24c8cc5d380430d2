import { expect, test } from 'vitest';
import { commandForms } from '../../../../src/products/axigen/cli/command-form.js';
import {
  entering,
  enteringSmtpIn,
  leavingVerb,
  settable,
} from '../../../../src/products/axigen/cli/offers.js';

test.each<readonly [readonly string[], string | undefined]>([
  [['CONFIG POP3', 'CONFIG SMTP-OUTGOING', 'CONFIG SMTP-INCOMING'], 'CONFIG SMTP-INCOMING'],
  [['CONFIG SMTP-OUT', 'CONFIG SMTP-IN'], 'CONFIG SMTP-IN'],
  [['CONFIG SMTPOut', 'CONFIG SMTPIn'], 'CONFIG SMTPIn'],
  [['ENTER SMTP', 'ENTER SMTP-OUT'], 'ENTER SMTP'],
  [['CONFIG SMTP-Receiving', 'CONFIG SMTP-Sending'], 'CONFIG SMTP-Receiving'],
  // "in" in the middle of a word says nothing.
  [['CONFIG SMTP-ROUTING', 'CONFIG SMTP'], 'CONFIG SMTP'],
  [['CONFIG SMTP-OUTGOING', 'CONFIG SMTP-INCOMING', 'CONFIG SMTP'], 'CONFIG SMTP-INCOMING'],
  // Two strangers: a guess could change the wrong service.
  [['CONFIG SMTP-A', 'CONFIG SMTP-B'], undefined],
  [['UPDATE SmtpFilters', 'CONFIG SmtpFilters', 'CONFIG SMTP-OUT'], undefined],
  [[], undefined],
])('%o leads to the service that takes mail in by %s', (lines, expected) => {
  expect(enteringSmtpIn(commandForms(lines))).toBe(expected);
});

test('a context is entered by the verb that HELP has for it', () => {
  const forms = commandForms(['ADD Server', 'ENTER Server - enters', 'ENTER commands']);
  expect(entering(forms, /^server$/i)).toBe('ENTER Server');
  expect(entering(forms, /^accesscontrol$/i)).toBeUndefined();
});

test.each([
  [['COMMIT', 'BACK'], 'COMMIT'],
  [['DONE', 'BACK'], 'DONE'],
  [['COMMIT', 'DONE'], 'COMMIT'],
  [[], 'COMMIT'],
])('%o is left by %s', (lines, expected) => {
  expect(leavingVerb(commandForms(lines))).toBe(expected);
});

test.each([
  ['SET [address <address>] - sets', true],
  ['SET address <address>', true],
  ['SET [enable <yes|no>] [Address <address>]', true],
  ['SET [addressBook <x>]', false],
  ['SHOW [address <address>]', false],
])('%s lets the address be set: %s', (line, expected) => {
  expect(settable(commandForms([line]), 'address')).toBe(expected);
});
