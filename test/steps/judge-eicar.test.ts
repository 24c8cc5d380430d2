import { describe, expect, test } from 'vitest';
import type { Answers } from '../../src/model/answers.js';
import { type EicarEvidence, noEvidence } from '../../src/model/probe.js';
import { setBehaviour } from '../../steps/set-behaviour.js';
import { answers, handedOver, paths, situation, withFiles } from '../support/server.js';
import { findingNamed } from '../support/steps.js';

const seen = {
  rejected: { kind: 'refused', stage: 'dot', code: 554, reply: '554 infected' },
  deferred: { kind: 'refused', stage: 'dot', code: 451, reply: '451 later' },
  'no such mailbox': { kind: 'refused', stage: 'rcpt', code: 550, reply: '550 unknown' },
  'not delivered': { kind: 'taken', waitedMs: 60_000 },
  'not found by hand': { kind: 'taken' },
  'nobody looked': { kind: 'unseen', reason: 'nobody has looked into the mailbox' },
  infected: { kind: 'delivered', infected: true },
  removed: { kind: 'delivered', infected: false, footnote: 'NOD32 removed it' },
  'removed silently': { kind: 'delivered', infected: false },
  broken: { kind: 'broken', reason: 'the server closed the connection' },
} as const satisfies Record<string, EicarEvidence>;

function judge(lines: string, evidence: EicarEvidence, wished: Partial<Answers> = {}) {
  const server = withFiles(handedOver, { [paths.nod32Config]: `[global]\n${lines}\n[smtp]\n` });
  const given = situation(server, {
    answers: { ...answers, eicarTest: true, ...wished },
    evidence: { ...noEvidence, eicar: evidence },
  });
  return findingNamed(setBehaviour, given, 'NOD32-EICAR');
}

const reject = 'action_on_infected = reject';
const defer = 'action_on_uncleanable = defer';
const discard = 'action_on_uncleanable = discard';
const accept = 'action_on_infected = accept';

describe('what became of the EICAR test file, against nod32.cfg', () => {
  test.each([
    // Nothing set: cleaned or taken out.
    ['', 'removed', 'ok'],
    ['', 'removed silently', 'ok'],
    ['', 'infected', 'drift'],
    ['', 'rejected', 'drift'],
    ['', 'not delivered', 'drift'],
    ['', 'nobody looked', 'unknown'],
    [reject, 'rejected', 'ok'],
    [reject, 'deferred', 'drift'],
    [reject, 'infected', 'drift'],
    [reject, 'removed', 'drift'],
    [reject, 'nobody looked', 'drift'],
    [reject, 'not delivered', 'drift'],
    [defer, 'deferred', 'ok'],
    [defer, 'rejected', 'drift'],
    [discard, 'not delivered', 'ok'],
    [discard, 'not found by hand', 'ok'],
    [discard, 'nobody looked', 'unknown'],
    [discard, 'rejected', 'drift'],
    [discard, 'removed', 'drift'],
    [discard, 'infected', 'drift'],
    [accept, 'infected', 'risk'],
    [accept, 'removed', 'ok'],
    [accept, 'rejected', 'drift'],
    ['av_enabled = no', 'infected', 'risk'],
    ['av_enabled = no', 'removed', 'drift'],
    ['action_on_infected = what', 'infected', 'risk'],
    ['action_on_infected = what', 'rejected', 'unknown'],
    // It never got as far as the scanner.
    [reject, 'no such mailbox', 'unknown'],
    ['', 'no such mailbox', 'unknown'],
    ['', 'broken', 'unknown'],
  ] as const)('%j, %s: %s', (lines, name, verdict) => {
    const finding = judge(lines, seen[name]);
    expect(finding).toMatchObject({ verdict, aspect: 'running' });
    expect(finding.remedy === undefined).toBe(verdict === 'ok');
  });

  test('who chose accept knows that it comes through', () => {
    expect(judge(accept, seen.infected, { actionOnInfected: 'accept' }).verdict).toBe('ok');
    expect(judge('', seen.infected, { actionOnInfected: 'accept' }).verdict).toBe('drift');
  });

  test('says what was wanted, by which line, and what was seen', () => {
    expect(judge(reject, seen.infected)).toMatchObject({
      wanted: 'the EICAR test file is refused for good (5xx), by action_on_infected = reject',
      found: 'delivered with the EICAR test file in it',
      remedy: expect.stringContaining('NOD32-RESTART'),
    });
    expect(judge('', seen.removed).found).toContain('with a footnote: NOD32 removed it');
    expect(judge('', seen['removed silently']).found).toContain('no footnote was found');
    expect(judge(discard, seen['not delivered']).found).toContain('within 60 s');
  });
});
