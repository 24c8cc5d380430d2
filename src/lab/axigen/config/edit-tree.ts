import type { ConfigAttribute, ConfigObject, ConfigValue } from './tree.js';

/** A value that is not from a file. Quoted when it has to be (facts 1: spaces and `#`). */
export function textValue(text: string): ConfigValue {
  return { kind: 'text', line: 0, text, quoted: text !== '' && /[\s"#{}()=]/.test(text) };
}

export function setValue(items: readonly ConfigValue[]): ConfigValue {
  return { kind: 'set', line: 0, items };
}

export function objectValue(object: ConfigObject): ConfigValue {
  return { kind: 'object', line: object.line, object };
}

export function emptyObject(): ConfigObject {
  return { line: 0, attributes: new Map() };
}

/** A copy with the attribute set; one that is there keeps its place, its spelling, its line and its quotes. */
export function setAttribute(object: ConfigObject, name: string, value: ConfigValue): ConfigObject {
  const old = object.attributes.get(name.toLowerCase());
  const attributes = new Map<string, ConfigAttribute>(object.attributes);
  attributes.set(name.toLowerCase(), {
    name: old?.name ?? name,
    line: old?.line ?? 0,
    value: value.kind === 'text' ? { ...value, quoted: value.quoted || wasQuoted(old) } : value,
  });
  return { ...object, attributes };
}

/** The object of that name; undefined when there is none, or something else. */
export function getObject(object: ConfigObject, name: string): ConfigObject | undefined {
  const value = object.attributes.get(name.toLowerCase())?.value;
  return value?.kind === 'object' ? value.object : undefined;
}

/** The items of the set of that name; undefined when there is none, or something else. */
export function getSet(object: ConfigObject, name: string): readonly ConfigValue[] | undefined {
  const value = object.attributes.get(name.toLowerCase())?.value;
  return value?.kind === 'set' ? value.items : undefined;
}

/** The text of that name; undefined when there is none, or something else. */
export function getText(object: ConfigObject, name: string): string | undefined {
  const value = object.attributes.get(name.toLowerCase())?.value;
  return value?.kind === 'text' ? value.text : undefined;
}

function wasQuoted(attribute: ConfigAttribute | undefined): boolean {
  return attribute?.value.kind === 'text' && attribute.value.quoted;
}
