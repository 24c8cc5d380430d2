import { planOf } from '../engine/plan/plan-of.js';
import { fresh } from '../support/server.js';
import type { Row, Words } from './row.js';

const good = planOf(fresh);
const exactly = 'Only exactly what was planned is carried out. Nothing was changed';
const anew = 'Make a new plan: gateway-setup plan -o plan.json';
const damaged = 'plan.json is damaged: it does not say all that a plan must say';

/** Plans that are none, or that cannot be carried out here. */
export const plans: readonly Row[] = [
  {
    ...plan(
      'that is not there',
      '',
      'The plan plan.json cannot be read: there is no such file',
      'Nothing was changed',
      'Check the path',
    ),
    files: {},
  },
  {
    ...plan(
      'that is a folder',
      '',
      'cannot be read: it is a folder',
      'Nothing was changed',
      'Check the path',
    ),
    files: { 'plan.json/': '' },
  },
  plan('that is empty', '', 'is not a plan, or is cut off: it is no JSON', exactly, anew),
  plan('that was cut off', JSON.stringify(good).slice(0, -20), 'is cut off', exactly, anew),
  plan('of bytes', Buffer.from([0x1f, 0x8b, 8, 0, 0xff]), 'it is no JSON', exactly, anew),
  plan(
    'that is a list',
    '[]',
    'plan.json is not a plan of gateway-setup',
    'JSON, but of something else',
    anew,
  ),
  plan('that is null', 'null', 'is not a plan of gateway-setup', 'JSON, but of something else', anew),
  plan(
    'that is a report',
    '{"kind":"gateway-setup-audit"}',
    'is not a plan of',
    'JSON, but of something else',
    anew,
  ),
  plan(
    'of a newer form',
    JSON.stringify({ ...good, schemaVersion: 2 }),
    'was made by a newer gateway-setup (its form is 2, known is 1)',
    'What is not understood whole is not carried out',
    'Use the gateway-setup that made it',
  ),
  plan('of an older form', JSON.stringify({ ...good, schemaVersion: 0 }), damaged, exactly, anew),
  plan('without its server', JSON.stringify({ ...good, target: undefined }), damaged, exactly, anew),
  plan(
    'with a change of no kind',
    JSON.stringify({ ...good, stages: [{ ...good.stages[0], steps: [{ id: 'x' }] }] }),
    damaged,
    exactly,
    anew,
  ),
  plan(
    'with an answer that is no text',
    JSON.stringify({ ...good, answers: { scanner: 1 } }),
    damaged,
    exactly,
    anew,
  ),
  plan(
    'with a password',
    JSON.stringify({ ...good, answers: { 'mailbox-password': 'canary-51' } }),
    'it holds an answer that does not belong in a plan',
    exactly,
    anew,
  ),
  plan(
    'with a wrong answer',
    JSON.stringify({ ...good, answers: { scanner: 'foo' } }),
    'plan.json, answer scanner: "foo"',
    'Nothing was done',
    '--scanner',
  ),
  plan(
    'that is good, and nobody who agrees',
    JSON.stringify(good),
    'There is no terminal here, and --yes was not given',
    'changes the mail server',
    'Give --yes',
  ),
];

function plan(what: string, content: string | Uint8Array, says: Words, why: Words, next: Words): Row {
  return {
    what: `a plan ${what}`,
    words: ['apply', 'plan.json'],
    files: { 'plan.json': content },
    code: 4,
    says: [says],
    why,
    next,
    silent: 'canary',
  };
}
