import { chmodSync, unlinkSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { reasonOf, StartRefusal } from '../daemon/start-refusal.js';
import type { Judgement } from '../scanning/judgement.js';
import { readBlocks } from './block-reader.js';
import { greeting, longestBlock, writeJudgement } from './protocol.js';
import type { ScanSlots } from './scan-slots.js';

export interface ScanServiceOptions {
  readonly socketPath: string;
  readonly slots: ScanSlots;
  /** Looks at the message in a file. */
  readonly scan: (path: string) => Promise<Judgement>;
  readonly log: (text: string) => void;
}

async function answer(options: ScanServiceOptions, block: string): Promise<string> {
  const [verb = '', argument = ''] = block.split('\n');
  switch (verb) {
    case 'HELO':
    case 'PSET':
      return `200 OK ${verb}\n\n`;
    case 'SCAN':
      try {
        const judgement = await options.slots.run(() => options.scan(argument));
        for (const { verdict, name, reason } of judgement) {
          options.log(`${verdict} ${name === '' ? 'object' : `object "${name}"`} in ${argument}: ${reason}`);
        }
        return writeJudgement(judgement);
      } catch (error) {
        options.log(`error: ${argument} was not scanned: ${reasonOf(error)}`);
        return `500 ERROR|${reasonOf(error).replaceAll('\n', ' ')}||\n\n`;
      }
    default:
      return '500 ERROR|unknown request||\n\n';
  }
}

function serve(options: ScanServiceOptions, socket: Socket): void {
  let turn = Promise.resolve();
  socket.on('error', () => socket.destroy());
  socket.write(greeting);
  readBlocks(socket, '\n\n', longestBlock, (block) => {
    turn = turn.then(async () => {
      if (block === 'QUIT') socket.end();
      else if (!socket.destroyed) socket.write(await answer(options, block));
    });
  });
}

/** Whether somebody answers on a UNIX socket. */
function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = connect(path);
    probe.once('connect', () => resolve(true));
    probe.once('error', () => resolve(false));
    probe.once('close', () => resolve(false));
    probe.once('connect', () => probe.destroy());
  });
}

/**
 * nod32d's scanning service on a UNIX socket. A socket file that a dead daemon left is replaced.
 *
 * @throws StartRefusal when another daemon answers there, or the socket cannot be made.
 */
export async function startScanService(options: ScanServiceOptions): Promise<Server> {
  const { socketPath } = options;
  if (await answers(socketPath)) throw new StartRefusal(`another nod32d answers on ${socketPath}`);
  try {
    unlinkSync(socketPath);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') {
      throw new StartRefusal(`cannot replace ${socketPath}: ${reasonOf(error)}`);
    }
  }
  const server = createServer((socket) => serve(options, socket));
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) =>
      reject(new StartRefusal(`cannot listen on ${socketPath}: ${error.message}`)),
    );
    server.listen(socketPath, resolve);
  });
  chmodSync(socketPath, 0o600);
  return server;
}
