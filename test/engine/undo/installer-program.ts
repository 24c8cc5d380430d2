/**
 * Runs an installer of the given shell lines on a server of its own, with this process's terminal: what stands between is all
 * real. It says where the server and the run are, and how it ended; the server stays behind.
 */
import { watchSignals } from '../../../src/cli/signals.js';
import { processIo } from '../../../src/io.js';
import { paintWith } from '../../../src/report/human/paint.js';
import { handOverWith } from '../../../src/wizard/hand-over.js';
import { plainScreen } from '../../../src/wizard/plain/plain-screen.js';
import { named } from '../../support/changes.js';
import { EngineTarget } from '../../support/engine-target.js';
import { furnish, installer } from '../../support/installer.js';

const io = processIo();
const watch = watchSignals(process, (line) => void io.stdout.write(`said: ${line}\n`));
const target = new EngineTarget();
furnish(target);
const run = await target.begin();
io.stdout.write(`process ${process.pid} root ${target.root} run ${target.here(run.folder)}\n`);
const screen = plainScreen({
  output: io.stdout,
  paint: paintWith({ colour: false, unicode: false, columns: 80 }),
  unicode: false,
});
const change = installer(target, ...process.argv.slice(2));
const { result } = await target.apply(run, [{ step: named('install-scanner'), changes: [change] }], {
  live: {
    perform: () => Promise.reject(new Error('nothing is done live here')),
    handOver: handOverWith(io, screen, watch.aside),
  },
});
io.stdout.write(`ended ${result.kind} ${'reason' in result ? result.reason.split('\n')[0] : ''}\n`);
io.stdout.write(`stop asked: ${watch.signal.aborted}\n`);
await run.end();
watch.dispose();
