import { describe, expect, test } from 'vitest';
import { virusOutcome } from '../../../src/products/nod32/behaviour.js';
import { readNod32Config } from '../../../src/products/nod32/config.js';

const read = (text: string) => readNod32Config(Buffer.from(text), '/etc/nod32/nod32.cfg');

describe('options of the agent', () => {
  test.each([
    ['nothing', '[global]\n[smtp]\n', { section: 'global' }],
    [
      'in [global]',
      '[global]\naction_on_infected = reject\n[smtp]\n',
      { value: 'reject', section: 'global' },
    ],
    [
      'in both: the agent overrides',
      '[global]\naction_on_infected = reject\n[smtp]\naction_on_infected = "defer"\n',
      { value: 'defer', section: 'smtp', line: 4 },
    ],
    [
      'of another agent',
      '[global]\n[smtp]\n[pop3]\naction_on_infected = reject\n',
      { section: 'global', consistent: true },
    ],
    [
      'commented out',
      '[global]\n;action_on_infected = accept\n[smtp]\n',
      { commentedOut: 'accept', section: 'global' },
    ],
    ['no [global]', '[smtp]\n', { section: 'smtp' }],
    [
      'twice, differently',
      '[global]\naction_on_infected = reject\naction_on_infected = defer\n',
      { value: 'reject', consistent: false },
    ],
    [
      'a value that may end in a comment',
      '[global]\naction_on_infected = reject ; or not\n',
      { doubt: expect.stringContaining('comment') },
    ],
  ])('%s', (_, text, option) => {
    expect(read(text).behaviour.onInfected).toMatchObject({ key: 'action_on_infected', ...option });
  });

  test('the number of threads is nod32d\u2019s: [global] counts, [smtp] is only seen', () => {
    const config = read('[global]\nnum_thr = 4\n[smtp]\nnum_thr = 8\n');
    expect(config.scanThreads).toMatchObject({ value: '4', section: 'global' });
    expect(config.smtpThreads).toMatchObject({ value: '8', line: 4 });
    expect(read('[smtp]\nnum_thr = 8\n').scanThreads.section).toBeUndefined();
  });
});

describe('what becomes of a virus that cannot be cleaned', () => {
  test.each([
    ['', { kind: 'removed' }],
    [';action_on_infected = reject', { kind: 'removed' }],
    [
      'action_on_infected = reject',
      { kind: 'blocked', action: 'reject', because: 'action_on_infected = reject' },
    ],
    [
      'action_on_uncleanable = discard',
      { kind: 'blocked', action: 'discard', because: 'action_on_uncleanable = discard' },
    ],
    ['action_on_infected = defer\naction_on_uncleanable = discard', { kind: 'blocked', action: 'defer' }],
    ['action_on_infected = accept\naction_on_uncleanable = discard', { kind: 'blocked', action: 'discard' }],
    ['action_on_infected = accept', { kind: 'accepted', because: 'action_on_infected = accept' }],
    ['action_on_uncleanable = accept', { kind: 'accepted', because: 'action_on_uncleanable = accept' }],
    // Not of this kind of object.
    ['action_on_notscanned = reject', { kind: 'removed' }],
    // Decided before anything is scanned.
    ['action_on_processed = defer\naction_on_infected = reject', { kind: 'blocked', action: 'defer' }],
    ['action_on_processed = accept', { kind: 'removed' }],
    ['av_enabled = no\naction_on_infected = reject', { kind: 'unscanned', because: 'av_enabled = no' }],
    ['av_enabled = yes', { kind: 'removed' }],
    ['action_on_infected = remove', { kind: 'untold', because: 'action_on_infected = remove' }],
    ['action_on_infected = reject\naction_on_infected = defer', { kind: 'untold' }],
    ['action_on_infected = accept\naction_on_infected = defer', { kind: 'untold' }],
  ])('%j', (lines, outcome) => {
    expect(virusOutcome(read(`[global]\n${lines}\n[smtp]\n`).behaviour)).toMatchObject(outcome);
  });
});
