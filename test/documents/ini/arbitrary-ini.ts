import fc from 'fast-check';

/**
 * Documents as administrators leave them: repeated sections and keys, prose and commented defaults, both
 * quotings, tabs, mixed line endings, bytes that are not UTF-8. Few names, so that they often meet.
 */
const fewOf = (...names: string[]) => ({ weight: 3, arbitrary: fc.constantFrom(...names) });
const rareOf = (...names: string[]) => ({ weight: 1, arbitrary: fc.constantFrom(...names) });
export const sectionName = fc.oneof(
  fewOf('global', 'smtp'),
  rareOf('SMTP', 'a.b', 'rcpt|sender', 'socket1', '__proto__'),
);
export const keyName = fc.oneof(
  fewOf('num_thr', 'listen_addr'),
  rareOf('listen_port', 'smtp', 'constructor'),
);

const oneOf = (...choices: string[]): fc.Arbitrary<string> => fc.constantFrom(...choices);
const pasted = (...parts: fc.Arbitrary<string>[]): fc.Arbitrary<string> =>
  fc.tuple(...parts).map((all) => all.join(''));
const bytesWithout = (without: RegExp): fc.Arbitrary<string> =>
  fc.uint8Array({ maxLength: 12 }).map((bytes) => Buffer.from(bytes).toString('latin1').replace(without, ''));

const blanks = oneOf('', '', ' ', '\t', '  ', ' \t ');
const bareValue = oneOf(
  '2',
  '10',
  'yes',
  'true',
  'null',
  'localhost',
  '0.0.0.0',
  'a b',
  'C:\\x\\n',
  '\u00e9\u00a0',
  '',
);
const quotedValue = oneOf(
  '""',
  '"localhost"',
  '"0.0.0.0"',
  '"a;b # c"',
  '"C:\\new"',
  '" x\t "',
  '"\u00ff\u00a0"',
);
const ending = oneOf('\n', '\n', '\r\n');

const clearAssignment = (tail: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.oneof(
    pasted(keyName, blanks, oneOf('='), blanks, bareValue, blanks),
    pasted(keyName, blanks, oneOf('='), blanks, quotedValue, tail),
  );
const comment = fc.oneof(
  pasted(blanks, oneOf(';', '#'), blanks, clearAssignment(blanks)),
  pasted(blanks, oneOf(';', '#', ';;'), bytesWithout(/\n/g)),
  oneOf('# num_thr = number of threads', '; the num_thr option', ';[pop3]', ';num_thr = "open', '#'),
);
const header = pasted(
  blanks,
  oneOf('['),
  blanks,
  sectionName,
  blanks,
  oneOf(']', '] ; why', '] # "x'),
  blanks,
);
const active = pasted(blanks, clearAssignment(oneOf('', ' ', ' ; why', '\t# "why"')));
const opaque = fc.oneof(oneOf('num_thr', '= 3', 'end'), bytesWithout(/[[=\n"]/g));
const line = fc.oneof(
  { weight: 5, arbitrary: active },
  { weight: 3, arbitrary: comment },
  { weight: 2, arbitrary: header },
  { weight: 1, arbitrary: blanks },
  { weight: 1, arbitrary: opaque },
);

/** latin1 text of a document that parses and in which no value is in doubt. */
export const iniText: fc.Arbitrary<string> = fc
  .tuple(
    oneOf('', '', '\u00ef\u00bb\u00bf'),
    fc.array(fc.tuple(line, ending), { maxLength: 25, size: '+1' }),
    fc.boolean(),
  )
  .map(([bom, lines, endsOpen]) => {
    const text = bom + lines.map((parts) => parts.join('')).join('');
    return endsOpen ? text.replace(/\r?\n$/, '') : text;
  })
  .filter((text) => !/^(?:\u00ff\u00fe|\u00fe\u00ff)/.test(text) && !/=[^\n]*\r$/.test(text));

/** Values that can be written, from plain to those that need quotes. */
export const writableValue: fc.Arbitrary<string> = fc.oneof(
  bareValue,
  oneOf('25', '127.0.0.1', 'a;b', 'a # b', " 'x' ", '\t', '[x]', 'x=y'),
  bytesWithout(/[\u0000-\u0008\u000a-\u001f"\u007f]/g).map((text) => text.replace(/\\+$/, '')),
);
