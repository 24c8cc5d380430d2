import {
  type CfgDocument,
  type CfgObject,
  type CfgPath,
  cfgAt,
  cfgLine,
  cfgObjects,
} from '../../documents/axigen-cfg/index.js';

/** An object of axigen.cfg: where it begins, and its single values. */
export interface ConfigEntry {
  readonly line: number;
  /** Attribute names in lower case. */
  readonly settings: ReadonlyMap<string, string>;
}

export interface ListenerConfig extends ConfigEntry {
  readonly address: string;
}

/** A setting that is given twice, differently, says both: no single value that is wanted, and so it is set anew, each time. */
export function entryOf(document: CfgDocument, object: CfgObject): ConfigEntry {
  const settings = new Map<string, string>();
  for (const { name, value } of object.attributes) {
    if (value.kind !== 'scalar') continue;
    const key = name.toLowerCase();
    const before = settings.get(key);
    const same = before === undefined || before.toLowerCase() === value.value.toLowerCase();
    settings.set(key, same ? value.value : `${before}, and ${value.value}`);
  }
  return { line: cfgLine(document, object), settings };
}

/** The objects of the set at `path`; undefined: there is no such set. */
export function entriesAt(document: CfgDocument, path: CfgPath): readonly ConfigEntry[] | undefined {
  const value = cfgAt(document, path);
  return value?.kind === 'set' ? cfgObjects(value).map((one) => entryOf(document, one)) : undefined;
}

/** The listeners of the service at `path`; undefined: it has no such set. */
export function listenersAt(document: CfgDocument, path: CfgPath): readonly ListenerConfig[] | undefined {
  return entriesAt(document, [...path, 'listeners'])?.map((one) => ({
    ...one,
    address: one.settings.get('address') ?? '',
  }));
}
