/**
 * Main program. Holds up a lab in a chroot, which has no process 1 of its own and no /proc: stays beside
 * it on the machine, and answers its `ps` and `netstat` with the lab's processes and the sockets.
 * Usage: keeper ROOT; file descriptor 3 tells the builder that it is there.
 */
import { chmodSync, closeSync, writeSync } from 'node:fs';
import { createServer } from 'node:net';
import { basename } from 'node:path';
import { processesIn } from '../isolation/processes-in.js';
import { inLab } from '../paths.js';
import { readProcesses } from './read-processes.js';
import { readSockets } from './read-sockets.js';
import type { Snapshot } from './snapshot.js';

const root = process.argv[2];
if (root === undefined) throw new Error('usage: keeper ROOT');
process.title = 'gateway-setup-lab-keeper';
process.on('SIGHUP', () => {});

function snapshot(labRoot: string): Snapshot {
  const inside = new Set(processesIn(labRoot));
  const processes = readProcesses((pid) => inside.has(pid));
  return { processes, sockets: readSockets(processes) };
}

// By its short name: the path of a lab may be longer than a socket's address can be.
process.chdir(`${root}${inLab.run}`);
const name = basename(inLab.processSocket);
const server = createServer((connection) => {
  connection.on('error', () => {});
  connection.end(JSON.stringify(snapshot(root)));
});
server.listen(name, () => {
  chmodSync(name, 0o666);
  process.chdir('/');
  writeSync(3, `pid ${process.pid}\nready\n`);
  closeSync(3);
});
