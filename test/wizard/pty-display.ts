import { processIo } from '../../src/io.js';
import { appearanceFor } from '../../src/wizard/form.js';
import { attendedForm } from '../../src/wizard/operator-for.js';
import { stage } from './fixture.js';

/** Shows changes on the process's own terminal, until it has been stopped and goes on; run by the pseudo-terminal test. */
const io = processIo();
const look = appearanceFor(io, { yes: false, plain: false, color: false });
const { screen } = await attendedForm(io, look, new AbortController().signal);
const progress = screen.progress(stage());
progress.plan([
  { number: 1, title: 'Stop AXIGEN' },
  { number: 2, title: 'Start AXIGEN' },
]);
progress.begin(1);
// A signal's listener does not keep the process.
const wait = setInterval(() => {}, 1000);
await new Promise((resolve) => process.once('SIGCONT', resolve));
progress.done(1);
progress.done(2);
await progress.close();
clearInterval(wait);
