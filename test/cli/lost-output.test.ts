import { expect, test } from 'vitest';
import { lostOutput } from '../../src/cli/lost-output.js';

const work = /^gateway-setup history tells/;
const text = /^Write it to another place/;

test.each<readonly [readonly string[], RegExp]>([
  [['setup', '--yes'], work],
  [['--yes'], work],
  [[], work],
  [['apply', 'plan.json', '--yes'], work],
  [['rollback', '--yes'], work],
  [['setup', '--yes', '--host', 'a', '--host=b'], /^gateway-setup history --host <server> tells/],
  [['setup', '--yes', '--inventory', 'all'], /^gateway-setup history --host <server> tells/],
  [['setup', '--help'], text],
  [['--version'], text],
  [['help'], text],
  [['audit'], text],
])('after %j, where to look', (words, next) => {
  expect(lostOutput(new Error('ENOSPC'), words).next).toMatch(next);
});
