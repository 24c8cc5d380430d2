import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { readPlanDocument } from '../../../src/engine/plan/read-document.js';
import { isSameChange, nameOfChange } from '../../../src/engine/plan/same-change.js';
import { changeOf, decoded } from '../../../src/engine/plan/write-document.js';
import { ExitCode, UserError } from '../../../src/errors.js';
import { templatePath } from '../../../src/package-root.js';
import { fresh, scannerStarted } from '../../support/server.js';
import { planOf } from './plan-of.js';

const schema: unknown = JSON.parse(readFileSync(templatePath('schemas', 'plan-1.schema.json'), 'utf8'));
const conforms = new Ajv2020({ allErrors: true }).compile(schema as object);

const plans = [planOf(fresh), planOf(scannerStarted), planOf(fresh, 'place-license')];

test('a plan conforms to the published schema, and is read back as it was', () => {
  for (const plan of plans) {
    expect([conforms(plan), conforms.errors]).toEqual([true, null]);
    expect(readPlanDocument(JSON.stringify(plan), 'plan.json')).toEqual(plan);
  }
});

test('what is not UTF-8 is carried all the same', () => {
  const [before, after] = [Buffer.from('; \xe4\nx\n', 'latin1'), Buffer.from('; \xe4\ny\n', 'latin1')];
  const edit = changeOf({
    kind: 'edit-file',
    summary: 's',
    path: '/etc/a',
    before,
    after,
    readers: [],
    whileStopped: false,
  });
  if (edit.kind !== 'edit-file') throw new Error('it is an edit');
  expect(edit.diff.encoding).toBe('base64');
  expect(Buffer.from(decoded(edit.diff)).toString('latin1')).toContain(' ; \xe4\n-x\n+y\n');
});

test('an installer is told by its command, and read back', () => {
  const change = {
    kind: 'run-installer',
    summary: 's',
    command: '/root/i.sh',
    scripts: ['/etc/init.d/x'],
  } as const;
  const [plan] = plans;
  const [stage] = plan?.stages ?? [];
  const [step] = stage?.steps ?? [];
  if (plan === undefined || stage === undefined || step === undefined) throw new Error('there is a step');
  const withIt = { ...plan, stages: [{ ...stage, steps: [{ ...step, changes: [changeOf(change)] }] }] };
  expect([conforms(withIt), conforms.errors]).toEqual([true, null]);
  expect(readPlanDocument(JSON.stringify(withIt), 'plan.json')).toEqual(withIt);
  const other = changeOf({ ...change, command: '/root/other.sh' });
  expect(isSameChange(changeOf(change), changeOf({ ...change, summary: 'other words' }))).toBe(true);
  expect(isSameChange(changeOf(change), other)).toBe(false);
  expect(nameOfChange(other)).toBe('the run of /root/other.sh');
});

describe('a file that is no plan is told apart', () => {
  const read = (text: string) => {
    try {
      return readPlanDocument(text, 'p\u001b.json');
    } catch (error) {
      if (error instanceof UserError) return error;
      throw error;
    }
  };
  const whole = JSON.stringify(planOf(fresh));

  test.each([
    ['cut off', whole.slice(0, -10), /is cut off: it is no JSON/],
    ['empty', '', /it is no JSON/],
    ['something else', '{"kind":"audit"}', /is not a plan of gateway-setup/],
    ['not even an object', '[1]', /is not a plan of gateway-setup/],
    ['null', 'null', /is not a plan of gateway-setup/],
    ['newer', JSON.stringify({ ...planOf(fresh), schemaVersion: 2 }), /made by a newer gateway-setup/],
    ['without its stages', JSON.stringify({ ...planOf(fresh), stages: undefined }), /is damaged/],
    ['with a hash that is none', whole.replace(/"sha256":"./, '"sha256":"x'), /is damaged/],
    ['with a change of no kind', whole.replace('"kind":"edit-file"', '"kind":"edit"'), /is damaged/],
    ['with no version', JSON.stringify({ ...planOf(fresh), schemaVersion: 0 }), /is damaged/],
  ])('%s', (_what, text, message) => {
    const error = read(text);
    expect(error).toBeInstanceOf(UserError);
    expect(error).toMatchObject({ message: expect.stringMatching(message), exitCode: ExitCode.usage });
    expect(error).toMatchObject({ message: expect.stringContaining('p\\x1b.json') });
  });
});
