import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseAnswersFile } from '../../../src/cli/answers-file.js';
import { answersFile } from '../../../src/engine/setup/answers-file.js';
import { givenAgain } from '../../../src/engine/setup/given-again.js';
import type { Answers } from '../../../src/model/answers.js';
import { toAnswers } from '../../../src/questions/to-answers.js';
import { answers } from '../../support/server.js';

test('the answers of a run are read back as they were', () => {
  expect(toAnswers(parseAnswersFile(answersFile(answers), 'answers.ini')).answers).toMatchObject(answers);
});

test('what was not answered is not there', () => {
  const { license: _, recipient: __, ...rest } = answers;
  expect(answersFile(rest)).not.toMatch(/^(license|recipient|sender|mailbox-user)\b/m);
});

test('no secret can get in: neither by name nor by value', () => {
  const withSecret = { ...answers, mailboxPassword: 'hunter2' } as Answers;
  expect(answersFile(withSecret)).not.toMatch(/hunter2|password/i);
});

test('addresses and paths with all that they may hold come back', () => {
  const path = fc
    .string({
      minLength: 1,
      unit: fc.constantFrom('a', '/', ' x', '-', '.', 'ä', "'", '"', '=', '#', ';', '\\', '[', ']'),
    })
    .map((text) => `/root/${text}z`);
  const local = fc.string({ minLength: 1, unit: fc.constantFrom('a', '.', '+', '=', '#', "'", '-') });
  fc.assert(
    fc.property(path, path, local, (license, file, name) => {
      const given = { ...answers, license, package: file, recipient: `${name}@example.test` };
      expect(toAnswers(parseAnswersFile(answersFile(given), 'answers.ini')).answers).toMatchObject(given);
    }),
  );
});

test('looked over again: the same answers, the password too', () => {
  const again = toAnswers(givenAgain(answers, { mailboxPassword: 'hunter2' }));
  expect(again).toMatchObject({ answers, secrets: { mailboxPassword: 'hunter2' } });
});

const { license: _, package: __, ...common } = answers;
const forImss: Answers = {
  ...common,
  scanner: 'imss',
  installer: 'cd "/root/im ss"; ./install.sh #1',
  imssRoot: '/srv/imss',
  acceptDownstream: true,
  administrator: 'admin@example.test',
};

test('those of IMSS, too, and none that only NOD32 has a use for', () => {
  const text = answersFile(forImss);
  expect(toAnswers(parseAnswersFile(text, 'answers.ini')).answers).toMatchObject(forImss);
  expect(text).not.toMatch(/^(eicar-test|quarantine|scan-threads|license)\b/m);
  expect(answersFile(answers)).not.toMatch(/^(installer|imss-root|accept-downstream|administrator)\b/m);
  expect(toAnswers(givenAgain(forImss, {})).answers).toMatchObject(forImss);
});

test('a way to AXIGEN that was not vouched for is asked again, not taken for a no', () => {
  const again = givenAgain({ ...forImss, acceptDownstream: false }, {});
  expect(again.has('accept-downstream')).toBe(false);
});

test('what was put on the server for the run is told by the path that the operator gave', () => {
  const text = answersFile(
    {
      ...answers,
      license: '/var/lib/gateway-setup/uploads/0123456789abcdef/nod32.lic',
      package: '/root/x.rpm',
    },
    { originOf: (path) => (path.endsWith('.lic') ? '/home/me/nod32.lic' : path) },
  );
  expect(text).toContain('license = /home/me/nod32.lic\n');
  expect(text).toContain('package = /root/x.rpm\n');
});
