import type { Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { runHistory } from '../../../src/cli/history.js';
import { showError } from '../../../src/cli/show-error.js';
import { openTarget } from '../../../src/cli/where/open-target.js';
import { Cancelled, ExitCode } from '../../../src/errors.js';
import { listeners } from '../../host/ssh/listener.js';
import { temporaryFolder } from '../../host/temporary-folder.js';
import { ioDouble } from '../io-double.js';

const listen = listeners();
const home = temporaryFolder();
const sockets: Socket[] = [];
afterEach(() => {
  for (const one of sockets.splice(0)) one.destroy();
});

/** Runs `history` against a server that behaves so, and stops it once the server has seen it. */
async function stoppedAt(serve: (socket: Socket) => void) {
  const stop = new AbortController();
  let ended: Promise<unknown> | undefined;
  const port = await listen((socket) => {
    sockets.push(socket);
    ended = new Promise((resolve) => socket.once('close', resolve));
    socket.resume();
    socket.once('end', () => socket.end());
    serve(socket);
    stop.abort();
  });
  const { io, out, err } = ioDouble({ env: { HOME: home() } });
  const engine = () => Promise.resolve({ readHistory: () => Promise.reject(new Error('nothing is read')) });
  const watch = {
    signal: stop.signal,
    sayThrough: () => {},
    aside: <T>(work: () => Promise<T>) => work(),
    dispose: () => {},
  };
  const words = ['--host', `root@127.0.0.1:${port}`];
  const error: unknown = await runHistory(words, io, { watch, open: openTarget, engine }).catch(
    (reason: unknown) => reason,
  );
  // The line is not left open behind it.
  await ended;
  return { error, io, out, err };
}

describe('Ctrl-C while a server is being reached', () => {
  test.each<[string, (socket: Socket) => void]>([
    ['that says nothing', () => {}],
    ['that is in the middle of its greeting', (socket) => void socket.write('SSH-2.0-Open')],
    ['that has greeted and says nothing more', (socket) => void socket.write('SSH-2.0-OpenSSH_3.6.1p2\r\n')],
  ])('%s', async (_name, serve) => {
    const { error, io, out, err } = await stoppedAt(serve);
    expect(error).toBeInstanceOf(Cancelled);
    expect(showError(error, io, { verbose: false, words: ['history'], host: 'mail' })).toBe(
      ExitCode.cancelled,
    );
    expect(err()).toMatch(/Cancelled\.[\s\S]*gateway-setup history --host mail/);
    expect(out()).toBe('');
  });

  test('before anything was sent', async () => {
    const { io } = ioDouble({ env: { HOME: home() } });
    const where = {
      destination: 'root@127.0.0.1:1',
      reach: { wishes: { hostKeys: [], legacy: 'no', become: 'auto' }, secrets: {} },
    } as const;
    const person = {
      secret: async () => undefined,
      confirmHostKey: async () => undefined,
      allowLegacy: async () => undefined,
      note: () => {},
    };
    await expect(
      openTarget(where, { person, signal: AbortSignal.abort(), env: io.env }),
    ).rejects.toBeInstanceOf(Cancelled);
  });
});
