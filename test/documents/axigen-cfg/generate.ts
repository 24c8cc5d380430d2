import fc from 'fast-check';
import type { CfgPath, CfgValue } from '../../../src/documents/axigen-cfg/index.js';

/** What a generated file says, with text and layout left out. */
export type Model = string | { set: Model[] } | { object: [string, Model][] };

export interface Piece {
  readonly text: string;
  readonly model: Model;
}

const eol = fc.constantFrom('\n', '\r\n');
const blanks = fc.constantFrom('', ' ', '   ', '\t', ' /* a = { */ ', '/**/');
const remark = fc.constantFrom('# } ) "', '#', '# a = 1 /*', '/* # */', '/* ( {\n" */', '# caf\xe9');

/** White space that may hold comments, and ends a line. */
const lineGap = fc
  .tuple(fc.array(fc.tuple(blanks, remark, eol), { maxLength: 2 }), blanks, eol, blanks)
  .map(([remarks, before, end, indent]) => before + end + remarks.flat().join('') + indent);
const gap = fc.oneof(fc.constantFrom(' ', '  ', '\t', ' /* ) */ '), lineGap);

const word = fc
  .tuple(
    fc.constantFrom('a', 'yes', '0', '127.0.0.1:25', '*', '/var/x', 'caf\xe9', '-', '\\'),
    fc.constantFrom('', '-b', '/8', ',c', '0'),
  )
  .map((parts) => parts.join(''))
  .map((text): Piece => ({ text, model: text }));
const quoted = fc
  .array(fc.constantFrom('a', ' ', '#', '\\"', '{', ')', '/*', '\xff', '='), { maxLength: 6 })
  .map((parts): Piece => ({ text: `"${parts.join('')}"`, model: parts.join('').replaceAll('\\"', '"') }));
const name = fc.constantFrom('address', 'enable', 'Max', 'x-y', 'a.b', '_9', 'denyRules', 'path', 'Host');

const { object } = fc.letrec<{ object: Piece; set: Piece; value: Piece; attribute: [string, Piece] }>(
  (tie) => ({
    object: fc
      .tuple(
        gap,
        fc.uniqueArray(tie('attribute') as fc.Arbitrary<[string, Piece]>, {
          maxLength: 4,
          selector: ([key]) => key.toLowerCase(),
        }),
      )
      .map(([first, attributes]): Piece => {
        const body = attributes.map(([, { text }]) => text).join('');
        return {
          text: `{${first}${body}}`,
          model: { object: attributes.map(([key, { model }]) => [key, model]) },
        };
      }),
    set: fc
      .tuple(gap, fc.array(fc.tuple(tie('value') as fc.Arbitrary<Piece>, gap), { maxLength: 3 }))
      .map(([first, items]): Piece => {
        const body = items.map(([item, after]) => item.text + after).join('');
        return { text: `(${first}${body})`, model: { set: items.map(([item]) => item.model) } };
      }),
    value: fc.oneof(
      { maxDepth: 4, depthIdentifier: 'cfg' },
      word,
      quoted,
      tie('object') as fc.Arbitrary<Piece>,
      tie('set') as fc.Arbitrary<Piece>,
    ),
    attribute: fc.oneof(
      {
        weight: 6,
        arbitrary: fc
          .tuple(name, blanks, blanks, tie('value') as fc.Arbitrary<Piece>, gap)
          .map(([key, before, behind, value, after]): [string, Piece] => [
            key,
            { text: `${key}${before}=${behind}${value.text}${after}`, model: value.model },
          ]),
      },
      {
        weight: 1,
        arbitrary: fc
          .tuple(name, blanks, lineGap)
          .map(([key, before, after]): [string, Piece] => [
            key,
            { text: `${key}${before}=${after}`, model: '' },
          ]),
      },
    ),
  }),
);

/** Whole files, in every layout that the grammar allows. */
export const cfgFile: fc.Arbitrary<Piece> = fc
  .tuple(fc.oneof(gap, fc.constant('')), gap, object, fc.oneof(gap, fc.constantFrom('', '# end')))
  .map(([before, between, root, after]) => ({
    text: `${before}Server${between}${root.text}${after}`,
    model: root.model,
  }));

export function modelOf(value: CfgValue): Model {
  if (value.kind === 'scalar') return value.value;
  if (value.kind === 'set') return { set: value.items.map(modelOf) };
  return { object: value.attributes.map((attribute) => [attribute.name, modelOf(attribute.value)]) };
}

/** The paths of all objects, or of all sets that hold nothing but objects, below a value. */
export function pathsOf(kind: 'object' | 'set', value: CfgValue, path: CfgPath = []): CfgPath[] {
  if (value.kind === 'scalar') return [];
  const objectsOnly = value.kind === 'object' || value.items.every((item) => item.kind === 'object');
  const here = value.kind === kind && objectsOnly ? [path] : [];
  const children =
    value.kind === 'object'
      ? value.attributes.map((attribute) => [attribute.name, attribute.value] as const)
      : value.items.filter((item) => item.kind === 'object').map((item, index) => [index, item] as const);
  return [...here, ...children.flatMap(([part, child]) => pathsOf(kind, child, [...path, part]))];
}
