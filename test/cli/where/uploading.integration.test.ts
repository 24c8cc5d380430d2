import { existsSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { uploading } from '../../../src/cli/where/uploading.js';
import { Uploads } from '../../../src/cli/where/uploads.js';
import type { AnswerRequest, Operator } from '../../../src/engine/operator.js';
import { ExitCode } from '../../../src/errors.js';
import { paintWith } from '../../../src/report/human/paint.js';
import { unattendedOperator } from '../../../src/wizard/unattended-operator.js';
import { EngineTarget } from '../../support/engine-target.js';
import { request } from '../../wizard/fixture.js';
import { answering } from '../../wizard/plain-operator.js';

let target: EngineTarget;
beforeEach(() => {
  target = new EngineTarget();
});
afterEach(() => target.remove());

const onTarget = /^\/var\/lib\/gateway-setup\/uploads\/[0-9a-f]{16}\//;
/** Takes only what is called good, and never sees a path of this machine. */
const check: AnswerRequest['check'] = async (key, path) => {
  if (key !== 'license' && key !== 'package') return undefined;
  if (path.startsWith(target.root)) throw new Error(`${path} is no path of the server`);
  return path.includes('good') ? undefined : `${path} is no licence.`;
};

const given: Parameters<typeof request>[0] = [
  ['package', '/root/good.rpm'],
  ['recipient', 'user@example.com'],
  ['mailbox-password', ''],
];
const asked = (license?: string): AnswerRequest => ({
  ...request(license === undefined ? given : [...given, ['license', license]]),
  check,
});

function unattended(): { readonly operator: Operator; readonly lines: readonly string[] } {
  const lines: string[] = [];
  const operator = unattendedOperator({
    paint: paintWith({ colour: false, unicode: true, columns: 80 }),
    print: (more) => void lines.push(...more),
    progress: () => {
      throw new Error('nothing is carried out here');
    },
    waiting: (_text, work) => work(() => {}),
  });
  return { operator, lines };
}

test('nobody is there: what lies here is on the server, what does not is a path there', async () => {
  const { operator, lines } = unattended();
  const uploads = new Uploads(target.host, operator);
  const { answers } = await uploading(operator, uploads).answer(asked(target.file('good.lic', 'x')));
  expect(answers.license).toMatch(onTarget);
  expect(answers.package).toBe('/root/good.rpm');
  expect(lines.join(' ')).not.toMatch(/by its\s+whole path/);
});

test('nobody is there: what the server does not take ends it, with the flag', async () => {
  const { operator } = unattended();
  const uploads = new Uploads(target.host, operator);
  const bad = target.file('bad\u202ecil.lic', 'x');
  await expect(uploading(operator, uploads).answer(asked(bad))).rejects.toMatchObject({
    message: expect.stringMatching(
      /^--license: .*bad\\u202ecil\.lic was uploaded\. \/var.* is no licence\.$/,
    ),
    exitCode: ExitCode.usage,
  });
  await uploads.remove();
  expect(existsSync(target.here('/var/lib/gateway-setup/uploads'))).toBe(false);
});

test('a person is asked again for that alone, and then goes on', async () => {
  const [bad, good] = [target.file('bad.lic', 'x'), target.file('good.lic', 'y')];
  const { result, text } = await answering([bad, '', good, ''], (operator) =>
    uploading(operator, new Uploads(target.host, operator)).answer(asked()),
  );
  expect(result).toMatchObject({ answers: { license: expect.stringMatching(onTarget) } });
  expect(text).toContain('bad.lic was uploaded.');
  expect(text.match(/licence file\?/g)).toHaveLength(2);
  expect(text.match(/get the test message\?/g)).toBeNull();
  expect(text.replace(/\s+/g, ' ')).toContain(
    'one that lies on this machine, by its whole path, is uploaded',
  );
});

test('a person is told at once about a path on the server that will not do', async () => {
  const { result, text } = await answering(['/root/bad.lic', '/root/good.lic', ''], (operator) =>
    uploading(operator, new Uploads(target.host, operator)).answer(asked()),
  );
  expect(result).toMatchObject({ answers: { license: '/root/good.lic' } });
  expect(text).toContain('/root/bad.lic is no licence.');
  expect(text).not.toContain('was uploaded');
});

test('what a run that was cut off has left there counts again, and goes at the end', async () => {
  const left = target.file('state/uploads/0123456789abcdef/good.lic', 'x');
  const { operator } = unattended();
  const uploads = new Uploads(target.host, operator);
  await uploading(operator, uploads).answer(
    asked('/var/lib/gateway-setup/uploads/0123456789abcdef/good.lic'),
  );
  await uploads.remove();
  expect(existsSync(left)).toBe(false);
});

test('what was uploaded before is shown by the path that the operator gave', async () => {
  const path = target.file('good.lic', 'x');
  const { operator } = unattended();
  const uploads = new Uploads(target.host, operator);
  const placed = await uploads.place(new Map([['license', path]]));
  const shown: (string | undefined)[] = [];
  const showing: Operator = {
    ...operator,
    answer: (request) => {
      shown.push(request.given.get('license'));
      return operator.answer(request);
    },
  };
  const { answers } = await uploading(showing, uploads).answer(asked(placed.get('license')));
  expect(shown).toEqual([path]);
  expect(answers.license).toBe(placed.get('license'));
});
