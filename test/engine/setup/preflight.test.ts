import { describe, expect, test } from 'vitest';
import { blockingFindings, requireClearWay, requirePossible } from '../../../src/engine/setup/preflight.js';
import { ExitCode, UserError } from '../../../src/errors.js';
import type { Answers } from '../../../src/model/answers.js';
import {
  answers,
  fresh,
  handedOver,
  look,
  paths,
  printed,
  ps,
  type Server,
  scannerStarted,
  withFiles,
  withScanner,
} from '../../support/server.js';

const unlisted = withFiles(fresh, { '/etc/fedora-release': undefined, '/etc/redhat-release': undefined });
const notRoot = { ...fresh, commands: { uid: printed('500\n') } };

function errorOf(work: () => void): UserError {
  try {
    work();
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('nothing stood in the way');
}

const clear = (server: Server, given: Answers = answers) =>
  requireClearWay(look(server, given), given, 'mail.example.test');
const possible = (server: Server, given: Answers = answers) =>
  requirePossible(look(server, given), given, 'mail.example.test');

describe('a way that is clear', () => {
  test.each([
    ['fresh', fresh],
    ['with the scanner', withScanner],
    ['with the scanner started', scannerStarted],
    ['done', handedOver],
  ])('%s', (_name, server) => {
    expect(blockingFindings(look(server), answers)).toEqual([]);
    expect(() => clear(server)).not.toThrow();
    expect(() => possible(server)).not.toThrow();
  });
});

describe('what stands in the way', () => {
  test.each<readonly [string, Server, ExitCode, RegExp, RegExp]>([
    ['AXIGEN stopped', { ...fresh, ps: ps() }, ExitCode.failed, /AXIGEN-RUNNING/, /axigen start/],
    [
      'a syntax error',
      withFiles(fresh, { [paths.axigenConfig]: 'Server {' }),
      ExitCode.couldNotLook,
      /AXIGEN-CONFIG.*axigen\.cfg, line 1/,
      /Put the file right/,
    ],
    ['an unlisted distribution', unlisted, ExitCode.usage, /HOST-DISTRIBUTION/, /--accept-distribution/],
    [
      'both of the first kinds: could not look',
      withFiles({ ...fresh, ps: ps() }, { [paths.policy]: 'event {' }),
      ExitCode.couldNotLook,
      /AXIGEN-RUNNING[\s\S]*AXIGEN-POLICY/,
      /^AXIGEN-RUNNING: [\s\S]*AXIGEN-POLICY: /,
    ],
    [
      'a consent that is missing and a fault: the fault counts',
      { ...unlisted, ps: ps() },
      ExitCode.failed,
      /HOST-DISTRIBUTION[\s\S]*AXIGEN-RUNNING/,
      /./,
    ],
    [
      'a wrong licence',
      withFiles(fresh, { [paths.license]: undefined }),
      ExitCode.failed,
      /NOD32-LICENSE-FILE.*There is no file/,
      /--license/,
    ],
    [
      'nod32.cfg without [smtp]',
      withFiles(withScanner, { [paths.nod32Config]: '[global]\n' }),
      ExitCode.couldNotLook,
      /NOD32-CONFIG/,
      /./,
    ],
    [
      'a file that cannot be edited safely',
      withFiles(withScanner, { [paths.nod32Config]: '[smtp]\nlisten_port = 26 ; x\n' }),
      ExitCode.couldNotLook,
      /nod32\.cfg, line 2, column/,
      /Put the file right/,
    ],
  ])('%s', (_name, server, exitCode, message, next) => {
    const error = errorOf(() => clear(server));
    expect(error.message).toMatch(message);
    expect(error.next ?? '').toMatch(next);
    expect(error.why ?? '').not.toBe('');
    expect(error.exitCode).toBe(exitCode);
  });

  test('nothing was changed, and it says where', () => {
    expect(errorOf(() => clear({ ...fresh, ps: ps() })).message).toMatch(
      /^Nothing was changed on mail\.example\.test/,
    );
  });

  test('without root nothing else is said: it would mislead', () => {
    const error = errorOf(() => clear({ ...notRoot, ps: ps() }));
    expect(error.message).toMatch(/HOST-ROOT/);
    expect(error.message).not.toMatch(/AXIGEN/);
    expect(error.exitCode).toBe(ExitCode.couldNotLook);
  });

  test('control characters of the server do not reach the terminal', () => {
    const server = withFiles(fresh, { [paths.axigenConfig]: { unreadable: 'no \u001b[2J' } });
    expect(errorOf(() => clear(server)).message).not.toContain('\u001b');
  });
});

describe('before any question', () => {
  test('what an answer may mend does not end it', () => {
    expect(() => possible(unlisted)).not.toThrow();
    expect(() => possible(withFiles(fresh, { [paths.license]: undefined }))).not.toThrow();
    expect(() => possible(withFiles(fresh, { [paths.package]: undefined }))).not.toThrow();
  });
  test('what no answer can mend does', () => {
    expect(() => possible({ ...unlisted, ps: ps() })).toThrow(/AXIGEN-RUNNING/);
    expect(errorOf(() => possible({ ...unlisted, ps: ps() })).message).not.toMatch(/DISTRIBUTION/);
  });
  test('an accepted distribution clears the way', () => {
    expect(() => clear(unlisted, { ...answers, acceptDistribution: true })).not.toThrow();
  });
});
