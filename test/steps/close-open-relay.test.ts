import { describe, expect, test } from 'vitest';
import { closeOpenRelay } from '../support/nod32-steps.js';
import { fresh, handedOver, installed, paths, type Server, situation, withFiles } from '../support/server.js';
import { changedLines, findingNamed, onlyEdit, verdicts } from '../support/steps.js';

const withPolicy = (text: string, server: Server = fresh) => withFiles(server, { [paths.policy]: text });
const rule =
  'event onEhlo {\n    if (iprange (remoteSmtpIp, "127.0.0.0/255.0.0.0")) {\n        set(remoteDelivery, "all");\n    }\n}\n';
const closed = 'event onEhlo {\n}\n';
const guarded =
  'event onEhlo {\n  if (allOf (iprange (remoteSmtpIp, "127.0.0.1"), is (authUser, "x"))) {\n    set(remoteDelivery, "all");\n  }\n}\n';

/** As WebAdmin writes it (facts: axigen 4), with the wizard's rule or without. */
function later(range: string | undefined): string {
  const wizard =
    range === undefined
      ? ''
      : `\tif (\n\t\tanyOf (\n\t\t\tipRange (remoteSmtpIp, "${range}")\n\t\t)\n\t) {\n\t\tset (remoteDelivery, "all");\n\t}\n`;
  return `event onEhlo {\n\tcall (WA_Acceptance_basic);\n\tcall (WA_Routing_basic_delivery);\n${wizard}}\n\nmethod WA_Acceptance_basic {\n\tset (allowStartTLS, "yes");\n}\n\nmethod WA_Routing_basic_delivery {\n\tset (remoteDelivery, "auth");\n}\n`;
}

describe('close-open-relay', () => {
  test('as installed: the rule goes, not a byte besides', () => {
    const edit = onlyEdit(closeOpenRelay.changes(situation(fresh)));
    expect(edit).toMatchObject({ path: paths.policy, whileStopped: true, readers: [{ id: 'axigen' }] });
    const lines = changedLines(edit);
    expect(lines.map((line) => line.replace(/\s+/g, ' ').trim())).toEqual([
      '- if (anyOf (iprange (remoteSmtpIp, "127.0.0.0/255.0.0.0"))) {',
      '- set(remoteDelivery, "all");',
      '- }',
    ]);
  });

  const condition = 'anyOf (ipRange (remoteSmtpIp, "127.0.0.0/255.0.0.0"))';
  const lan = 'ipRange (remoteSmtpIp, "10.20.0.0/255.255.0.0")';
  const inMethod = (list: string) =>
    `event onEhlo {\n\tcall (Trusted);\n}\nmethod Trusted {\n\tif (${list}) {\n\t\tset (remoteDelivery, "all");\n\t}\n}\n`;
  /** Each form of the rule that the facts name, and what is left of the script. */
  test.each([
    ['the article\u2019s lines', rule, closed],
    ['the other spelling of the variable', rule.replace('remoteSmtpIp', 'remoteSmtIp'), closed],
    ['bits', rule.replace('255.0.0.0', '8'), closed],
    ['from one address to another', rule.replace('127.0.0.0/255.0.0.0', '127.0.0.1-127.0.0.1'), closed],
    ['one address', rule.replace('127.0.0.0/255.0.0.0', '127.0.0.1'), closed],
    ['alone in a list', rule.replace('iprange (remoteSmtpIp, "127.0.0.0/255.0.0.0")', condition), closed],
    [
      'beside another network, which stays',
      inMethod(`anyOf (ipRange (remoteSmtpIp, "127.0.0.0/8"), ${lan})`),
      inMethod(`anyOf (${lan})`),
    ],
    [
      'in a method that onEhlo calls',
      inMethod(condition),
      'event onEhlo {\n\tcall (Trusted);\n}\nmethod Trusted {\n}\n',
    ],
    ['without any condition', 'event onEhlo {\n  set (remoteDelivery, "all");\n}\n', closed],
    [
      'in the script of a later version, its own methods untouched',
      later('127.0.0.0/255.0.0.0'),
      later(undefined),
    ],
  ])('%s', (_name, before, after) => {
    const server = withPolicy(before);
    expect(verdicts(closeOpenRelay, situation(server))['RELAY-POLICY']).toBe('drift');
    const edit = onlyEdit(closeOpenRelay.changes(situation(server)));
    expect(Buffer.from(edit.after).toString('latin1')).toBe(after);
    const done = situation(withPolicy(after));
    expect(closeOpenRelay.changes(done)).toEqual([]);
    expect(verdicts(closeOpenRelay, done)['RELAY-POLICY']).toBe('ok');
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
      'RELAY-LOCAL': 'not-applicable',
      'RELAY-AUTH': 'not-applicable',
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
});
