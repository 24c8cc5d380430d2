import { expect, test } from 'vitest';
import { logLine } from '../../../src/lab/daemon/daemon-log.js';

test('a log line is one line', () => {
  const when = new Date(2007, 0, 9, 3, 4, 5);
  expect(logLine(when, 'mail', 'nod32d', 7, 'a\nb\x1b[31m')).toBe(
    'Jan  9 03:04:05 mail nod32d[7]: a?b?[31m\n',
  );
});
