import { answerFiles } from './answer-files.js';
import { answers } from './answers.js';
import { commandLine } from './command-line.js';
import { environment } from './environment.js';
import { inventories } from './inventories.js';
import { outputs } from './outputs.js';
import { plans } from './plans.js';
import type { Row } from './row.js';
import { secrets } from './secrets.js';
import { ssh } from './ssh.js';
import { targetState } from './target-state.js';

/** All that is refused before a server is touched; what takes a real server to be seen stands in on-server/. */
export const table: Readonly<Record<string, readonly Row[]>> = {
  'the command line': commandLine,
  answers,
  'answers files': answerFiles,
  secrets,
  'the environment': environment,
  inventories,
  'servers over SSH': ssh,
  plans,
  outputs,
  'the state of the server': targetState,
};
