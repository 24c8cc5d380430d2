import { describe, expect, test } from 'vitest';
import { decide, decideUnscanned } from '../../../src/lab/nod32/policy.js';
import { blockedReply } from '../../../src/lab/nod32/replies.js';
import type { Policy } from '../../../src/lab/nod32/settings.js';
import type { FoundObject } from '../../../src/lab/scanning/judgement.js';

const lenient: Policy = {
  onProcessed: 'accept',
  antivirus: true,
  onInfected: 'accept',
  onUncleanable: 'accept',
  onNotScanned: 'accept',
};
const at = { start: 0, bodyStart: 0, end: 0, name: '' };
const virus: FoundObject = { ...at, verdict: 'infected', reason: 'V' };
const sealed: FoundObject = { ...at, verdict: 'notscanned', reason: 'S' };

describe('the decision about a message', () => {
  test.each<[string, Partial<Policy>, FoundObject[], string]>([
    ['clean', {}, [], 'accept clean'],
    [
      'clean, all rules strict',
      { onInfected: 'reject', onUncleanable: 'reject', onNotScanned: 'reject' },
      [],
      'accept clean',
    ],
    ['infected', {}, [sealed, virus], 'accept removed: V'],
    [
      'infected first, then uncleanable',
      { onInfected: 'defer', onUncleanable: 'reject' },
      [virus],
      'defer infected: V',
    ],
    ['uncleanable', { onUncleanable: 'reject' }, [virus], 'reject uncleanable: V'],
    ['not scanned', { onNotScanned: 'discard' }, [sealed], 'discard not scanned: S'],
    ['not scanned does not matter to infected', { onNotScanned: 'discard' }, [virus], 'accept removed: V'],
  ])('%s', (_, changes, judgement, expected) => {
    const { action, reason } = decide({ ...lenient, ...changes }, judgement);
    expect(`${action} ${reason}`).toBe(expected);
  });

  test('what needs no look inside', () => {
    expect(decideUnscanned(lenient)).toBeUndefined();
    expect(decideUnscanned({ ...lenient, antivirus: false })?.action).toBe('accept');
    expect(decideUnscanned({ ...lenient, antivirus: false, onProcessed: 'reject' })?.action).toBe('reject');
  });

  test('a reason cannot break a reply into two', () => {
    expect(blockedReply('reject', 'a\r\n250 b')).toBe('554 5.7.1 nod32smtp: message rejected (a??250 b)\r\n');
  });
});
