/** axigen.cfg, edited without loss: every edit is a splice of the text, parsed again, as a new document. */
export { cfgLine, parseAxigenCfg, printAxigenCfg } from './document.js';
export { addCfgSet, setCfgAttribute } from './edit-attribute.js';
export { addCfgObject, removeCfgObject } from './edit-set.js';
export { type CfgPath, cfgAt, cfgAttribute, cfgAttributes, cfgObjects } from './lookup.js';
export type {
  CfgAttribute,
  CfgDocument,
  CfgNode,
  CfgObject,
  CfgScalar,
  CfgSet,
  CfgValue,
} from './nodes.js';
