import type { Lab } from '../src/lab/lab.js';
import { inLab, labMailboxPassword } from '../src/lab/paths.js';
import { ratio, summarize } from './statistics.js';
import { type SteadySender, sendSteadily } from './steady/steady-sender.js';
import type { Tally } from './steady/tally.js';
import type { Row } from './table.js';

/** What is aimed at, in milliseconds. */
const below = 2000;

export interface HandoverBench {
  readonly lab: Lab;
  /** As it stands in the table. */
  readonly scanner: string;
  /** By which it marks a message. */
  readonly header: string;
  readonly runs?: number;
  say(line: string): void;
}

/**
 * How long a client that delivers ten messages a second finds nobody at port 25, or is told to come again, when the scanner takes
 * it over and when that is taken back. The later restarts of the same setup, which leave AXIGEN alone, tell how much of it is
 * the scanner's own. @throws Error when a message is lost, comes twice or goes past the scanner
 */
export async function handovers({
  lab,
  scanner,
  header,
  runs = 3,
  say,
}: HandoverBench): Promise<readonly Row[]> {
  const there: number[] = [];
  const back: number[] = [];
  const restarts: number[] = [];
  let count = 0;
  const under = async (prefix: string, words: readonly string[]): Promise<Tally> => {
    const sender = await sendSteadily(lab, `${prefix}-${Date.now()}`, header);
    const tally = await succeed(lab, words, sender);
    count += tally.accepted.length;
    if (tally.lost.length > 0 || tally.doubled.length > 0)
      throw new Error(`lost: ${tally.lost.join(' ')}; twice: ${tally.doubled.join(' ')}`);
    return tally;
  };
  for (let run = 0; run < runs; run += 1) {
    const setup = await under('there', ['gateway-setup', 'setup', '--yes', '--answers', inLab.answers]);
    there.push(handoverOf(setup));
    restarts.push(...setup.outages.flatMap(({ ms, handsOver }) => (handsOver ? [] : [ms])));
    back.push(handoverOf(await under('back', ['gateway-setup', 'rollback', '--yes'])));
  }
  say(`${scanner}: ${count} messages were accepted meanwhile; none was lost, and none came twice.`);
  const measured = summarize(there);
  const alone = restarts.length === 0 ? undefined : summarize(restarts);
  return [
    {
      what: `${scanner} takes port 25, mail at 10/s`,
      measured,
      ...(alone === undefined
        ? {}
        : { baseline: { what: 'a restart of it alone', measured: alone }, ratio: ratio(measured, alone) }),
      below,
    },
    { what: `${scanner} gives it back, mail at 10/s`, measured: summarize(back), below },
  ];
}

/** The one outage at which the mail begins to go the other way. @throws Error when there is not one such. */
function handoverOf({ outages, scanned }: Tally): number {
  const [one, ...others] = outages.filter(({ handsOver }) => handsOver);
  const turns = scanned.filter((is, index) => index > 0 && is !== scanned[index - 1]).length;
  if (turns !== 1) throw new Error(`the mail changed its way ${turns} times`);
  if (others.length > 0) throw new Error('there was more than one handover');
  return one?.ms ?? 0;
}

async function succeed(lab: Lab, argv: readonly string[], sender: SteadySender): Promise<Tally> {
  const env = { GATEWAY_SETUP_MAILBOX_PASSWORD: labMailboxPassword };
  try {
    const { code, stdout, stderr } = await lab.exec(argv, { env });
    if (code !== 0) throw new Error(`${argv.join(' ')} ended with ${code}:\n${stdout}${stderr}`);
  } catch (error) {
    await sender.stop();
    throw error;
  }
  return sender.stop();
}
