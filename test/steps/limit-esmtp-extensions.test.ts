import { describe, expect, test } from 'vitest';
import { limitEsmtpExtensions } from '../../steps/limit-esmtp-extensions.js';
import { fresh, paths, type Server, situation, withFiles } from '../support/server.js';
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
    });
  });

  test('done: nothing to do', () => {
    const server = withClients(`clients = ( {\n ${all} } )`);
    expect(limitEsmtpExtensions.changes(situation(server))).toEqual([]);
    expect(verdicts(limitEsmtpExtensions, situation(server))).toEqual({
      'AXIGEN-DEFAULT-CLIENT': 'ok',
      'AXIGEN-STARTTLS': 'ok',
      'AXIGEN-BINARYMIME': 'ok',
    });
  });

  test('an own default is changed, not doubled; every other client is switched off, too', () => {
    const server = withClients(
      'clients = (\n      { patternIn = "*"\n        patternOut = "*"\n        allowStartTLS = yes }\n      { patternIn = "10.*"\n        AllowStartTls = No\n        allowBinaryData = yes }\n    )',
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
    expect(verdicts(limitEsmtpExtensions, situation(server))).toEqual({ 'AXIGEN-DEFAULT-CLIENT': verdict });
    expect(limitEsmtpExtensions.changes(situation(server))).toEqual([]);
  });

  test('without an SMTP-In object nothing is edited', () => {
    const server = withFiles(fresh, { [paths.axigenConfig]: 'Server {\n}\n' });
    expect(limitEsmtpExtensions.changes(situation(server))).toEqual([]);
  });
});
