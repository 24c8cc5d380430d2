import { describe, expect, test } from 'vitest';
import type { Answers } from '../../src/model/answers.js';
import { limitEsmtpExtensions } from '../support/nod32-steps.js';
import { answers, fresh, handedOver, paths, type Server, situation, withFiles } from '../support/server.js';
import { changedLines, findingNamed, onlyEdit, verdicts } from '../support/steps.js';

const ten: Server = { ...fresh, packages: 'glibc\t2.4\naxigen\t10.3.1\n' };
const webAdmin =
  'event onEhlo {\n\tcall (WA_Acceptance_basic);\n}\n\nmethod WA_Acceptance_basic {\n\tset (maxRcptCount, "1000");\n\tset (allowStartTLS, "yes");\n\tset (allowBinaryData, "yes");\n}\n';
const withPolicy = (text: string, server: Server = ten) => withFiles(server, { [paths.policy]: text });
const done = `${webAdmin.replace('basic);\n', 'basic);\n\tcall (GatewaySetup);\n')}\nmethod GatewaySetup {\n\tset (allowStartTLS, "no");\n\tset (allowBinaryData, "no");\n}\n`;
const asked = { maxRcptCount: 50, maxDataSize: 2048 } as const;
const given = (server: Server, wished: Partial<Answers> = {}) =>
  situation(server, { answers: { ...answers, ...wished } });

describe('limit-esmtp-extensions on a later version', () => {
  test('a method of its own in the policy script; axigen.cfg is not touched', () => {
    const edit = onlyEdit(limitEsmtpExtensions.changes(given(withPolicy(webAdmin))));
    expect(edit).toMatchObject({ path: paths.policy, whileStopped: true, readers: [{ id: 'axigen' }] });
    expect(Buffer.from(edit.after).toString('latin1')).toBe(done);
    expect(changedLines(edit).filter((line) => line.startsWith('-'))).toEqual([]);
  });

  test('findings before and after', () => {
    expect(verdicts(limitEsmtpExtensions, given(withPolicy(webAdmin)))).toEqual({
      'AXIGEN-DEFAULT-CLIENT': 'not-applicable',
      'AXIGEN-STARTTLS': 'drift',
      'AXIGEN-BINARYMIME': 'drift',
      'SMTP-STARTTLS': 'not-applicable',
      'SMTP-BINARYMIME': 'not-applicable',
    });
    const finding = findingNamed(limitEsmtpExtensions, given(withPolicy(webAdmin)), 'AXIGEN-STARTTLS');
    expect(finding).toMatchObject({ found: 'line 7: yes', where: paths.policy });
    const after = given(withPolicy(done));
    expect(findingNamed(limitEsmtpExtensions, after, 'AXIGEN-STARTTLS')).toMatchObject({
      verdict: 'ok',
      found: 'line 13: no',
    });
    expect(limitEsmtpExtensions.changes(after)).toEqual([]);
  });

  test('the limits of the default are set there too, when they are asked for', () => {
    const edit = onlyEdit(limitEsmtpExtensions.changes(given(withPolicy(done), asked)));
    expect(changedLines(edit)).toEqual(['+\tset (maxRcptCount, "50");', '+\tset (maxDataSize, "2048");']);
    expect(verdicts(limitEsmtpExtensions, given(withPolicy(done), asked))).toMatchObject({
      'AXIGEN-MAX-RCPT': 'drift',
      'AXIGEN-MAX-DATA-SIZE': 'drift',
    });
    const set = withPolicy(Buffer.from(edit.after).toString('latin1'));
    expect(verdicts(limitEsmtpExtensions, given(set, asked))).toMatchObject({
      'AXIGEN-MAX-RCPT': 'ok',
      'AXIGEN-MAX-DATA-SIZE': 'ok',
    });
    expect(verdicts(limitEsmtpExtensions, given(set))).not.toHaveProperty('AXIGEN-MAX-RCPT');
  });

  test('a set in a condition behind our call counts, and the call goes behind it', () => {
    const text = done.replace(
      'call (GatewaySetup);\n',
      'call (GatewaySetup);\n\tif (is (isESMTP, "yes")) {\n\t\tset (allowStartTLS, "yes");\n\t}\n',
    );
    const finding = findingNamed(limitEsmtpExtensions, given(withPolicy(text)), 'AXIGEN-STARTTLS');
    expect(finding).toMatchObject({ verdict: 'drift', found: 'line 16: no; line 5: yes' });
    const edit = onlyEdit(limitEsmtpExtensions.changes(given(withPolicy(text))));
    expect(
      Buffer.from(edit.after)
        .toString('latin1')
        .match(/call \(GatewaySetup\)/g),
    ).toHaveLength(1);
    expect(
      verdicts(limitEsmtpExtensions, given(withPolicy(Buffer.from(edit.after).toString('latin1')))),
    ).toMatchObject({
      'AXIGEN-STARTTLS': 'ok',
    });
  });

  test.each([
    [
      'no policy file in use',
      withFiles(ten, { [paths.policy]: undefined }),
      'drift',
      /no policy file is in use/,
    ],
    ['a policy that is not understood', withPolicy('event {'), 'unknown', /smtpFilters\.script/],
  ])('%s: said as it is, and no changes', (_name, server, verdict, found) => {
    const finding = findingNamed(limitEsmtpExtensions, given(server), 'AXIGEN-STARTTLS');
    expect(finding.verdict).toBe(verdict);
    expect(finding.found).toMatch(found);
    expect(limitEsmtpExtensions.changes(given(server))).toEqual([]);
  });

  test('not known where the switches are: nothing is judged and nothing changed, until the operator says', () => {
    const silent = withFiles(
      { ...fresh, packages: 'glibc\t2.4\n' },
      { [paths.axigenConfig]: 'Server {\n  smtpIncoming = {\n    maxErrors = 20\n  }\n}\n' },
    );
    expect(verdicts(limitEsmtpExtensions, given(silent))['AXIGEN-DEFAULT-CLIENT']).toBe('unknown');
    expect(limitEsmtpExtensions.changes(given(silent))).toEqual([]);
    const path = (axigenGeneration: '1.2' | '10') =>
      onlyEdit(limitEsmtpExtensions.changes(given(silent, { axigenGeneration }))).path;
    expect(path('1.2')).toBe(paths.axigenConfig);
    expect(path('10')).toBe(paths.policy);
  });

  test('a script that is right and a server that offers them: AXIGEN owes a restart', () => {
    const reply = { code: 250, lines: ['mail'] };
    const keywords = [{ keyword: 'STARTTLS', params: [] }];
    const ehlo = { kind: 'answered', greeting: reply, reply, keywords, transcript: [] } as const;
    const one = situation(withPolicy(done, { ...handedOver, packages: ten.packages }), {
      evidence: { banners: new Map(), ehlo },
    });
    expect(limitEsmtpExtensions.changes(one)).toMatchObject([{ kind: 'service', verb: 'restart' }]);
    expect(findingNamed(limitEsmtpExtensions, one, 'SMTP-STARTTLS').remedy).toMatch(/policy script/);
  });
});

describe('limit-esmtp-extensions on version 1.2, the limits of the default client', () => {
  const clients = (inside: string) =>
    withFiles(fresh, {
      [paths.axigenConfig]: `Server {\n  smtp-in = {\n    smtpClients = ${inside}\n  }\n}\n`,
    });
  const off = 'allowStartTLS = no\n        allowBinaryData = no';
  const two = clients(
    `(\n      { patternIn = "10.*"\n        ${off} }\n      { priority = 501 patternIn = *\n        patternOut = *\n        maxRCPTCount = 10\n        ${off} }\n    )`,
  );

  test('are set on the client that replaces the default, whatever the sets are called', () => {
    const edit = onlyEdit(limitEsmtpExtensions.changes(given(two, asked)));
    expect(changedLines(edit)).toEqual([
      '-        maxRCPTCount = 10',
      '+        maxRCPTCount = 50',
      '-        allowBinaryData = no }',
      '+        allowBinaryData = no',
      '+        maxDataSize = 2048 }',
    ]);
    expect(findingNamed(limitEsmtpExtensions, given(two, asked), 'AXIGEN-MAX-RCPT')).toMatchObject({
      verdict: 'drift',
      found: 'line 7: 10',
    });
    expect(limitEsmtpExtensions.changes(given(two))).toEqual([]);
  });

  test('are part of the client that is added', () => {
    const edit = onlyEdit(limitEsmtpExtensions.changes(given(clients('()'), asked)));
    const text = Buffer.from(edit.after).toString('latin1').replace(/\s+/g, ' ');
    expect(text).toMatch(/smtpClients = \( \{ priority = 501 .* maxRCPTCount = 50 maxDataSize = 2048 \} \)/);
    expect(text).not.toContain(' clients =');
  });
});
