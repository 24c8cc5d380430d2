import { describe, expect, test } from 'vitest';
import { forAudit } from '../../../src/engine/audit/for-audit.js';
import { present } from '../../../src/host/fact.js';
import { noEvidence } from '../../../src/model/probe.js';
import type { Situation } from '../../../src/model/step.js';
import { answers, finding, hostFacts } from '../../wizard/fixture.js';

const situation = (changed: Partial<Situation> = {}): Situation => ({
  facts: hostFacts(),
  answers,
  evidence: noEvidence,
  ...changed,
});
const { recipient: _, ...nobody } = answers;

describe('findings as an audit puts them', () => {
  test('a message that nobody wished for is not missing', () => {
    const open = finding({ id: 'TEST-MAIL-HEADER', verdict: 'unknown', found: 'not sent yet' });
    expect(forAudit(open, situation(), 'audit')).toMatchObject({
      verdict: 'not-applicable',
      found: expect.stringContaining('--send-test-mail sends it to postmaster@example.com'),
    });
    expect(forAudit(open, situation({ answers: nobody }), 'audit').found).toContain('--recipient');
  });

  test('the checks alone send one unless they are told not to', () => {
    const open = finding({ id: 'TEST-MAIL-HEADER', verdict: 'unknown', found: 'not sent yet' });
    const told = (answered: Situation['answers']) =>
      forAudit(open, situation({ answers: answered }), 'verify').found;
    expect(told(answers)).toContain('--no-test-mail');
    expect(told(nobody)).toBe('not sent: name a mailbox with --recipient');
  });

  test('the EICAR test file needs both flags', () => {
    const open = finding({
      id: 'NOD32-EICAR',
      verdict: 'not-applicable',
      found: 'not sent: nobody has agreed',
    });
    expect(forAudit(open, situation(), 'audit').found).toContain('--eicar-test with --send-test-mail');
  });

  test('one that was sent is judged as always', () => {
    const testMail = { nonce: 'n', how: 'mailbox', transcript: '' } as const;
    const open = finding({ id: 'TEST-MAIL-HEADER', verdict: 'drift' });
    expect(forAudit(open, situation({ evidence: { ...noEvidence, testMail } }), 'audit')).toBe(open);
  });

  test('who is not root could not look; the server is not to blame', () => {
    const open = finding({ id: 'HOST-ROOT', verdict: 'drift', blocks: 'could-not-look' });
    expect(forAudit(open, situation(), 'audit')).toMatchObject({
      verdict: 'unknown',
      blocks: 'could-not-look',
    });
    const good = finding({ id: 'HOST-ROOT', verdict: 'ok' });
    expect(forAudit(good, situation(), 'audit')).toBe(good);
  });

  test.each([
    ['HOST-PORT-25', 'drift', 1000, undefined, 'unknown'],
    ['HOST-PORT-25', 'drift', 1000, 'sendmail', 'drift'],
    ['HOST-PORT-25', 'drift', 0, undefined, 'drift'],
    ['HOST-PORT-CONSOLE', 'risk', 1000, undefined, 'unknown'],
    ['HOST-PORT-CONSOLE', 'risk', 0, undefined, 'risk'],
  ] as const)('%s %s, user %i, port held by %s: %s', (id, judged, uid, program, verdict) => {
    const open = finding({ id, verdict: judged, blocks: 'failed', remedy: 'Stop that program.' });
    const port = { address: '0.0.0.0', port: 25, ...(program === undefined ? {} : { program }) };
    const facts = { ...hostFacts(), uid: present(uid), listening: present([port]) };
    const put = forAudit(open, situation({ facts }), 'audit');
    expect(put.verdict).toBe(verdict);
    expect(put.remedy).toMatch(verdict === 'unknown' ? /^Run the audit as root/ : /^Stop/);
  });

  test('a distribution that is not on the list needs nobody\u2019s consent to be looked at', () => {
    const open = finding({ id: 'HOST-DISTRIBUTION', verdict: 'risk', blocks: 'needs-consent' });
    const put = forAudit(open, situation(), 'audit');
    expect(put.verdict).toBe('risk');
    expect(put).not.toHaveProperty('blocks');
    expect(put.remedy).not.toContain('--accept-distribution');
  });

  test('all others stay as they are', () => {
    const open = finding();
    expect(forAudit(open, situation(), 'audit')).toBe(open);
  });
});
