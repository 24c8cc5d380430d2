import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseSurvey } from '../../../src/host/survey/parse.js';
import { all, commandFrame, fileFrame, mark, of } from './printed.js';
import { command, file, folder } from './requests.js';

describe('what is not what the script prints is an error', () => {
  const requests = [file('/f'), command('c'), folder('/d')];
  const good = of(
    fileFrame(0, '/f', Buffer.from('contents\n')),
    commandFrame(1, Buffer.from('output')),
    Buffer.from(`${mark} folder 2\n\n${mark} end 0\n`),
    fileFrame(2, '/d/g', Buffer.from('more')),
  );

  test('the whole of it is none', () => {
    expect(parseSurvey(requests, mark, good).folder('/d')).toMatchObject({ value: [{ state: 'present' }] });
  });

  test('cut off anywhere', () => {
    for (let length = 0; length < good.length; length++)
      expect(() => parseSurvey(requests, mark, good.subarray(0, length)), `${length} bytes`).toThrow(Error);
  });

  const description = 'yes no|0|644|0|0|1|1100000000|1|regular file';
  test.each<[string, Buffer]>([
    ['nothing', Buffer.alloc(0)],
    ['text in front', Buffer.concat([Buffer.from('Last login\n'), good])],
    ['text behind', Buffer.concat([good, Buffer.from('logout\n')])],
    ['twice', Buffer.concat([good, good])],
    ['another mark', Buffer.from(good.toString('latin1').replaceAll(mark, '@gs-0000'), 'latin1')],
    ['only the end', all],
    ['an answer left out', of(commandFrame(1, Buffer.alloc(0)))],
    ['answers in another order', of(commandFrame(1, Buffer.alloc(0)), fileFrame(0, '/f', Buffer.alloc(0)))],
    ['an answer given twice', of(fileFrame(0, '/f', Buffer.alloc(0)), fileFrame(0, '/f', Buffer.alloc(0)))],
    [
      'an answer too many',
      Buffer.concat([good.subarray(0, -all.length), commandFrame(3, Buffer.alloc(0)), all]),
    ],
    ['a command for a file', of(commandFrame(0, Buffer.alloc(0)))],
    ['a status that is none', Buffer.from(good.toString('latin1').replace('end 0', 'end x'), 'latin1')],
    ['a mode that is none', Buffer.from(good.toString('latin1').replace('644', '698'), 'latin1')],
    ['no size', Buffer.from(good.toString('latin1').replace(/\|9\|/, '||'), 'latin1')],
    ['no type', Buffer.from(good.toString('latin1').replace('|regular file', ''), 'latin1')],
    ['no path', Buffer.from(good.toString('latin1').replace(`/f\n${mark} path`, '/f'), 'latin1')],
    [
      'contents where none were read',
      of(
        Buffer.from(
          `${mark} file 0 ${description.replace('yes', 'no')}\n/f\n${mark} path\nx\n${mark} end 0\n`,
        ),
      ),
    ],
  ])('%s', (_, output) => {
    expect(() => parseSurvey(requests, mark, output)).toThrow(Error);
  });

  test('whatever else comes is an error or the very same facts, never others', () => {
    const parts = [
      mark,
      ' ',
      '\n',
      'file',
      'command',
      'folder',
      'trouble',
      'end',
      'all',
      'path',
      '0',
      '1',
      '2',
      'yes',
      'no',
      '|644|0|0|0|0|regular file',
    ];
    const garbage = fc
      .array(fc.oneof(fc.constantFrom(...parts), fc.string({ maxLength: 3 })))
      .map((all) => all.join(''));
    fc.assert(
      fc.property(
        fc.oneof(
          garbage,
          fc.uint8Array().map((bytes) => Buffer.from(bytes).toString('latin1')),
        ),
        (text) => {
          expect(() => parseSurvey(requests, mark, Buffer.from(text, 'latin1'))).toThrow(Error);
        },
      ),
    );
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.nat(255), (at, byte) => {
        const changed = Buffer.from(good);
        changed[at] = byte;
        const read = (output: Buffer) => {
          const answers = parseSurvey(requests, mark, output);
          const fact = answers.file('/f');
          return fact.state === 'present' ? fact.value.size : fact.state;
        };
        let size: unknown;
        try {
          size = read(changed);
        } catch {
          return;
        }
        // One byte changed cannot turn a file into one that is not there.
        expect(size).not.toBe('absent');
      }),
    );
  });

  test('what was not asked for has no answer', () => {
    const answers = parseSurvey([], mark, all);
    expect(() => answers.file('/f')).toThrow('did not ask for /f');
    expect(() => answers.folder('/d')).toThrow('did not ask for /d');
    expect(() => answers.command('c')).toThrow('did not ask for c');
  });
});
