import type { ConfigObject, ConfigValue } from './tree.js';

/**
 * axigen.cfg as the server writes it on SAVE CONFIG: no comments, four spaces for each level, sets of
 * values on one line, sets of objects one below the other (facts 1, as seen in a file that a server saved).
 */
export function writeConfig(server: ConfigObject): string {
  return `Server ${braces(server, '')}\n`;
}

function braces(object: ConfigObject, indent: string): string {
  const inner = `${indent}    `;
  const lines = [...object.attributes.values()].map(({ name, value }) =>
    `${inner}${name} = ${written(value, inner)}`.trimEnd(),
  );
  return ['{', ...lines, `${indent}}`].join('\n');
}

function written(value: ConfigValue, indent: string): string {
  if (value.kind === 'object') return braces(value.object, indent);
  if (value.kind === 'text') return value.quoted ? `"${value.text.replaceAll('"', '\\"')}"` : value.text;
  if (!value.items.some((item) => item.kind === 'object')) {
    return `(${value.items.map((item) => written(item, indent)).join(' ')})`;
  }
  const inner = `${indent}    `;
  return ['(', ...value.items.map((item) => `${inner}${written(item, inner)}`), `${indent})`].join('\n');
}
