import { describe, expect, test } from 'vitest';
import { absent, present, unreadable } from '../../src/host/fact.js';
import type { HostFacts } from '../../src/products/host-facts.js';
import { shownAnswer } from '../../src/questions/effective.js';
import { chosenScanner } from '../../src/questions/for-scanner.js';
import {
  isSuperfluous,
  missingAnswers,
  missingAnswersError,
  openQuestions,
} from '../../src/questions/missing.js';
import type { AnswerKey } from '../../src/questions/question.js';
import { questionFor, questions } from '../../src/questions/registry.js';
import { toAnswers } from '../../src/questions/to-answers.js';
import { answersLines } from '../../src/report/human/answers.js';
import { behindScanner, hostFacts, withImss } from '../wizard/fixture.js';

const given = (...entries: readonly (readonly [AnswerKey, string])[]) => new Map<AnswerKey, string>(entries);
const keys = (list: readonly { readonly key: AnswerKey }[]) => list.map(({ key }) => key);
const both = () => ({ ...withImss(), nod32: behindScanner().nod32 });
/** Its start script and more folders than one, or none. */
const withoutRoot = (roots: HostFacts['imss']['roots'], root: HostFacts['imss']['root']) => ({
  ...withImss(),
  imss: { ...withImss().imss, root, roots, configFile: absent, config: absent },
});
const imss = given(['scanner', 'imss']);

describe('which scanner', () => {
  test.each<[string, () => HostFacts, Map<AnswerKey, string>, string, boolean]>([
    ['none is installed', hostFacts, given(), 'nod32', true],
    ['NOD32 is', behindScanner, given(), 'nod32', false],
    ['IMSS is', withImss, given(), 'imss', false],
    ['both are', both, given(), 'nod32', true],
    ['both are, one is given', both, imss, 'imss', false],
    ['NOD32 is, the other is given', behindScanner, imss, 'imss', false],
  ])('%s', (_name, facts, answers, scanner, asked) => {
    expect(chosenScanner(answers, facts())).toBe(scanner);
    expect(toAnswers(answers, facts()).answers.scanner).toBe(scanner);
    expect(keys(openQuestions(facts(), answers)).includes('scanner')).toBe(asked);
    expect(keys(missingAnswers(facts(), answers))).not.toContain('scanner');
  });
});

describe('what is asked for IMSS', () => {
  const root = { path: '/srv/imss', folder: '/srv/imss', because: 'a program runs from it' };
  const two = ['/a', '/b'].map((path) => ({ path, folder: path, because: 'a program runs from it' }));

  test.each<[string, HostFacts, AnswerKey[]]>([
    ['a fresh server', hostFacts(), ['accept-distribution', 'installer']],
    ['installed', withImss('downstream_smtp_server_addr=127.0.0.1\ndownstream_smtp_server_port=10026'), []],
    ['a downstream that is not told', withImss('x=y'), ['accept-downstream']],
    ['several folders', withoutRoot(two, unreadable('more than one')), ['imss-root']],
    ['a start script without a folder', withoutRoot([], absent), ['imss-root']],
    ['a folder that was found', withoutRoot([root], present(root)), []],
  ])('%s', (_name, facts, open) => {
    expect(keys(openQuestions(facts, imss))).toEqual([...open, 'recipient', 'mailbox-password']);
  });

  test('nobody is there, and nothing was given: flag, key and variable of what is missing', () => {
    const error = missingAnswersError(missingAnswers(hostFacts(), imss));
    expect(error).toMatchObject({ exitCode: 4 });
    expect(error.message).toMatch(/^--installer \(key installer, variable GATEWAY_SETUP_INSTALLER\): /m);
    expect(error.message).not.toMatch(/license|package/);
  });

  test('the distribution is looked up on the list of its own article', () => {
    const rhel = hostFacts({ distribution: { id: 'rhel-3', title: 'Red Hat Enterprise Linux 3' } });
    const asked = (scanner: string) =>
      keys(openQuestions(rhel, given(['scanner', scanner]))).includes('accept-distribution');
    expect([asked('imss'), asked('nod32')]).toEqual([false, true]);
  });
});

describe('what the other scanner alone needs', () => {
  const everything = given(
    ['scanner', 'imss'],
    ['license', '/l'],
    ['package', '/p'],
    ['action-on-infected', 'reject'],
    ['eicar-test', 'yes'],
    ['scan-threads', '5'],
    ['installer', '/i.sh'],
    ['imss-root', '/srv/imss'],
    ['accept-downstream', 'yes'],
    ['administrator', 'admin@example.com'],
    ['recipient', 'r@example.com'],
  );
  const forNod32 = new Map([...everything, ['scanner', 'nod32'] as const]);

  test('is not heeded', () => {
    const { answers } = toAnswers(everything);
    expect(answers).toMatchObject({
      scanner: 'imss',
      installer: '/i.sh',
      imssRoot: '/srv/imss',
      acceptDownstream: true,
      administrator: 'admin@example.com',
      eicarTest: false,
    });
    for (const key of ['license', 'package', 'actionOnInfected', 'scanThreadsChosen'])
      expect(answers).not.toHaveProperty(key);
    const other = toAnswers(forNod32).answers;
    expect(other).toMatchObject({ license: '/l', eicarTest: true, scanThreads: 5, acceptDownstream: false });
    for (const key of ['installer', 'imssRoot', 'administrator']) expect(other).not.toHaveProperty(key);
  });

  test('is not looked at, and not shown', () => {
    for (const question of questions.filter(({ only }) => only === 'nod32'))
      expect([question.key, isSuperfluous(question, hostFacts(), everything)]).toEqual([question.key, true]);
    const shown = (answers: Map<AnswerKey, string>) => answersLines(answers, hostFacts()).join('\n');
    expect(shown(everything)).toMatch(/Installer: +\/i\.sh/);
    expect(shown(everything)).not.toMatch(/Licence|Package|Infected|Scan threads/);
    expect(shown(forNod32)).toMatch(/Licence file: +\/l/);
    expect(shown(forNod32)).not.toMatch(/Installer|IMSS|Administrator|AXIGEN:/);
  });
});

test('the administrator is the recipient, unless another is named', () => {
  const recipient = ['recipient', 'r@example.com'] as const;
  expect(toAnswers(given(['scanner', 'imss'], recipient)).answers.administrator).toBe('r@example.com');
  expect(toAnswers(given(['scanner', 'nod32'], recipient)).answers).not.toHaveProperty('administrator');
});

test('already-installed is no command', () => {
  const { answers } = toAnswers(given(['scanner', 'imss'], ['installer', 'already-installed']));
  expect(answers).not.toHaveProperty('installer');
});

test.each<[string, boolean]>([
  ['/root/imss/install.sh', true],
  ['cd /root/imss && ./install.sh', true],
  ['already-installed', true],
  ['', false],
  ['  ', false],
  ['a\nb', false],
  ['a\u001b[2J', false],
  ['a'.repeat(5000), false],
])('the command %j is %s', (text, good) => {
  expect(questionFor('installer')?.problem(text) === undefined).toBe(good);
});

test('a downstream that is known by word alone is said so', () => {
  const question = questionFor('accept-downstream');
  if (question === undefined) throw new Error('no such question');
  const shown = (...entries: readonly (readonly [AnswerKey, string])[]) =>
    shownAnswer(question, given(['scanner', 'imss'], ...entries), withImss('x=y'));
  expect(shown(['accept-downstream', 'yes'])).toBe('to 127.0.0.1:10026, by your word');
  expect(shown()).toBe('not known');
});
