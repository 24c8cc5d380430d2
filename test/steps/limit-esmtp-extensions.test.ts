import { describe, expect, test } from 'vitest';
import type { EhloProbe } from '../../src/smtp/probe-types.js';
import { brokenEhlo, offering, refusedEhlo } from '../support/ehlo.js';
import { limitEsmtpExtensions } from '../support/nod32-steps.js';
import { fresh, handedOver, paths, printed, type Server, situation, withFiles } from '../support/server.js';
import { changedLines, findingNamed, onlyEdit, verdicts } from '../support/steps.js';

const withClients = (clients: string) =>
  withFiles(fresh, { [paths.axigenConfig]: `Server {\n  smtpIncoming = {\n    ${clients}\n  }\n}\n` });
const editOf = (server: Server) => onlyEdit(limitEsmtpExtensions.changes(situation(server)));
const edited = (server: Server) => Buffer.from(editOf(server).after).toString('latin1');
const all =
  'priority = 501\n patternIn = "*"\n patternOut = "*"\n allowStartTLS = no\n allowBinaryData = no\n';

describe('limit-esmtp-extensions', () => {
  test('as installed: a client with priority 501 that replaces the default is added, nothing else', () => {
    expect(changedLines(editOf(fresh))).toEqual([
      '-        clients = ()',
      '+        clients = (',
      '+            {',
      '+                priority = 501',
      '+                patternIn = *',
      '+                patternOut = *',
      '+                allowStartTLS = no',
      '+                allowBinaryData = no',
      '+            }',
      '+        )',
    ]);
    expect(editOf(fresh)).toMatchObject({ whileStopped: true, readers: [{ id: 'axigen' }] });
    expect(editOf(fresh)).not.toHaveProperty('readyPort');
    expect(verdicts(limitEsmtpExtensions, situation(fresh))).toEqual({
      'AXIGEN-DEFAULT-CLIENT': 'drift',
      'AXIGEN-STARTTLS': 'drift',
      'AXIGEN-BINARYMIME': 'drift',
      'SMTP-STARTTLS': 'not-applicable',
      'SMTP-BINARYMIME': 'not-applicable',
    });
  });

  test('done: nothing to do', () => {
    const server = withClients(`clients = ( {\n ${all} } )`);
    expect(limitEsmtpExtensions.changes(situation(server))).toEqual([]);
    expect(verdicts(limitEsmtpExtensions, situation(server))).toEqual({
      'AXIGEN-DEFAULT-CLIENT': 'ok',
      'AXIGEN-STARTTLS': 'ok',
      'AXIGEN-BINARYMIME': 'ok',
      'SMTP-STARTTLS': 'not-applicable',
      'SMTP-BINARYMIME': 'not-applicable',
    });
  });

  test('an own default is changed, not doubled; every other client is switched off, too', () => {
    const server = withClients(
      'clients = (\n      { priority = 900 patternIn = "*"\n        patternOut = "*"\n        allowStartTLS = yes }\n      { patternIn = "10.*"\n        AllowStartTls = No\n        allowBinaryData = yes }\n    )',
    );
    const result = edited(server);
    expect(result).not.toContain('501');
    expect(result.match(/allowStartTLS = no/g)).toHaveLength(1);
    expect(result).toContain('AllowStartTls = No');
    expect(result.match(/allowBinaryData = no/g)).toHaveLength(2);
    const finding = findingNamed(limitEsmtpExtensions, situation(server), 'AXIGEN-STARTTLS');
    expect(finding.found).toBe('line 4: yes');
  });

  test('other clients alone do not replace the default', () => {
    const server = withClients(
      'clients = ( { patternIn = "10.*"\n allowStartTLS = no\n allowBinaryData = no } )',
    );
    expect(verdicts(limitEsmtpExtensions, situation(server))['AXIGEN-STARTTLS']).toBe('drift');
    expect(edited(server)).toContain('priority = 501');
  });

  test('no set of clients at all: it is made', () => {
    const words = edited(withClients('maxErrors = 20')).replace(/\s+/g, ' ');
    expect(words).toMatch(
      /clients = \( \{ priority = 501 patternIn = "?\*"? patternOut = "?\*"? allowStartTLS = no/,
    );
  });

  test.each([
    ['unreadable', { unreadable: 'Permission denied' }, 'unknown'],
    ['missing', undefined, 'drift'],
  ] as const)('%s: said as it is, and no changes', (_name, content, verdict) => {
    const server = withFiles(fresh, { [paths.axigenConfig]: content });
    expect(verdicts(limitEsmtpExtensions, situation(server))).toEqual({
      'AXIGEN-DEFAULT-CLIENT': verdict,
      'SMTP-STARTTLS': 'not-applicable',
      'SMTP-BINARYMIME': 'not-applicable',
    });
    expect(limitEsmtpExtensions.changes(situation(server))).toEqual([]);
  });

  test('without an SMTP-In object nothing is edited', () => {
    const server = withFiles(fresh, { [paths.axigenConfig]: 'Server {\n}\n' });
    expect(limitEsmtpExtensions.changes(situation(server))).toEqual([]);
  });
});

describe('limit-esmtp-extensions, the client that is the default for everybody', () => {
  const found = (settings: string) =>
    findingNamed(
      limitEsmtpExtensions,
      situation(withClients(`clients = ( {\n patternIn = *\n patternOut = *\n ${settings} } )`)),
      'AXIGEN-DEFAULT-CLIENT',
    );

  test('what the article says of its other options is said before and after', () => {
    expect(limitEsmtpExtensions.says).toMatch(/maxRCPTCount, maxDataSize/);
    expect(findingNamed(limitEsmtpExtensions, situation(fresh), 'AXIGEN-DEFAULT-CLIENT').remedy).toMatch(
      /maxRCPTCount, maxDataSize/,
    );
    expect(found('priority = 501\n maxDataSize = 10240').found).toMatch(/maxRCPTCount.*maxdatasize = 10240/);
    expect(found('priority = 501').found).toMatch(/none set/);
  });

  test.each([
    ['priority = 501', 'ok', /^priority 501;/],
    ['priority = 900', 'ok', /^priority 900;/],
    ['priority = 100', 'drift', /priority 100, where the article has 501: .* not known/],
    ['', 'drift', /no priority is set, where the article has 501: .* not known/],
    ['priority = high', 'drift', /priority high, where the article has 501: .* not known/],
  ])('%j: %s, as far as the file tells', (settings, verdict, text) => {
    expect(found(settings)).toMatchObject({ verdict });
    expect(found(settings).found).toMatch(text);
  });

  test('one of a lower priority may never be heeded: it is switched off, and another one added', () => {
    const result = edited(
      withClients(
        'clients = ( { priority = 300 patternIn = * patternOut = * allowStartTLS = yes allowBinaryData = no } )',
      ),
    );
    expect(result).toContain('{ priority = 300 patternIn = * patternOut = * allowStartTLS = no');
    expect(result).toContain('priority = 501');
    const after = situation(withFiles(fresh, { [paths.axigenConfig]: result }));
    expect(limitEsmtpExtensions.changes(after)).toEqual([]);
    expect(verdicts(limitEsmtpExtensions, after)).toMatchObject({
      'AXIGEN-DEFAULT-CLIENT': 'ok',
      'AXIGEN-STARTTLS': 'ok',
    });
  });

  test('a new one never has the priority of another', () => {
    const taken = withClients('clients = ( { priority = 501 patternIn = 10.* allowStartTLS = no } )');
    expect(edited(taken)).toContain('priority = 502');
    expect(findingNamed(limitEsmtpExtensions, situation(taken), 'AXIGEN-DEFAULT-CLIENT').remedy).toContain(
      'priority 502',
    );
  });
});

describe('limit-esmtp-extensions, what is really offered', () => {
  const listener = 'listeners = ( { address = 127.0.0.1:2525 } )';
  const settled = withFiles(handedOver, {
    [paths.axigenConfig]: `Server {\n  smtpIncoming = {\n ${listener}\n clients = ( {\n ${all} } )\n }\n}\n`,
  });
  const seen = (ehlo: EhloProbe | undefined, server = settled) =>
    situation(server, { evidence: { banners: new Map(), ...(ehlo === undefined ? {} : { ehlo }) } });
  const refused = refusedEhlo('server connect error');

  test('is asked once the scanner owns port 25', () => {
    expect(limitEsmtpExtensions.probes?.(situation(settled))).toEqual([{ kind: 'ehlo', port: 25 }]);
    expect(limitEsmtpExtensions.probes?.(situation(fresh))).toEqual([]);
  });

  test.each([
    ['neither', offering('AUTH', 'AUTH', 'SIZE', 'OK'), 'ok', 'ok', /^offered: AUTH SIZE$/],
    ['nothing at all', offering(), 'ok', 'ok', /^nothing is offered$/],
    ['STARTTLS', offering('SIZE', 'STARTTLS'), 'drift', 'ok', /^STARTTLS among SIZE STARTTLS$/],
    ['BINARYMIME', offering('BINARYMIME', 'CHUNKING'), 'ok', 'drift', /^offered: BINARYMIME CHUNKING$/],
    ['CHUNKING alone', offering('CHUNKING'), 'ok', 'drift', /./],
    ['refused', refused, 'unknown', 'unknown', /^refused at greeting: 421 server connect error$/],
    ['broken', brokenEhlo, 'unknown', 'unknown', /closed the connection/],
    ['not asked', undefined, 'unknown', 'unknown', /^not asked yet$/],
  ] as const)('%s', (_name, ehlo, tls, binary, found) => {
    const finding = findingNamed(limitEsmtpExtensions, seen(ehlo), 'SMTP-STARTTLS');
    expect(finding).toMatchObject({ verdict: tls, passage: { section: 'Caveat 1' } });
    expect(finding.found).toMatch(found);
    expect(findingNamed(limitEsmtpExtensions, seen(ehlo), 'SMTP-BINARYMIME')).toMatchObject({
      verdict: binary,
      passage: { section: 'Caveat 6' },
    });
  });

  test('a client of a lower priority than the article\u2019s is the default where it shows', () => {
    const lower = withFiles(handedOver, {
      [paths.axigenConfig]: `Server {\n  smtpIncoming = {\n ${listener}\n clients = ( {\n ${all.replace('501', '300')} } )\n }\n}\n`,
    });
    const works = seen(offering('SIZE'), lower);
    expect(verdicts(limitEsmtpExtensions, works)['AXIGEN-DEFAULT-CLIENT']).toBe('ok');
    expect(limitEsmtpExtensions.changes(works)).toEqual([]);
    const fails = seen(offering('STARTTLS'), lower);
    expect(verdicts(limitEsmtpExtensions, fails)['AXIGEN-DEFAULT-CLIENT']).toBe('drift');
    expect(changedLines(onlyEdit(limitEsmtpExtensions.changes(fails))).join()).toContain('priority = 501');
  });

  test('ports that cannot be read are unknown, whatever was heard', () => {
    const server = { ...settled, commands: { ports: printed('no netstat\n', 127) } };
    expect(verdicts(limitEsmtpExtensions, seen(offering(), server))).toMatchObject({
      'SMTP-STARTTLS': 'unknown',
      'SMTP-BINARYMIME': 'unknown',
    });
  });

  test('a file that is right and a server that offers them: AXIGEN owes a restart', () => {
    expect(limitEsmtpExtensions.changes(seen(offering('STARTTLS')))).toMatchObject([
      { kind: 'service', verb: 'restart', service: { id: 'axigen' }, readyPort: 2525 },
    ]);
  });

  test.each([
    ['they are not offered', seen(offering('SIZE'))],
    ['nobody has asked', seen(undefined)],
    ['there was no answer', seen(brokenEhlo)],
    ['the scanner is not there yet', seen(offering('STARTTLS'), { ...settled, netstat: fresh.netstat })],
    [
      'AXIGEN is stopped and started for an edit in the same stage',
      { ...seen(offering('STARTTLS')), edited: new Set([paths.policy, paths.axigenConfig]) },
    ],
  ])('no restart when %s', (_name, one) => {
    expect(limitEsmtpExtensions.changes(one)).toEqual([]);
  });

  test('an edit starts AXIGEN again, and waits until it listens behind the scanner', () => {
    const config = `Server {\n smtpIncoming = {\n ${listener}\n clients = ()\n }\n}\n`;
    expect(editOf(withFiles(handedOver, { [paths.axigenConfig]: config }))).toMatchObject({
      readyPort: 2525,
    });
    const off = config.replace('2525', '2525\n enable = no');
    expect(editOf(withFiles(handedOver, { [paths.axigenConfig]: off }))).not.toHaveProperty('readyPort');
  });
});
