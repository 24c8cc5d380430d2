import { connect, type Socket } from 'node:net';
import type { Judgement } from '../scanning/judgement.js';
import { readBlocks } from './block-reader.js';
import { longestBlock, readJudgement, scanRequest } from './protocol.js';

const greetingDeadline = 5_000;

/** Connects and waits for the greeting. */
function greeted(path: string, take: (block: string) => void, failed: (error: Error) => void): Socket {
  const socket = connect(path);
  let isGreeted = false;
  socket.setTimeout(greetingDeadline, () => socket.destroy(new Error('nod32d does not answer')));
  socket.once('error', failed);
  socket.once('close', () => failed(new Error('nod32d closed the connection')));
  // The greeting is a single line; the blocks after it end with an empty one.
  socket.once('data', (text) => {
    const line = text.toString();
    if (!line.startsWith('200 ')) {
      socket.destroy(new Error(`nod32d greeted with: ${line.trim()}`));
      return;
    }
    isGreeted = true;
    socket.setTimeout(0); // a scan may have to wait long for its turn
    take('');
    readBlocks(socket, '\n\n', longestBlock, take);
  });
  socket.once('end', () => {
    if (!isGreeted) failed(new Error('nod32d closed the connection without a greeting'));
  });
  return socket;
}

/** @throws Error when nod32d is not there or does not greet. */
export function probeDaemon(path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = greeted(
      path,
      () => {
        resolve();
        socket.end('QUIT\n\n');
      },
      reject,
    );
  });
}

/** Has nod32d judge the message in a file. @throws Error when it is not there, or could not look. */
export function askDaemon(path: string, messageFile: string): Promise<Judgement> {
  return new Promise((resolve, reject) => {
    let asked = false;
    const socket = greeted(
      path,
      (block) => {
        if (!asked) {
          asked = true;
          socket.write(scanRequest(messageFile));
          return;
        }
        socket.destroy();
        try {
          resolve(readJudgement(block));
        } catch (error) {
          reject(error);
        }
      },
      reject,
    );
  });
}
