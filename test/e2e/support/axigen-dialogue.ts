import type { ServerLab } from './server-lab.js';

/** Says these lines at AXIGEN's command line, each when the prompt for it has come. @throws Error when one is refused. */
export async function atCommandLine(server: ServerLab, lines: readonly string[]): Promise<void> {
  await server.node(dialogue, JSON.stringify(lines));
}

/** What a person saves in WebAdmin in the section Commands (facts: axigen 2, the form of 2006). */
export const saveConfig = ['ENTER COMMANDS', 'ENTER SERVER', 'SAVE CONFIG', 'BACK', 'BACK'] as const;

/** Console codes and what telnet is told about the password are left out; a server that says nothing more is given up. */
const dialogue = `
import { connect } from 'node:net';
const lines = JSON.parse(process.argv[2]);
const socket = connect(7000, '127.0.0.1').setEncoding('latin1');
socket.setTimeout(20_000, () => socket.destroy(new Error('no answer')));
let text = '';
for await (const chunk of socket) {
  text += chunk;
  const said = text.replace(/\\x1b\\[[0-9;]*[A-Za-z]|\\xff[\\xfb-\\xfe]./gs, '');
  if (!/<[\\w-]*#?> $/.test(said)) continue;
  if (/^-ERR/m.test(said)) throw new Error(said);
  text = '';
  const line = lines.shift();
  if (line === undefined) break;
  socket.write(line + '\\r\\n');
}
if (lines.length > 0) throw new Error('the conversation ended before ' + lines[0]);
`;
