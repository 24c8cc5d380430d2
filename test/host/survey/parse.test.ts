import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sh } from '../../../src/host/shell.js';
import { parseSurvey } from '../../../src/host/survey/parse.js';
import type { SurveyRequest } from '../../../src/host/survey/request.js';

const mark = '@gs-1a2b';
const file = (path: string): SurveyRequest => ({ kind: 'file', path, contents: true });
const folder = (path: string): SurveyRequest => ({ kind: 'folder', path, contents: true });
const command = (id: string): SurveyRequest => ({ kind: 'command', id, script: sh`true` });

/** What the script prints, made without it. */
function fileFrame(
  number: number,
  path: string,
  bytes: Uint8Array,
  size = bytes.length,
  code = 0,
  real: string | Uint8Array = path,
): Buffer {
  return Buffer.concat([
    Buffer.from(`${mark} file ${number} yes no|0|644|0|0|${size}|1100000000|1|regular file\n`),
    Buffer.from(real),
    Buffer.from(`\n${mark} real\n${path}\n${mark} path\n`),
    bytes,
    Buffer.from(`\n${mark} end ${code}\n`),
  ]);
}

function commandFrame(number: number, output: Uint8Array, code = 0): Buffer {
  return Buffer.concat([
    Buffer.from(`${mark} command ${number}\n`),
    output,
    Buffer.from(`\n${mark} end ${code}\n`),
  ]);
}

function trouble(number: number, words: string, code = 1, link = 'no', real = ''): Buffer {
  return Buffer.from(
    `${mark} trouble ${number} ${link}\n${words}\n${mark} real\n${real}\n${mark} end ${code}\n`,
  );
}

const findFile: SurveyRequest = { kind: 'find-file', id: 'it', script: sh`true`, file: 'x.ini' };
const placeFrame = (number: number, how: string, folder: string, real: string) =>
  Buffer.from(`${mark} place ${number} ${how}\n${folder}\t${real}\n${mark} end 0\n`);

const all = Buffer.from(`${mark} all\n`);
const of = (...frames: Uint8Array[]) => Buffer.concat([...frames, all]);

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
