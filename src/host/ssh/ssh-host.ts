import { escapeControl } from '../../text/escape.js';
import type { Host, Outside } from '../host.js';
import { putOverSsh } from './files/put-file.js';
import type { SshLine } from './line.js';
import { LineKeeper } from './line-keeper.js';
import type { SshPerson, SshWishes } from './person.js';
import type { StartRemote } from './remote-shell.js';
import { serverName } from './server-name.js';
import type { SshRoute } from './settings.js';
import { attachRemote } from './shell/attach.js';
import { holdRemote } from './shell/hold.js';
import { runRemote } from './shell/run.js';
import { type ShellStarter, Shells } from './shell/shells.js';
import type { Patience } from './shell/threshold.js';
import { connectOverSsh } from './tcp/connect.js';

export interface SshHostOptions {
  readonly route: SshRoute;
  /** Makes a line; again after one was lost, as soon as something is wanted of the target. @throws UserError */
  readonly dial: () => Promise<SshLine>;
  readonly person: Pick<SshPerson, 'secret'>;
  readonly wishes: Pick<SshWishes, 'become'>;
  readonly outside?: Outside;
  readonly patience?: Patience;
}

/** A target over SSH. No line is made before something is wanted of it. */
export function sshHost({ route, dial, person, wishes, outside, patience }: SshHostOptions): Host {
  const { target } = route;
  const lines = new LineKeeper(dial);
  const shells = new Shells({
    line: lines.get,
    person,
    become: wishes.become,
    subject: target.alias,
    user: target.user,
    ...(patience === undefined ? {} : { patience }),
  });
  const host: Host = {
    name: `${escapeControl(target.user)}@${serverName(target)}`,
    ...work(shells, lines.get),
    ...(outside === undefined ? {} : { outside }),
    details: () => details(route, lines),
    close: () => lines.close(),
  };
  const pinned = () => {
    const get = lines.pinned();
    return { ...host, ...work(shells.over(get), get) };
  };
  return { ...host, pinned };
}

function work(
  shells: ShellStarter,
  get: () => Promise<SshLine>,
): Pick<Host, 'run' | 'attach' | 'hold' | 'putFile' | 'connect'> {
  const startOver =
    (line: SshLine): StartRemote =>
    (script, options) =>
      shells.start(script, { ...options, line });
  const run: Host['run'] = (script, options) => runRemote(shells, script, options);
  return {
    run,
    attach: (script, terminal) => attachRemote(shells, script, terminal),
    hold: (script, { beatMs }) => holdRemote(shells, script, beatMs),
    async putFile(path, content, options) {
      const elevated = await shells.elevates();
      const line = await get();
      await putOverSsh({ line, start: startOver(line), run, elevated }, path, content, options);
    },
    async connect(port, options) {
      const line = await get();
      return connectOverSsh({ line, start: startOver(line) }, port, options);
    },
  };
}

function details({ hops, target, proxyCommand }: SshRoute, lines: LineKeeper): readonly string[] {
  const through = [
    ...(proxyCommand === undefined ? [] : ['a command (ProxyCommand)']),
    ...hops.map((hop) => `${escapeControl(hop.user)}@${serverName(hop)}`),
  ];
  const way = through.length === 0 ? 'directly' : `through ${through.join(', then ')}`;
  const { commands, forwards, sftp } = lines.channels;
  const ident = lines.last?.ident;
  return [
    `${escapeControl(target.user)}@${serverName(target)} (${escapeControl(target.hostName)} port ${target.port}) was reached ${way}`,
    ...(ident === undefined ? [] : [`it calls itself ${escapeControl(ident, 300)}`]),
    `channels opened: ${commands} for commands, ${forwards} for connections, ${sftp} for files`,
  ];
}
