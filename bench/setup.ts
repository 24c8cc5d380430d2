import type { Lab } from '../src/lab/lab.js';
import { inLab, labMailboxPassword } from '../src/lab/paths.js';
import { outageIn } from './outage.js';
import { ratio, type Summary, summarize } from './statistics.js';
import type { Row } from './table.js';

const setup = ['gateway-setup', 'setup', '--yes', '--answers', inLab.answers];
const rollback = ['gateway-setup', 'rollback', '--yes'];

/**
 * The whole unattended setup, from the first look to the delivered message, in a lab that is up; between the
 * runs everything is taken back. The handover's outage is what setup itself measures and prints.
 * @param labBuild the time that it took to build the lab, in milliseconds
 */
export async function setups(lab: Lab, labBuild: Summary, runs = 5): Promise<readonly Row[]> {
  const whole: number[] = [];
  const outages: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    if (run > 0) await succeed(lab, rollback);
    const started = performance.now();
    const said = await succeed(lab, setup);
    whole.push(performance.now() - started);
    outages.push(outageIn(said));
  }
  const measured = summarize(whole);
  return [
    {
      what: 'whole unattended setup',
      measured,
      baseline: { what: 'building the lab', measured: labBuild },
      ratio: ratio(measured, labBuild),
    },
    { what: 'outage of port 25 at the handover', measured: summarize(outages) },
  ];
}

/** @throws Error with the end of what it said when the command does not exit with 0. */
async function succeed(lab: Lab, argv: readonly string[]): Promise<string> {
  const env = { GATEWAY_SETUP_MAILBOX_PASSWORD: labMailboxPassword };
  const { code, stdout, stderr } = await lab.exec(argv, { env });
  const said = stdout.toString('utf8');
  if (code === 0) return said;
  throw new Error(`${argv.join(' ')} ended with ${code}:\n${said.slice(-2000)}${stderr}`);
}
