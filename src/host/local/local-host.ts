import type { Host } from '../host.js';
import { putScript } from '../put-script.js';
import { attachShell } from './attach-shell.js';
import { connectTcp } from './connect-tcp.js';
import { runShell } from './run-shell.js';

/** This machine as the target. */
export function localHost(): Host {
  return {
    name: 'this server',
    run: runShell,
    attach: attachShell,
    putFile: (path, content, { mode }) => putScript(runShell, path, content, mode),
    connect: connectTcp,
    close: async () => {},
  };
}
