import { dialogueProperties } from './properties/dialogues.js';
import { documentProperties } from './properties/documents.js';
import { endlessProperties } from './properties/endless.js';
import { fromTargetProperties } from './properties/from-target.js';
import { mergeProperties } from './properties/merging.js';
import { operatorFileProperties } from './properties/operator-files.js';
import { sshProperties } from './properties/ssh.js';
import { textProperties } from './properties/text.js';

export const fuzzProperties = [
  ...textProperties,
  ...documentProperties,
  ...mergeProperties,
  ...fromTargetProperties,
  ...operatorFileProperties,
  ...sshProperties,
  ...dialogueProperties,
  ...endlessProperties,
];
