import { describe, expect, test } from 'vitest';
import { reviewIpRules } from '../support/nod32-steps.js';
import { fresh, handedOver, paths, type Server, situation, withFiles } from '../support/server.js';
import { findingNamed, verdicts } from '../support/steps.js';

const withSmtp = (inside: string, server: Server = fresh) =>
  withFiles(server, { [paths.axigenConfig]: `Server {\n  smtpIncoming = {\n    ${inside}\n  }\n}\n` });
const find = (server: Server, id: string) => findingNamed(reviewIpRules, situation(server), id);

test('as installed there are none, and nothing is ever changed', () => {
  const clean = withFiles(fresh, { [paths.policy]: 'event onEhlo {\n}\n' });
  for (const server of [fresh, clean, handedOver]) {
    expect(verdicts(reviewIpRules, situation(server))).toEqual({
      'IP-RULES-CLIENTS': 'ok',
      'IP-RULES-LISTENERS': 'ok',
      'IP-RULES-POLICY': 'ok',
    });
  }
  expect(reviewIpRules.changes(situation(withSmtp('clients = ( { patternIn = "10.*" } )')))).toEqual([]);
});

describe('clients', () => {
  test('for certain senders are listed with line and priority, others are not', () => {
    const server = withSmtp(
      'clients = (\n      { priority = 600\n        patternIn = "10.20.*" }\n      { patternIn = * }\n      { patternOut = "10.*" }\n      { patternIn = "192.168.1.7" }\n    )',
    );
    expect(find(server, 'IP-RULES-CLIENTS')).toMatchObject({
      verdict: 'risk',
      found: 'line 4: patternIn = 10.20.* (priority 600); line 8: patternIn = 192.168.1.7',
      where: paths.axigenConfig,
    });
  });

  test('before the handover they will, after it they do no longer mean anything', () => {
    const rules = 'clients = ( { patternIn = "10.20.*" } )';
    expect(find(withSmtp(rules), 'IP-RULES-CLIENTS').remedy).toMatch(/^These will no longer mean/);
    expect(find(withSmtp(rules, handedOver), 'IP-RULES-CLIENTS').remedy).toMatch(/^These no longer mean/);
  });
});

describe('allow and deny rules', () => {
  test('of listeners and of the service are listed, each with its place', () => {
    const server = withSmtp(
      'listeners = (\n      { address = 0.0.0.0:25\n        allowRules = (\n          { ipSet = 10.0.0.0/8\n            enable = yes } )\n        denyRules = ( { ipSet = 127.0.0.1 } ) }\n    )\n    serviceAccessControl = {\n      denyRules = ( { ipSet = 192.0.2.0-192.0.2.255\n        enable = YES } )\n    }',
    );
    expect(find(server, 'IP-RULES-LISTENERS')).toMatchObject({
      verdict: 'risk',
      found:
        'line 6: allowRules of listener 0.0.0.0:25: 10.0.0.0/8; line 8: denyRules of listener 0.0.0.0:25: 127.0.0.1, which is true for all mail, not enabled; line 11: denyRules of the service: 192.0.2.0-192.0.2.255',
    });
  });

  test.each(['0.0.0.0-254.255.255.255', '0.0.0.0/0', '0.0.0.0/0.0.0.0'])(
    'for everybody (%s), as a later version saves it by itself, are none',
    (addresses) => {
      const server = withSmtp(
        `serviceAccessControl = {\n allowRules = ( { ipSet = ${addresses}\n enable = yes } )\n }`,
      );
      expect(find(server, 'IP-RULES-LISTENERS').verdict).toBe('ok');
    },
  );
});

describe('the policy file', () => {
  const policy = (text: string) => find(withFiles(fresh, { [paths.policy]: text }), 'IP-RULES-POLICY');

  test('conditions on the address are listed', () => {
    expect(
      policy(
        'event onEhlo {\n  if (anyOf (ipRange (remoteSmtpIp, "127.0.0.0/8"), ipRange (remoteSmtpIp, "10.0.0.0/8"))) {\n    set (remoteDelivery, "all");\n  }\n  if (is (remoteSmtpIp, "127.0.0.1")) { set (localDelivery, "all"); }\n}\n',
      ),
    ).toMatchObject({
      verdict: 'risk',
      where: paths.policy,
      found:
        'line 2, event onEhlo: ipRange (remoteSmtpIp, "10.0.0.0/8"), which is never true; line 5, event onEhlo: is (remoteSmtpIp, "127.0.0.1"), which is true for all mail',
    });
  });

  test('that is not in use has none', () => {
    const config = 'Server {\n  smtpFiltersFile = none\n  smtpIncoming = {\n    maxErrors = 20\n  }\n}\n';
    const server = withFiles(fresh, { [paths.axigenConfig]: config });
    expect(find(server, 'IP-RULES-POLICY')).toMatchObject({
      verdict: 'ok',
      found: 'no policy file is in use',
    });
  });

  test('that is not understood is unknown', () => {
    expect(policy('event {').verdict).toBe('unknown');
  });
});

test('what cannot be read is not judged', () => {
  const server = withFiles(fresh, { [paths.axigenConfig]: { unreadable: 'Permission denied' } });
  expect(verdicts(reviewIpRules, situation(server))).toEqual({
    'IP-RULES-CLIENTS': 'unknown',
    'IP-RULES-LISTENERS': 'unknown',
    'IP-RULES-POLICY': 'unknown',
  });
});
