import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sh } from '../../../src/host/shell.js';
import { parseSurvey } from '../../../src/host/survey/parse.js';
import type { SurveyRequest } from '../../../src/host/survey/request.js';
import { commandFrame, fileFrame, mark, of, placeFrame, trouble } from './printed.js';
import { command, file, folder } from './requests.js';

const findFile: SurveyRequest = { kind: 'find-file', id: 'it', script: sh`true`, file: 'x.ini' };

const anyBytes = fc.oneof(
  fc.uint8Array({ maxLength: 200 }),
  // What could be taken for frames: line ends, pieces of the mark, other marks.
  fc
    .array(fc.constantFrom('\n', mark.slice(0, -1), '@gs-', ' end 0\n', ' all\n', 'x', `${mark}0 end 0\n`))
    .map((parts) => Buffer.from(parts.join(''))),
);

describe('what the script prints is read back', () => {
  test('any bytes, in files and from commands', () => {
    fc.assert(
      fc.property(fc.array(anyBytes, { maxLength: 6 }), fc.nat(255), (contents, code) => {
        const requests = contents.flatMap((_, i) => [file(`/f${i}`), command(`c${i}`)]);
        const output = of(
          ...contents.flatMap((bytes, i) => [
            fileFrame(2 * i, `/f${i}`, bytes),
            commandFrame(2 * i + 1, bytes, code),
          ]),
        );
        const answers = parseSurvey(requests, mark, output);
        contents.forEach((bytes, i) => {
          const found = answers.file(`/f${i}`);
          const bytesFound = found.state === 'present' ? found.value.bytes : undefined;
          expect(Buffer.from(bytesFound ?? 'nothing')).toEqual(Buffer.from(bytes));
          expect(answers.command(`c${i}`)).toEqual({
            state: 'present',
            value: { code, output: Buffer.from(bytes) },
          });
        });
      }),
    );
  });

  test('any path, line breaks and all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        fc.pre(!name.includes('\0'));
        const answers = parseSurvey(
          [folder('/d')],
          mark,
          of(
            Buffer.from(`${mark} folder 0\n\n${mark} end 0\n`),
            fileFrame(0, `/d/${name}`, Buffer.from('x')),
          ),
        );
        expect(answers.folder('/d')).toMatchObject({ value: [{ value: { path: `/d/${name}` } }] });
      }),
    );
  });

  test('asked for twice, with its contents and without: the contents are kept', () => {
    const brief = Buffer.from(
      `${mark} file 1 no no|0|644|0|0|1|1100000000|1|regular file\n/f\n${mark} real\n/f\n${mark} path\n\n${mark} end 0\n`,
    );
    const requests: SurveyRequest[] = [file('/f'), { kind: 'file', path: '/f', contents: false }];
    const answers = parseSurvey(requests, mark, of(fileFrame(0, '/f', Buffer.from('x')), brief));
    expect(answers.file('/f')).toMatchObject({ value: { bytes: Buffer.from('x') } });
  });
});

describe('what could not be read', () => {
  test.each<[string, Buffer, object]>([
    [
      'a size that is not that of the bytes',
      fileFrame(0, '/f', Buffer.from('xy'), 3),
      { state: 'unreadable', reason: 'it changed while it was read' },
    ],
    [
      'more bytes than the size',
      fileFrame(0, '/f', Buffer.from('xyz\n'), 3),
      { state: 'unreadable', reason: 'it changed while it was read' },
    ],
    [
      '`cat` failed',
      fileFrame(0, '/f', Buffer.from('x'), 1, 1),
      { state: 'unreadable', reason: 'it could not be read to its end' },
    ],
    ['not there', trouble(0, "stat: cannot stat `/f': No such file or directory"), { state: 'absent' }],
    ['its folder is a file', trouble(0, "stat: cannot stat `/f': Not a directory"), { state: 'absent' }],
    [
      'not there, as busybox says it',
      trouble(0, "stat: can't stat '/f': No such file or directory"),
      { state: 'absent' },
    ],
    [
      'a link to nothing, and to where',
      trouble(0, 'stat: f: No such file or directory', 1, 'yes', '/gone'),
      { state: 'unreadable', reason: 'a symbolic link that points at nothing: there is no /gone' },
    ],
    [
      'nobody can tell where it lies',
      fileFrame(0, '/f', Buffer.from('x'), 1, 0, ''),
      { state: 'unreadable', reason: 'where its symbolic links lead could not be found out' },
    ],
    [
      'it lies where no text of ours can name it',
      fileFrame(0, '/f', Buffer.from('x'), 1, 0, Buffer.from('/caf\xe9', 'latin1')),
      { state: 'unreadable', reason: 'it leads to /caf\ufffd, a name that is not UTF-8' },
    ],
    [
      'a link to nothing',
      trouble(0, 'stat: f: No such file or directory', 1, 'yes'),
      { state: 'unreadable', reason: 'a symbolic link that points at nothing' },
    ],
    ['not allowed', trouble(0, "stat: cannot stat `/f': Permission denied"), { state: 'unreadable' }],
    [
      'a path that says otherwise',
      trouble(0, "stat: cannot stat `/x: No such file or directory': Permission denied"),
      { state: 'unreadable' },
    ],
    ['a failing disk', trouble(0, "stat: cannot stat `/f': Input/output error"), { state: 'unreadable' }],
    ['no `stat`', trouble(0, 'sh: stat: No such file or directory', 127), { state: 'unreadable' }],
    [
      'no words',
      trouble(0, '', 139),
      { state: 'unreadable', reason: 'it could not be looked at (status 139)' },
    ],
  ])('%s', (_, frame, fact) => {
    expect(parseSurvey([file('/f')], mark, of(frame)).file('/f')).toMatchObject(fact);
  });
});

describe('a file that is looked for', () => {
  test('every place in the order of the script, with what is there', () => {
    const output = of(
      placeFrame(0, 'first', '/a b', '/real'),
      fileFrame(0, '/a b/x.ini', Buffer.from('x')),
      placeFrame(0, 'second', '/gone', ''),
      trouble(0, 'stat: /gone/x.ini: No such file or directory'),
      commandFrame(1, Buffer.from('after')),
    );
    const answers = parseSurvey([findFile, command('c')], mark, output);
    expect(answers.places('it')).toEqual([
      {
        how: 'first',
        folder: '/a b',
        real: '/real',
        file: { state: 'present', value: expect.objectContaining({ path: '/a b/x.ini' }) },
      },
      { how: 'second', folder: '/gone', real: undefined, file: { state: 'absent' } },
    ]);
    expect(answers.command('c').state).toBe('present');
  });

  test('no place at all; a request that was not made; a place without its file', () => {
    const answers = parseSurvey([findFile], mark, of());
    expect(answers.places('it')).toEqual([]);
    expect(() => answers.places('other')).toThrow('did not ask for other');
    expect(() => parseSurvey([findFile], mark, of(placeFrame(0, 'first', '/a', '/a')))).toThrow('request 0');
  });
});
