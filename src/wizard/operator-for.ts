import type { Operator } from '../engine/operator.js';
import type { Io } from '../io.js';
import { paintWith } from '../report/human/paint.js';
import { attendedOperator } from './attended-operator.js';
import type { Appearance } from './form.js';
import { type Aside, handOverWith } from './hand-over.js';
import { LineReader } from './line-reader.js';
import { linePrompter } from './plain/line-prompter.js';
import { plainScreen } from './plain/plain-screen.js';
import type { Prompter } from './prompter.js';
import type { FleetScreen } from './screen.js';
import { processJob } from './terminal/job-control.js';
import { toAscii } from './to-ascii.js';
import { unattendedOperator } from './unattended-operator.js';

/**
 * The operator for a form of the wizard, on the given streams only. @param aside without it the terminal is never handed over
 * @param form the one in use already, such as for the questions of connecting
 */
export async function operatorFor(
  io: Io,
  look: Appearance,
  signal: AbortSignal,
  aside?: Aside,
  form?: AttendedForm,
): Promise<Operator> {
  if (look.form === 'unattended') return unattendedOperator(appendOnly(io, look));
  const { prompter, screen } = form ?? (await attendedForm(io, look, signal));
  const operator = attendedOperator(prompter, screen);
  return aside === undefined ? operator : { ...operator, handOver: handOverWith(io, screen, aside) };
}

/** What asks a person, and what shows. */
export interface AttendedForm {
  readonly prompter: Prompter;
  readonly screen: FleetScreen;
}

/** Prompter and screen of an attended form; what the terminal form needs is loaded only for it. */
export async function attendedForm(io: Io, look: Appearance, signal: AbortSignal): Promise<AttendedForm> {
  if (look.form !== 'terminal') {
    const reader = new LineReader(io.stdin, signal, processJob);
    const write = (text: string) => void io.stdout.write(look.unicode ? text : toAscii(text));
    return {
      prompter: linePrompter({ reader, write, width: paintWith(look).width }),
      screen: appendOnly(io, look),
    };
  }
  const [{ terminalPrompter }, { terminalScreen }, { TerminalOutput }] = await Promise.all([
    import('./terminal/terminal-prompter.js'),
    import('./terminal/terminal-screen.js'),
    import('./terminal/terminal-output.js'),
  ]);
  const output = new TerminalOutput(io.stdout, look);
  return {
    prompter: terminalPrompter({ input: io.stdin, output, signal, job: processJob }),
    screen: terminalScreen({
      output,
      job: processJob,
      paint: paintWith(look),
      colour: look.colour,
      unicode: look.unicode,
    }),
  };
}

function appendOnly(io: Io, look: Appearance): FleetScreen {
  return plainScreen({ output: io.stdout, paint: paintWith(look), unicode: look.unicode });
}
