import { watchSignals } from '../../src/cli/signals.js';
import { processIo } from '../../src/io.js';
import { appearanceFor } from '../../src/wizard/form.js';
import { attendedForm } from '../../src/wizard/operator-for.js';

/** Asks a password and a choice on the process's own terminal; run by the pseudo-terminal test. */
const io = processIo();
const watch = watchSignals(process, (line) => void io.stderr.write(`${line}\n`));
const look = appearanceFor(io, { yes: false, plain: process.argv[2] === 'plain', color: false });
const { prompter } = await attendedForm(io, look, watch.signal);
try {
  const secret = await prompter.secret({ ask: 'The word', problem: async () => undefined });
  io.stdout.write(`length ${secret.length}\n`);
  await prompter.choose({
    ask: 'Which?',
    choices: [
      { value: 1, label: 'One' },
      { value: 2, label: 'Two' },
    ],
  });
} catch (error) {
  io.stdout.write(`ended: ${error instanceof Error ? error.name : 'unknown'}\n`);
} finally {
  watch.dispose();
}
