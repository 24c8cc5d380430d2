import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { present } from '../../src/host/fact.js';
import { effectiveAnswer, shownAnswer } from '../../src/questions/effective.js';
import { missingAnswers, openQuestions } from '../../src/questions/missing.js';
import { flagOf, variableOf } from '../../src/questions/names.js';
import type { AnswerKey, GivenAnswers } from '../../src/questions/question.js';
import { questionFor, questions } from '../../src/questions/registry.js';
import { toAnswers } from '../../src/questions/to-answers.js';
import { checkAddress } from '../../src/smtp/stages.js';
import { behindScanner, hostFacts } from '../wizard/fixture.js';

const given = (entries: Partial<Record<AnswerKey, string>>): GivenAnswers => {
  const map = new Map<AnswerKey, string>();
  for (const question of questions) {
    const text = entries[question.key];
    if (text !== undefined) map.set(question.key, text);
  }
  return map;
};

function question(key: AnswerKey) {
  const found = questionFor(key);
  if (found === undefined) throw new Error(`no question ${key}`);
  return found;
}

describe('text to answers', () => {
  test('nothing given: the defaults', () => {
    expect(toAnswers(new Map())).toEqual({
      answers: {
        scanner: 'nod32',
        deliveryTimeout: 60,
        confirmTimeout: 180,
        acceptDistribution: false,
        acceptDownstream: false,
        onFailure: 'rollback',
        axigenDriver: 'auto',
        eicarTest: false,
        scanThreads: 10,
      },
      secrets: {},
    });
  });

  test('everything given; the secret apart', () => {
    const { answers, secrets } = toAnswers(
      given({
        license: '/l',
        package: '/p',
        recipient: 'r@example.com',
        sender: 's@example.com',
        'mailbox-user': 'r',
        'mailbox-password': 'pw',
        'delivery-timeout': '5',
        'accept-distribution': 'yes',
        'on-failure': 'leave',
        'axigen-driver': 'cli',
        'axigen-generation': '10',
        'axigen-password': 'ap',
        'action-on-infected': 'reject',
        'action-on-uncleanable': 'defer',
        'action-on-notscanned': 'accept',
        quarantine: 'no',
        'eicar-test': 'yes',
        'max-rcpt-count': '100',
        'max-data-size': '20480',
        'max-connections': '300',
        'max-interval-connections': '0',
        'time-interval': '30',
        'scan-threads': '7',
      }),
    );
    expect(answers).toEqual({
      scanner: 'nod32',
      license: '/l',
      package: '/p',
      recipient: 'r@example.com',
      sender: 's@example.com',
      mailboxUser: 'r',
      deliveryTimeout: 5,
      confirmTimeout: 180,
      acceptDistribution: true,
      acceptDownstream: false,
      onFailure: 'leave',
      axigenDriver: 'cli',
      axigenGeneration: '10',
      actionOnInfected: 'reject',
      actionOnUncleanable: 'defer',
      actionOnNotscanned: 'accept',
      quarantine: false,
      eicarTest: true,
      maxRcptCount: 100,
      maxDataSize: 20480,
      maxConnections: 300,
      maxIntervalConnections: 0,
      timeInterval: 30,
      scanThreads: 7,
      scanThreadsChosen: true,
    });
    expect(secrets).toEqual({ mailboxPassword: 'pw', axigenPassword: 'ap' });
  });

  test.each([
    ['1', 1],
    ['9', 5],
    ['2048', 1024],
  ])('a peak of %s connections wants %i threads, unless a number is given', (peak, threads) => {
    expect(question('peak-connections').problem(peak)).toBeUndefined();
    expect(toAnswers(given({ 'peak-connections': peak })).answers.scanThreads).toBe(threads);
    const both = given({ 'peak-connections': peak, 'scan-threads': '3' });
    expect(toAnswers(both).answers.scanThreads).toBe(3);
  });

  test('sender and login follow the recipient; an empty password is none', () => {
    const result = toAnswers(given({ recipient: 'r@example.com', 'mailbox-password': '' }));
    expect(result.answers).toMatchObject({ sender: 'r@example.com', mailboxUser: 'r@example.com' });
    expect(result.secrets).toEqual({});
  });
});

describe('what is open', () => {
  const keys = (list: readonly { key: AnswerKey }[]) => list.map(({ key }) => key);
  const unlisted = hostFacts({ distribution: { id: 'unknown', title: 'unknown' } });
  const licensed = {
    ...behindScanner(),
    nod32: { ...behindScanner().nod32, licenses: present(['nod32.lic']) },
  };

  test.each<[string, AnswerKey[], AnswerKey[]]>([
    [
      'fresh',
      ['scanner', 'license', 'package', 'recipient', 'mailbox-password'],
      ['license', 'package', 'recipient'],
    ],
    [
      'unlisted',
      ['scanner', 'accept-distribution', 'license', 'package', 'recipient', 'mailbox-password'],
      ['license', 'package', 'recipient'],
    ],
    ['installed', ['recipient', 'mailbox-password'], ['recipient']],
  ])('%s', (name, open, missing) => {
    const facts = name === 'fresh' ? hostFacts() : name === 'unlisted' ? unlisted : licensed;
    expect(keys(openQuestions(facts, new Map()))).toEqual(open);
    expect(keys(missingAnswers(facts, new Map()))).toEqual(missing);
  });

  test('what was given is open no more', () => {
    const some = given({ license: '/l', recipient: 'r@example.com' });
    expect(keys(missingAnswers(hostFacts(), some))).toEqual(['package']);
  });
});

describe('how an answer is shown', () => {
  test.each<[AnswerKey, Partial<Record<AnswerKey, string>>, string]>([
    ['mailbox-password', { 'mailbox-password': 'pw' }, 'set'],
    ['mailbox-password', { 'mailbox-password': '' }, 'not set'],
    ['mailbox-password', {}, 'not set'],
    ['license', {}, 'not needed here'],
    ['sender', { recipient: 'r@example.com' }, 'r@example.com'],
    ['delivery-timeout', {}, '60 seconds'],
    ['confirm-timeout', { 'confirm-timeout': '20' }, '20 seconds'],
    ['accept-distribution', { 'accept-distribution': 'yes' }, 'accepted at your own risk'],
    ['accept-distribution', {}, 'not accepted'],
  ])('%s of %j', (key, entries, shown) => {
    expect(shownAnswer(question(key), given(entries))).toBe(shown);
  });
});

test('a risk that this server does not have is not shown as declined', () => {
  const shown = (id: string) =>
    shownAnswer(question('accept-distribution'), new Map(), hostFacts({ distribution: { id, title: id } }));
  expect([shown('fedora-core-5'), shown('x')]).toEqual(['not needed here', 'not accepted']);
});

test.each<[Partial<Record<AnswerKey, string>>, string]>([
  [{}, 'that mailbox ('],
  [{ recipient: 'r@example.com' }, 'that mailbox, r@example.com ('],
  [{ recipient: 'r@example.com', 'mailbox-user': 'r' }, 'that mailbox, r ('],
])('the password question of %j names the mailbox', (entries, part) => {
  expect(question('mailbox-password').askFor?.(given(entries))).toContain(part);
});

test('no address passes here that an SMTP dialogue would refuse to say', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 80 }),
      fc.string({ maxLength: 40 }),
      (local, domain) => {
        const text = `${local}@${domain}`;
        if (question('recipient').problem(text) === undefined) checkAddress(text);
      },
    ),
  );
});

describe('the registry', () => {
  test('keys, labels, flags and variables are unique', () => {
    for (const of of [
      flagOf,
      variableOf,
      (one: { key: string }) => one.key,
      (one: { label: string }) => one.label,
    ]) {
      expect(new Set(questions.map((one) => of(one))).size).toBe(questions.length);
    }
  });

  test('every default passes its own check', () => {
    const some = given({ recipient: 'r@example.com' });
    for (const one of questions) {
      const text = effectiveAnswer(one, some, hostFacts());
      if (text !== undefined) expect([one.key, one.problem(text)]).toEqual([one.key, undefined]);
    }
  });

  test.each<[AnswerKey, string, boolean]>([
    ['license', '/root/a.lic', true],
    ['license', 'a.lic', false],
    ['license', '', false],
    ['license', '/a\nb', false],
    ['recipient', 'a@example.com', true],
    ['recipient', 'a', false],
    ['recipient', 'a b@example.com', false],
    ['recipient', 'b\u00f6se@x', false],
    ['recipient', 'a\u0001@x', false],
    ['recipient', `${'a'.repeat(65)}@x`, false],
    ['sender', 'b\u00f6se@x', false],
    ['license', `/${'a'.repeat(255)}/b`, true],
    ['license', `/${'a'.repeat(256)}`, false],
    ['license', '/a'.repeat(2100), false],
    ['recipient', 'a@example.com\r\nRCPT TO:<x@y>', false],
    ['delivery-timeout', '1', true],
    ['delivery-timeout', '600', true],
    ['delivery-timeout', '0', false],
    ['delivery-timeout', '601', false],
    ['delivery-timeout', '1e2', false],
    ['mailbox-user', '', false],
    ['mailbox-password', 'p w', true],
    ['mailbox-password', 'p\nw', false],
    ['on-failure', 'leave', true],
    ['on-failure', 'panic', false],
    ['accept-distribution', 'yes', true],
    ['accept-distribution', 'maybe', false],
  ])('%s %j is %s', (key, text, good) => {
    expect(question(key).problem(text) === undefined).toBe(good);
  });
});

test('every question fits one line of a common terminal, with what stands behind it', () => {
  const marks = { secret: ' [input is masked]', 'yes-no': ' (y/N)' } as const;
  for (const { ask, kind } of questions) {
    const mark = kind === 'secret' || kind === 'yes-no' ? marks[kind] : '';
    expect(`? ${ask}${mark}`.length, ask).toBeLessThan(80);
  }
});
