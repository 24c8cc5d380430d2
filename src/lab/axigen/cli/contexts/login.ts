import { CliError } from '../cli-error.js';
import type { Command, Context } from '../command.js';
import type { CliContext } from '../context.js';
import type { Terminal } from '../terminal.js';

/**
 * Before the login (facts 2: pre-auth commands).
 * @param askPassword gives what was typed behind `<password> `
 * @param granted where a good password leads to
 * @param refused is told of each bad one
 */
export function loginContext(
  { checkAdmin, running }: CliContext,
  terminal: Terminal,
  askPassword: () => Promise<string>,
  granted: (name: string) => Context,
  refused: () => void,
): Context {
  const { generation, version } = running.profile;
  const user: Command = {
    verb: 'USER',
    help: [['USER <user>', 'the name of the administrator who logs in']],
    run: async ([name, ...rest]) => {
      if (name === undefined || rest.length > 0) throw new CliError('missing parameter user');
      if (!checkAdmin(name, await askPassword())) {
        refused();
        throw new CliError('Authentication failed');
      }
      return {
        rows: terminal.quiet ? [] : ['For a list of available commands, type HELP'],
        status: 'Authentication successful',
        move: granted(name),
      };
    },
  };
  const getVersion: Command = {
    verb: 'GET VERSION',
    help: [['GET VERSION', 'gets the version of the server']],
    run: () => ({ rows: [`${version}|Linux|x86_64`] }),
  };
  const show: Command = {
    verb: 'SHOW',
    help: [['SHOW', 'shows the options for this context']],
    run: () => ({
      rows: [`CONSOLE-CODES = ${onOff(terminal.codes)}`, `QUIET = ${onOff(terminal.quiet)}`],
    }),
  };
  return {
    name: 'login',
    title: 'Login',
    commands: [
      user,
      // Whether 1.2 had it is not known; a client has to do without it (facts 2).
      ...(generation === '10' ? [getVersion] : []),
      option('CONSOLE-CODES', 'turns colours and other console codes on or off', (on) => {
        terminal.codes = on;
      }),
      option('QUIET', 'leaves out, or shows, what is not needed', (on) => {
        terminal.quiet = on;
      }),
      show,
    ],
  };
}

function option(name: string, says: string, change: (on: boolean) => void): Command {
  return {
    verb: `SET ${name}`,
    help: [[`SET ${name} on|off`, says]],
    run: ([value, ...rest]) => {
      const wanted = value?.toLowerCase();
      if ((wanted !== 'on' && wanted !== 'off') || rest.length > 0)
        throw new CliError(`${name} takes on or off`);
      change(wanted === 'on');
      return {};
    },
  };
}

function onOff(on: boolean): string {
  return on ? 'on' : 'off';
}
