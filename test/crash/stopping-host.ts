import { Duplex } from 'node:stream';
import type { Host } from '../../src/host/host.js';
import { putScript } from '../../src/host/put-script.js';
import { shippedScript } from '../../src/host/shell.js';
import { axigen } from '../../src/products/axigen/product.js';
import { hookedScript } from './hooked-script.js';
import { stopAt } from './stops.js';

export interface Stopping {
  /** The folder of the test, as this process sees it. */
  readonly folder: string;
  /** Files go onto the target over SFTP; here they go by a script, whose points are found. */
  readonly overSsh: boolean;
}

/** A host that can be stopped before and after whatever touches the world: what is run there, and what is told to it. */
export function stoppingHost(host: Host, stopping: Stopping): Host {
  const { attach, pinned } = host;
  const hooked = (text: string) => shippedScript(hookedScript(text));
  const run: Host['run'] = (script, options) => host.run(hooked(script.text), options);
  return {
    ...host,
    run,
    hold: (script, options) => host.hold(hooked(script.text), options),
    ...(attach === undefined ? {} : { attach: (script, terminal) => attach(hooked(script.text), terminal) }),
    // undo.sh stays as it is: whether it is whole is looked at before it is run.
    async putFile(path, content, options) {
      const bytes = /\/(apply|install)\.sh$/.test(path)
        ? Buffer.from(hookedScript(Buffer.from(content).toString()))
        : content;
      if (!stopping.overSsh) return putScript(run, path, bytes, options.mode);
      const name = `temporary-file ${path.replace(/^.*\/runs\/[^/]+\//, 'RUN/')}`;
      await stopAt(stopping.folder, `before ${name}`, `temporary-file ${path}`);
      await host.putFile(path, bytes, options);
      await stopAt(stopping.folder, `after ${name}`, `temporary-file ${path}`);
    },
    async connect(port, options) {
      const socket = await host.connect(port, options);
      return port === axigen.commandLinePort ? stoppingDialogue(socket, stopping.folder) : socket;
    },
    ...(pinned === undefined ? {} : { pinned: () => stoppingHost(pinned(), stopping) }),
  };
}

/** Who they are told by, and what they only ask or where they only go. */
const changesNothing = /^(USER|GET|HELP|LIST|SHOW|CONFIG|ENTER|BACK|EXIT|SET (CONSOLE-CODES|QUIET))\b/;

/** AXIGEN's command line: stopped before and after each line that it is told, if that may change anything. */
function stoppingDialogue(socket: Duplex, folder: string): Duplex {
  let previous = '';
  const outer = new Duplex({
    read: () => void socket.resume(),
    write(chunk: Buffer, _encoding, done) {
      const line = chunk.toString('utf8').trim();
      // The line after the user's name is the password.
      const passes = changesNothing.test(line) || previous.startsWith('USER ');
      previous = line;
      if (passes) {
        socket.write(chunk, done);
        return;
      }
      const name = `axigen-command ${line}`;
      void (async () => {
        await stopAt(folder, `before ${name}`, name);
        await new Promise<void>((resolve) => socket.write(chunk, () => resolve()));
        await stopAt(folder, `after ${name}`, name);
      })().then(() => done(), done);
    },
    final: (done) => void socket.end(() => done()),
    destroy: (error, done) => {
      socket.destroy();
      done(error);
    },
  });
  socket.on('data', (chunk) => void (outer.push(chunk) || socket.pause()));
  socket.on('end', () => void outer.push(null));
  socket.on('error', (error) => void outer.destroy(error));
  socket.on('close', () => void outer.destroy());
  return outer;
}
