import { expect, test } from 'vitest';
import { absent, present, unreadable } from '../../../src/host/fact.js';
import { readDomains } from '../../../src/products/axigen/domains.js';
import { commandFact } from '../survey-answers.js';

test.each([
  ['Example.Test\nexample.org\n', 0, present(['example.test', 'example.org'])],
  ['', 0, absent],
  [
    "sh: cd: can't cd to /var/opt/axigen/domains\n",
    1,
    unreadable("sh: cd: can't cd to /var/opt/axigen/domains"),
  ],
  ['', 1, unreadable('the list of domains ended with status 1')],
])('%j with status %d', (output, code, fact) => {
  expect(readDomains(commandFact(output, code))).toEqual(fact);
});
