import { describe, expect, test } from 'vitest';
import { chooseRun } from '../../../src/engine/run/choose-run.js';
import { ExitCode } from '../../../src/errors.js';
import { begin, begun, id, type Listed, listed, read } from './listed-run.js';

describe('which run is taken back', () => {
  const older = listed({});
  const newer = (more: Listed) =>
    listed({ name: '2026-11-22T000000Z-nod32', sequence: '2', undo: [], ...more });
  test.each<readonly [string, readonly string[], string | undefined, RegExp, ExitCode]>([
    [
      'not an earlier one instead of one that is damaged',
      [older, newer({ undo: ['!undo /X/undo.sh is gone'] })],
      undefined,
      /2026-11-22.* is damaged: \/X\/undo.sh is gone/,
      ExitCode.failed,
    ],
    [
      'not one below a run of which nothing is known but that it stands',
      [older, newer({ undo: ['!undo /X/undo.sh is gone'], journal: 'missing' })],
      id,
      /while a later one stands/,
      ExitCode.failed,
    ],
    [
      'not one that somebody else could have written',
      [listed({ told: ['!untrusted /X is a symbolic link', ...begun] })],
      undefined,
      /cannot be trusted: \/X is a symbolic link/,
      ExitCode.couldNotLook,
    ],
    [
      'none while their order is lost',
      [older, newer({ sequence: '?' })],
      undefined,
      /the latest cannot be told/,
      ExitCode.failed,
    ],
    ['not a copy of one', [listed({ name: `${id}-old` })], `${id}-old`, /a copy of the run/, ExitCode.failed],
  ])('%s', (_name, texts, wanted, message, exitCode) => {
    const choose = () => chooseRun(read(...texts), 'this server', wanted);
    expect(choose).toThrow(message);
    expect(choose).toThrow(expect.objectContaining({ exitCode, next: expect.stringMatching(/\w/) }));
  });

  test('of a run that was cut off before its first change nobody says that it was taken back', () => {
    const choose = () =>
      chooseRun(
        read(older, newer({ journal: [begin], told: [] })),
        'this server',
        '2026-11-22T000000Z-nod32',
      );
    expect(choose).toThrow('The run 2026-11-22T000000Z-nod32 has not changed anything.');
  });

  test('one alone needs no number', () => {
    expect(chooseRun(read(listed({ sequence: '?' })), 'this server', undefined).summary.id).toBe(id);
  });
});
