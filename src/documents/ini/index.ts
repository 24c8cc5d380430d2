/** Vendor ini files (nod32.cfg, imss.ini) read and edited without loss. */
export { commentOutIniKey } from './comment-out.js';
export { type IniDocument, parseIni, printIni } from './document.js';
export { extendIniValue } from './extend-value.js';
export { commentedIniKeys, type IniKey, iniKeys, iniKeysIn, iniValue } from './keys.js';
export { checkIniReadBack, type IniEdit } from './read-back.js';
export { type IniSection, iniSections, sectionLabel } from './sections.js';
export { type SetIniKeyOptions, setIniKey } from './set-key.js';
