import { ExitCode, UserError } from '../../errors.js';
import { thisServer } from '../../text/on-host.js';
import type { Host } from '../host.js';
import { putScript } from '../put-script.js';
import { attachShell } from './attach-shell.js';
import { connectTcp } from './connect-tcp.js';
import { holdShell } from './hold-shell.js';
import { runShell } from './run-shell.js';

/** This machine as the target. @throws UserError where it can be none: what we know of a server is Linux's. */
export function localHost(platform: NodeJS.Platform = process.platform): Host {
  if (platform !== 'linux') {
    throw new UserError('this machine cannot be set up: it does not run Linux', {
      why: 'AXIGEN and the scanners that are set up here run on Linux servers',
      next: 'name the server: --host root@mail.example.com',
      exitCode: ExitCode.couldNotLook,
    });
  }
  return {
    name: thisServer,
    run: runShell,
    attach: attachShell,
    hold: holdShell,
    putFile: (path, content, { mode }) => putScript(runShell, path, content, mode),
    connect: connectTcp,
    close: async () => {},
  };
}
