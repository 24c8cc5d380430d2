import { describe, expect, test } from 'vitest';
import { UserError } from '../../src/errors.js';
import type { RelayEvidence } from '../../src/model/probe.js';
import { closeOpenRelay } from '../../steps/close-open-relay.js';
import { fresh, handedOver, installed, paths, type Server, situation, withFiles } from '../support/server.js';
import { changedLines, findingNamed, onlyEdit, verdicts } from '../support/steps.js';

const withPolicy = (text: string, server: Server = fresh) => withFiles(server, { [paths.policy]: text });
const rule =
  'event onEhlo {\n    if (iprange (remoteSmtpIp, "127.0.0.0/255.0.0.0")) {\n        set(remoteDelivery, "all");\n    }\n}\n';
const closed = 'event onEhlo {\n}\n';
const guarded =
  'event onEhlo {\n  if (allOf (iprange (remoteSmtpIp, "127.0.0.1"), is (authUser, "x"))) {\n    set(remoteDelivery, "all");\n  }\n}\n';

describe('close-open-relay', () => {
  test('as installed: the loopback goes, the other network stays', () => {
    const edit = onlyEdit(closeOpenRelay.changes(situation(fresh)));
    expect(edit).toMatchObject({ path: paths.policy, whileStopped: true, readers: [{ id: 'axigen' }] });
    const lines = changedLines(edit);
    expect(lines.filter((line) => line.startsWith('-'))).toHaveLength(1);
    expect(lines.join('\n')).toMatch(/^-.*127\.0\.0\.0.*10\.20\.0\.0/);
    expect(lines.filter((line) => line.startsWith('+')).join('\n')).toMatch(/10\.20\.0\.0/);
    expect(lines.filter((line) => line.startsWith('+')).join('\n')).not.toContain('127');
  });

  test('the finding names file and line', () => {
    const line = installed.policy.slice(0, installed.policy.indexOf('if (anyOf')).split('\n').length;
    const finding = findingNamed(closeOpenRelay, situation(fresh), 'RELAY-POLICY');
    expect(finding.verdict).toBe('drift');
    expect(finding.where).toBe(`${paths.policy}, line ${line}`);
    expect(finding.found).toContain('event onEhlo');
  });

  test('the article\u2019s lines go whole, with their line ends', () => {
    const edit = onlyEdit(closeOpenRelay.changes(situation(withPolicy(rule.replaceAll('\n', '\r\n')))));
    expect(Buffer.from(edit.after).toString('latin1')).toBe(closed.replaceAll('\n', '\r\n'));
  });

  test('done: nothing to do', () => {
    expect(closeOpenRelay.changes(situation(withPolicy(closed)))).toEqual([]);
    expect(verdicts(closeOpenRelay, situation(withPolicy(closed)))).toEqual({
      'RELAY-POLICY': 'ok',
      'RELAY-PROBE': 'not-applicable',
    });
  });

  test('no policy file in use: nothing to do', () => {
    const server = withFiles(fresh, {
      [paths.axigenConfig]: installed.axigenConfig.replace(/smtpFiltersFile = .*/, 'smtpFiltersFile = none'),
    });
    expect(closeOpenRelay.changes(situation(server))).toEqual([]);
    expect(findingNamed(closeOpenRelay, situation(server), 'RELAY-POLICY')).toMatchObject({
      verdict: 'ok',
      found: 'no policy file is in use',
    });
  });

  test('a rule that asks for more is a risk, and is left to a person', () => {
    expect(verdicts(closeOpenRelay, situation(withPolicy(guarded)))['RELAY-POLICY']).toBe('risk');
    expect(closeOpenRelay.changes(situation(withPolicy(guarded)))).toEqual([]);
  });

  test('a policy that is not understood blocks and is not edited', () => {
    const server = withPolicy('event onEhlo { if (');
    expect(findingNamed(closeOpenRelay, situation(server), 'RELAY-POLICY')).toMatchObject({
      verdict: 'unknown',
      blocks: 'could-not-look',
    });
    expect(closeOpenRelay.changes(situation(server))).toEqual([]);
  });

  test.each([
    ['with a syntax error', 'Server {', 'not looked at: axigen.cfg could not be understood'],
    ['that is missing', undefined, 'not looked at: axigen.cfg is not there'],
  ])(
    'axigen.cfg %s: not looked at, and the finding of that file does the blocking',
    (_name, content, found) => {
      const server = withFiles(fresh, { [paths.axigenConfig]: content });
      const finding = findingNamed(closeOpenRelay, situation(server), 'RELAY-POLICY');
      expect(finding).toMatchObject({ verdict: 'unknown', found });
      expect(finding).not.toHaveProperty('blocks');
      expect(finding).not.toHaveProperty('remedy');
      expect(closeOpenRelay.changes(situation(server))).toEqual([]);
    },
  );

  test('an edit starts AXIGEN again, and waits until it listens where its file says', () => {
    const moved = installed.axigenConfig.replace('address = 0.0.0.0:25', 'address = 127.0.0.1:2525');
    const server = withFiles(handedOver, { [paths.axigenConfig]: moved });
    expect(onlyEdit(closeOpenRelay.changes(situation(server)))).toMatchObject({ readyPort: 2525 });
    expect(onlyEdit(closeOpenRelay.changes(situation(fresh)))).not.toHaveProperty('readyPort');
  });

  test('a symbolic link is refused before anything is changed', () => {
    const bytes = Buffer.from(rule);
    const server = withFiles(fresh, { [paths.policy]: { bytes, size: bytes.length, link: true } });
    expect(() => closeOpenRelay.changes(situation(server))).toThrow(UserError);
  });
});

describe('close-open-relay, what the server really does', () => {
  const ask = (relay?: RelayEvidence) =>
    findingNamed(
      closeOpenRelay,
      situation(handedOver, { evidence: { banners: new Map(), ...(relay === undefined ? {} : { relay }) } }),
      'RELAY-PROBE',
    );
  test('is asked once the scanner owns port 25', () => {
    expect(closeOpenRelay.probes?.(situation(handedOver))).toEqual([{ kind: 'relay', port: 25 }]);
    expect(closeOpenRelay.probes?.(situation(fresh))).toEqual([]);
  });
  test.each([
    [undefined, 'unknown', /^not asked yet$/],
    [{ kind: 'refused', stage: 'rcpt', reply: '550 no' }, 'ok', /^at rcpt: 550 no$/],
    [{ kind: 'accepted', stage: 'rcpt', reply: '250 ok' }, 'drift', /^accepted: 250 ok$/],
    [{ kind: 'broken', reason: 'it broke off' }, 'unknown', /^it broke off$/],
  ] as const)('%o', (relay, verdict, found) => {
    expect(ask(relay).verdict).toBe(verdict);
    expect(ask(relay).found).toMatch(found);
  });
});
