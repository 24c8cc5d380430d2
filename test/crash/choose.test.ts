import { describe, expect, test } from 'vitest';
import { everything, slice } from './choose.js';
import { kindOf, readPoints } from './points.js';

const points = readPoints(
  [
    'before folder RUN',
    'after folder RUN',
    'before journal-line intent 1 place-license place-file',
    'after journal-line intent 1 place-license place-file',
    'before rename /etc/x',
    'after rename /etc/x',
    'before flush .',
    'after flush .',
  ].join('\n'),
);

describe('everything', () => {
  const all = everything({ reach: 'local', driver: 'file' }, points);
  const killed = all.filter(({ mode }) => mode === 'power' || mode === 'wizard');

  test('between each two operations, before the first and after the last, it is killed once', () => {
    expect(killed.map(({ point }) => points.indexOf(point))).toEqual([0, 2, 3, 6, 7]);
  });

  test('each operation that can fail is made to fail, before it', () => {
    const failed = all.filter((one) => !killed.includes(one));
    expect(failed.map(({ point }) => kindOf(point))).toEqual(['folder', 'journal-line', 'rename']);
    expect(failed.every(({ point }) => point.name.startsWith('before '))).toBe(true);
    expect(new Set(failed.map(({ mode }) => mode)).size).toBe(3);
  });

  test('over SSH the line is cut, and with the command line only what is done with it is tried', () => {
    const ssh = everything({ reach: 'ssh', driver: 'file' }, points);
    expect(ssh.map(({ mode }) => mode)).toEqual(['cut', 'power', 'cut', 'wizard', 'cut']);
    expect(everything({ reach: 'local', driver: 'cli' }, points)).toEqual([]);
  });
});

test('a slice has each kind of operation in each kind of change once, the rarest first', () => {
  const all = everything({ reach: 'local', driver: 'file' }, points);
  const chosen = slice(all, 100).map(({ point }) => `${kindOf(point)} ${point.change}`);
  expect(new Set(chosen).size).toBe(chosen.length);
  expect(new Set(chosen)).toEqual(new Set(all.map(({ point }) => `${kindOf(point)} ${point.change}`)));
  expect(slice(all, 2)).toHaveLength(2);
});
