import type { Command, Context } from '../command.js';
import { back, type Setup, saveConfig } from './common.js';
import { serverContext } from './server.js';

/** Where a login leads to. */
export function rootContext(setup: Setup): Context {
  const { generation } = setup.running.profile;
  const commands = [
    enter('CONFIG SERVER', 'Server', () => serverContext(setup)),
    // 2006 saves elsewhere, and has no SAVE CONFIG here (facts 2: 2006 differences).
    generation === '10'
      ? saveConfig(setup.running)
      : enter('ENTER COMMANDS', 'Commands', () => commandsContext(setup)),
  ];
  return { name: '', title: 'Initial', commands };
}

function commandsContext(setup: Setup): Context {
  const server = {
    name: 'commands-server',
    title: 'Server commands',
    commands: [back, saveConfig(setup.running)],
  };
  return {
    name: 'commands',
    title: 'Commands',
    commands: [back, enter('ENTER SERVER', 'Server', () => server)],
  };
}

function enter(verb: string, title: string, context: () => Context): Command {
  return { verb, help: [[verb, `enters the ${title} context`]], run: () => ({ move: context() }) };
}
