import { describe, expect, it } from 'vitest';
import { readQuirks } from '../../../../src/lab/axigen/cli/quirks.js';
import { splitWords, takeKey, takePairs } from '../../../../src/lab/axigen/cli/words.js';

describe('a command line is cut into words', () => {
  it.each([
    ['', []],
    ['   ', []],
    ['SET  maxErrors\t20 ', ['SET', 'maxErrors', '20']],
    ['a\\ b c\\"d \\\'e', ['a b', 'c"d', "'e"]],
    [`'it is \\ all' x`, ['it is \\ all', 'x']],
    ['"a \\"b\\" \\\\"', ['a "b" \\']],
    [`"it's"`, ["it's"]],
    [`SET patternIn "" patternOut ''`, ['SET', 'patternIn', '', 'patternOut', '']],
    ['SET services (smtp  pop3) x', ['SET', 'services', '(smtp  pop3)', 'x']],
    ['a"b c"d', ['ab cd']],
  ])('%j', (line, words) => {
    expect(splitWords(line)).toEqual(words);
  });

  it.each([
    ['SET a "b', 'missing "'],
    ["SET a 'b", "missing '"],
    ['SET a (b c', 'missing )'],
  ])('%j is refused', (line, reason) => {
    expect(() => splitWords(line)).toThrow(reason);
  });

  it('may leave out the keyword before a key', () => {
    expect(takeKey('address', ['ADDRESS', '1.2.3.4:25', 'enable', 'no'])).toEqual([
      '1.2.3.4:25',
      ['enable', 'no'],
    ]);
    expect(takeKey('address', ['1.2.3.4:25'])).toEqual(['1.2.3.4:25', []]);
    expect(() => takeKey('address', [])).toThrow('missing parameter address');
  });

  it('takes names and values in pairs', () => {
    expect(takePairs(['a', '1', 'b', '2'])).toEqual([
      ['a', '1'],
      ['b', '2'],
    ]);
    expect(() => takePairs(['a', '1', 'b'])).toThrow('missing value for b');
  });
});

describe("the stand-in's own settings of the service", () => {
  it('are none unless they are given', () => {
    expect(readQuirks(new Map())).toEqual({
      without: [],
      hangUpOn: undefined,
      replyDelay: 0,
      smtpContext: undefined,
    });
  });

  it('are read', () => {
    const settings = new Map([
      ['without', 'add  client, SAVE config'],
      ['hang-up-on', 'commit'],
      ['reply-delay', '20'],
      ['smtp-context', 'SMTPIN'],
    ]);
    expect(readQuirks(settings)).toEqual({
      without: ['ADD CLIENT', 'SAVE CONFIG'],
      hangUpOn: 'COMMIT',
      replyDelay: 20,
      smtpContext: 'SMTPIN',
    });
  });

  it('are refused when they are not known', () => {
    expect(() => readQuirks(new Map([['wihtout', 'x']]))).toThrow('no key wihtout');
    expect(() => readQuirks(new Map([['reply-delay', 'soon']]))).toThrow('reply-delay takes milliseconds');
  });
});
