import { describe, expect, test } from 'vitest';
import { setScanThreads } from '../../steps/set-scan-threads.js';
import {
  answers,
  fresh,
  handedOver,
  paths,
  type Server,
  situation,
  withFiles,
  withScanner,
} from '../support/server.js';
import { changedLines, findingNamed, onlyEdit, verdicts } from '../support/steps.js';

const id = 'NOD32-SCAN-THREADS';
const withConfig = (text: string) => withFiles(handedOver, { [paths.nod32Config]: text });
const global = (lines: string) => withConfig(`[global]\n${lines}\n[smtp]\nlisten_port = 25\n`);
const finding = (server: Server, given = answers) =>
  findingNamed(setScanThreads, situation(server, { answers: given }), id);
const chosen = (scanThreads: number) => ({ ...answers, scanThreads, scanThreadsChosen: true }) as const;
const edits = (server: Server, given = answers) =>
  setScanThreads.changes(situation(server, { answers: given })).filter(({ kind }) => kind === 'edit-file');

describe('set-scan-threads', () => {
  test('as installed: the commented default is turned on in place, and both services restarted', () => {
    const changes = setScanThreads.changes(situation(handedOver));
    expect(changedLines(onlyEdit(changes.slice(0, 1)))).toEqual(['-;num_thr = 2', '+num_thr = 10']);
    expect(changes.slice(1)).toMatchObject([
      { kind: 'service', verb: 'restart', service: { id: 'nod32d' } },
      { kind: 'service', verb: 'restart', service: { id: 'nod32smtp' } },
    ]);
    expect(finding(handedOver)).toMatchObject({
      verdict: 'drift',
      found: 'not set (default 2)',
      aspect: 'configured',
    });
  });

  test('a service that does not run is not started by the way', () => {
    expect(
      setScanThreads
        .changes(situation(withScanner))
        .flatMap((one) => (one.kind === 'service' ? one.service.id : [])),
    ).toEqual(['nod32d']);
  });

  test.each([
    ['num_thr = 10', 'ok'],
    ['num_thr = "10"', 'ok'],
    // Somebody has raised it already, by the rule of thumb.
    ['num_thr = 16', 'ok'],
    ['num_thr = 3', 'ok'],
    ['num_thr = 2', 'drift'],
    ['num_thr = 1', 'drift'],
    ['num_thr = many', 'drift'],
    ['num_thr = 16\nnum_thr = 2', 'drift'],
    ['', 'drift'],
    ['num_thr = 2 ; two', 'risk'],
  ])('%j: %s', (lines, verdict) => {
    expect(finding(global(lines)).verdict).toBe(verdict);
    expect(edits(global(lines))).toHaveLength(verdict === 'drift' ? 1 : 0);
  });

  test('a number that the operator chose is set, also when it is less', () => {
    expect(finding(global('num_thr = 16'), chosen(8)).verdict).toBe('drift');
    expect(changedLines(onlyEdit(edits(global('num_thr=16'), chosen(8))))).toEqual([
      '-num_thr=16',
      '+num_thr=8',
    ]);
    expect(finding(global('num_thr = 8'), chosen(8)).verdict).toBe('ok');
  });

  test('an override in [smtp] is mentioned and left alone', () => {
    const server = withConfig('[global]\n[smtp]\nnum_thr = 3\n');
    expect(finding(server).found).toMatch(/not set.*\[smtp\] sets it too, to 3 in line 3/);
    expect(changedLines(onlyEdit(edits(server)))).toEqual(['+num_thr = 10']);
  });

  test('without [global] a person has to look, and nothing else is held up', () => {
    const server = withConfig('[smtp]\nlisten_port = 25\n');
    expect(finding(server)).toMatchObject({ verdict: 'risk', found: expect.stringContaining('[global]') });
    expect(setScanThreads.changes(situation(server))).toEqual([]);
  });

  test.each([
    ['no scanner', fresh, 'drift'],
    [
      'a file that cannot be read',
      withFiles(handedOver, { [paths.nod32Config]: { unreadable: 'Permission denied' } }),
      'unknown',
    ],
  ])('%s: nothing is changed', (_, server, verdict) => {
    expect(verdicts(setScanThreads, situation(server))).toEqual({ [id]: verdict });
    expect(setScanThreads.changes(situation(server))).toEqual([]);
  });
});
