import { ExitCode } from '../errors.js';
import type { Io } from '../io.js';
import { parseWords } from './parse.js';
import { setupCommand } from './setup-command.js';
import { verbs } from './verbs.js';

/** `gateway-setup --help`: the commands, and the flags of the wizard, which runs when none is named. */
export function showHelp(io: Io): number {
  const list = Object.entries(verbs)
    .map(([verb, help]) => `  ${verb.padEnd(10)} ${help}`)
    .join('\n');
  const command = setupCommand('gateway-setup')
    .usage('[command] [flags]')
    .option('-V, --version', 'show the version');
  command.description(
    `${command.description()}\n\nCommands (their flags: gateway-setup <command> --help):\n${list}`,
  );
  parseWords(command, ['--help'], io);
  return ExitCode.ok;
}
