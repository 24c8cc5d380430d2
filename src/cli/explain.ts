import { Command } from 'commander';
import { ExitCode, UserError } from '../errors.js';
import type { Io } from '../io.js';
import { allIdsLines, explainable, explainLines } from '../report/human/explain.js';
import { paintWith } from '../report/human/paint.js';
import { escapeControl } from '../text/escape.js';
import { appearanceFor } from '../wizard/form.js';
import { toAscii } from '../wizard/to-ascii.js';
import { deliver } from './deliver.js';
import { nearest } from './nearest.js';
import { parseWords } from './parse.js';

interface ExplainOptions {
  readonly color: boolean;
}

export function explainCommand(name: string): Command {
  return new Command(name)
    .description(
      'Says what a finding or a step means, why it matters and what to do. Without a word: lists all.',
    )
    .argument('[id]', 'the id of a finding, such as RELAY-POLICY, or of a step')
    .helpOption('-h, --help', 'show this help')
    .allowExcessArguments(false)
    .option('--no-color', 'no colours (as with NO_COLOR)')
    .option('--verbose', 'show more about an error of this program');
}

/** `gateway-setup explain`. */
export async function runExplain(args: readonly string[], io: Io): Promise<number> {
  const command = explainCommand('gateway-setup explain');
  const parsed = parseWords<ExplainOptions>(command, args, io);
  if ('helped' in parsed) return ExitCode.ok;
  const look = appearanceFor(io, { yes: false, plain: false, color: parsed.options.color });
  const paint = paintWith(look);
  const [word] = command.args;
  const lines = word === undefined ? allIdsLines(paint) : (explainLines(word, paint) ?? unknown(word));
  const text = `${lines.join('\n')}\n`;
  await deliver(io.stdout, look.unicode ? text : toAscii(text));
  return ExitCode.ok;
}

function unknown(word: string): never {
  const meant = nearest(word, explainable());
  throw new UserError(`There is no finding and no step "${escapeControl(word, 100)}".`, {
    why: 'Only these have an explanation.',
    next: `${meant === undefined ? '' : `Did you mean ${meant}? `}All of them: gateway-setup explain`,
    exitCode: ExitCode.usage,
  });
}
