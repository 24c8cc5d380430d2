import { parseAxigenCfg } from '../axigen-cfg/document.js';
import { cfgAttribute } from '../axigen-cfg/lookup.js';
import type { CfgAttribute, CfgObject, CfgSet, CfgValue } from '../axigen-cfg/nodes.js';
import type { MergeNode, MergeText } from './node.js';

/** @throws DocumentError as parseAxigenCfg. */
export function axigenCfgText(bytes: Uint8Array, file: string): MergeText {
  const { text, root, rootName } = parseAxigenCfg(bytes, file);
  return { text, comments: 'hash-and-block', root: objectNode(root, '', rootName) };
}

function objectNode(object: CfgObject, name: string, label: string): MergeNode {
  const nodes = object.attributes.map(attributeNode);
  // Attributes have no order among themselves.
  const says = nodes.map((node) => `${node.name}=${node.says}`).sort();
  return {
    name,
    label,
    says: `{ ${says.join(' ')} }`,
    start: object.start,
    end: object.end,
    parts: { nodes, room: inside(object), loose: true },
  };
}

function attributeNode({ name, value, start, end }: CfgAttribute): MergeNode {
  const node = valueNode(value, name);
  // An absent value stands nowhere: then the attribute is replaced as a whole.
  const at = value.start === value.end ? { start, end } : { start: value.start, end: value.end };
  return {
    ...node,
    name: name.toLowerCase(),
    label: name,
    start,
    end,
    once: true,
    ...(node.parts === undefined ? { value: at } : {}),
  };
}

function valueNode(value: CfgValue, owner: string): MergeNode {
  if (value.kind === 'object') return objectNode(value, '{}', owner);
  if (value.kind === 'set') return setNode(value, owner);
  const { start, end } = value;
  const says = /^(?:yes|no)$/i.test(value.value) ? value.value.toLowerCase() : value.value;
  return {
    name: `"${says}"`,
    label: value.raw,
    says: JSON.stringify(says),
    start,
    end,
    value: { start, end },
  };
}

function setNode(set: CfgSet, owner: string): MergeNode {
  const nodes = set.items.map((item) => memberNode(item, owner));
  return {
    name: '()',
    label: owner,
    says: `( ${nodes.map(({ says }) => says).join(' ')} )`,
    start: set.start,
    end: set.end,
    parts: { nodes, room: inside(set), loose: true },
  };
}

/** An object of a set goes or stays as a whole: half a listener is none. */
function memberNode(item: CfgValue, owner: string): MergeNode {
  const node = valueNode(item, owner);
  if (item.kind !== 'object' || node.parts === undefined) return node;
  const known = ['address', 'ipSet', 'name', 'priority', 'patternIn']
    .map((name) => cfgAttribute(item, name)?.value)
    .find((value) => value?.kind === 'scalar');
  const which = known?.kind === 'scalar' ? ` ${known.value}` : '';
  return { ...node, label: `entry${which}`, nameless: true, parts: { ...node.parts, loose: false } };
}

function inside({ start, end }: { readonly start: number; readonly end: number }) {
  return { start: start + 1, end: end - 1 };
}
