import fc from 'fast-check';
import { describe, expect, expectTypeOf, test } from 'vitest';
import {
  lines,
  quoteWord,
  type ShellFragment,
  type ShellValue,
  sh,
  shippedScript,
} from '../../src/host/shell.js';

describe('quoteWord', () => {
  test.each([
    ['/etc/opt/eset/nod32/nod32.cfg', '/etc/opt/eset/nod32/nod32.cfg'],
    ['', "''"],
    ['two words', "'two words'"],
    ["it's", "'it'\\''s'"],
    ['$(reboot)', "'$(reboot)'"],
    ['~root', "'~root'"],
    // Where a command is expected these would not be plain words.
    ['PATH=/tmp', "'PATH=/tmp'"],
    ['if', "'if'"],
    ['plain\n', "'plain\n'"],
  ])('%j', (word, quoted) => {
    expect(quoteWord(word)).toBe(quoted);
  });

  test('NUL cannot be carried', () => {
    expect(() => quoteWord('a\0b')).toThrow(RangeError);
    expect(() => sh`cat ${'\0'}`).toThrow(RangeError);
    expect(() => sh`cat ${['ok', '\0']}`).toThrow(RangeError);
  });

  test('a word has no unquoted character that means something to a shell', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (word) => {
        fc.pre(!word.includes('\0'));
        const outside = quoteWord(word)
          .replace(/'[^']*'/g, '')
          .replaceAll("\\'", '');
        expect(outside).toMatch(/^[A-Za-z0-9_/.:@%+,-]*$/);
      }),
    );
  });
});

describe('sh', () => {
  test.each<[ShellFragment, string]>([
    [sh`cp -p ${'/a b'} ${'/c'}`, "cp -p '/a b' /c"],
    [sh`rm -f ${['a b', 'c', '']}`, "rm -f 'a b' c ''"],
    [sh`rm -f ${[]}`, 'rm -f '],
    [sh`if ${sh`test -e ${"it's"}`}; then echo; fi`, "if test -e 'it'\\''s'; then echo; fi"],
    [sh`head -n ${12}`, 'head -n 12'],
    [sh`printf '%s\n' "$x"`, `printf '%s\\n' "$x"`],
    [sh`printf '@begin ${3}\n'`, "printf '@begin 3\\n'"],
    [sh`x="$(stat -c '%a' ${'/a b'})"`, `x="$(stat -c '%a' '/a b')"`],
    [sh`x="$(cat "$(dirname ${'a b'})")"`, `x="$(cat "$(dirname 'a b')")"`],
    [sh`x=$(echo "(" ")" ${'a b'})`, `x=$(echo "(" ")" 'a b')`],
    [
      sh`# don't mind me
echo ${'a b'} $# a#b ${'c d'}`,
      "# don't mind me\necho 'a b' $# a#b 'c d'",
    ],
    [sh`echo \' ${'a b'}`, "echo \\' 'a b'"],
    [lines(sh`a`, sh`b ${1}`), 'a\nb 1'],
    [lines(), ''],
    [shippedScript("don't"), "don't"],
  ])('%#', (fragment, text) => {
    expect(fragment.text).toBe(text);
  });

  test.each<[string, () => unknown]>([
    ['single quotes', () => sh`echo '${'; reboot'}'`],
    ['double quotes', () => sh`echo "${'$(reboot)'}"`],
    ['double quotes after a substitution', () => sh`echo "$(date) ${'$(reboot)'}"`],
    ['double quotes within a substitution', () => sh`echo "$(cat "${'$(reboot)'}")"`],
    ['a comment', () => sh`# ${'\nreboot'}`],
    ['an escape', () => rawShell(['echo \\', ''], '; reboot')],
    ['single quotes, as a list', () => sh`echo '${['; reboot']}'`],
    ['single quotes, as a fragment', () => sh`echo '${sh`echo 'x'`}'`],
  ])('a value inside %s is refused: it would not be a word there', (_, make) => {
    expect(make).toThrow(RangeError);
  });

  test.each<[string, () => unknown]>([
    ['single', () => sh`echo 'x`],
    ['double', () => sh`echo "x`],
    ['substitution', () => sh`echo $(x`],
    ['escape', () => rawShell(['echo \\'])],
  ])('a quote left open is refused: %s', (_, make) => {
    expect(make).toThrow('left open');
  });

  test.each([1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 60])('%s is no whole number', (number) => {
    expect(() => sh`head -n ${number}`).toThrow(RangeError);
  });

  test('a string is no fragment', () => {
    expectTypeOf<string>().not.toExtend<ShellFragment>();
    expectTypeOf<{ text: string }>().not.toExtend<ShellFragment>();
    expectTypeOf(lines).toExtend<(one: ShellFragment) => ShellFragment>();
    expectTypeOf(lines).not.toExtend<(one: string) => ShellFragment>();
    expectTypeOf<{ text: string }>().not.toExtend<ShellValue>();
    expectTypeOf(sh`true`).toEqualTypeOf<ShellFragment>();
  });
});

/** `sh` with literals that end in a backslash, which a template cannot be written with. */
function rawShell(raw: readonly string[], ...values: readonly ShellValue[]) {
  return sh(Object.assign([...raw], { raw }), ...values);
}
