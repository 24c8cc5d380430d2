import { describe, expect, test } from 'vitest';
import { restartScanner } from '../../steps/restart-scanner.js';
import { fresh, handedOver, netstat, paths, printed, scannerStarted, situation } from '../support/server.js';
import { findingNamed, verdicts } from '../support/steps.js';

describe('restart-scanner', () => {
  test('nod32d first, then nod32smtp, which must take port 25', () => {
    expect(restartScanner.changes(situation(scannerStarted))).toMatchObject([
      { kind: 'service', verb: 'restart', service: { id: 'nod32d' } },
      { kind: 'service', verb: 'restart', service: { id: 'nod32smtp' }, readyPort: 25 },
    ]);
    expect(verdicts(restartScanner, situation(scannerStarted))).toEqual({ 'NOD32-LISTENING': 'drift' });
  });

  test('done: nothing is restarted', () => {
    expect(restartScanner.changes(situation(handedOver))).toEqual([]);
    expect(verdicts(restartScanner, situation(handedOver))).toEqual({ 'NOD32-LISTENING': 'ok' });
  });

  test('a scanner with port 25 whose file is edited just before reads it again', () => {
    const edited = new Set([paths.nod32Config]);
    expect(restartScanner.changes(situation(handedOver, { edited }))).toHaveLength(2);
    const other = new Set([paths.axigenConfig]);
    expect(restartScanner.changes(situation(handedOver, { edited: other }))).toEqual([]);
  });

  test.each([
    ['only for this machine', netstat(['127.0.0.1:25', 'nod32smtp']), /nod32smtp on 127\.0\.0\.1/],
    ['AXIGEN still there', fresh.netstat, /axigen on 0\.0\.0\.0/],
    ['nobody', netstat(), /nothing listens there/],
    ['a stranger', netstat(['0.0.0.0:25', 'master']), /master/],
  ])('%s: drift', (_name, ports, found) => {
    const finding = findingNamed(
      restartScanner,
      situation({ ...handedOver, netstat: ports }),
      'NOD32-LISTENING',
    );
    expect(finding.verdict).toBe('drift');
    expect(finding.found).toMatch(found);
  });

  test('ports that cannot be read are unknown', () => {
    const server = { ...handedOver, commands: { ports: printed('no netstat\n', 127) } };
    expect(verdicts(restartScanner, situation(server))).toEqual({ 'NOD32-LISTENING': 'unknown' });
  });
});
