import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLab, downLab } from '../src/lab/lab.js';
import { type ScannerId, scannerIds } from '../src/model/scanner-id.js';
import { coldStarts } from './cold-start.js';
import { handovers } from './handover.js';
import { setups } from './setup.js';
import { sshAudits } from './ssh.js';
import { summarize } from './statistics.js';
import { takeAllMail } from './steady/steady-sender.js';
import { audits, surveys } from './survey.js';
import { type Row, table } from './table.js';

// `npm run bench`. The lab is its own, in a temporary folder, and is removed however this ends. A missed
// aim is printed and fails nothing: how fast a machine is today is no property of the code.
const name = 'bench';
const underLoadName = (scanner: ScannerId) => `${name}-${scanner}`;
const labs = await mkdtemp(join(tmpdir(), 'gateway-setup-bench-'));
const context = { env: { ...process.env, GATEWAY_SETUP_LABS: labs } };

async function cleanUp(): Promise<void> {
  for (const one of [name, ...scannerIds.map(underLoadName)]) await downLab(one, context);
  await rm(labs, { recursive: true, force: true });
}

for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const) {
  process.once(signal, () => void cleanUp().finally(() => process.exit(code)));
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** In labs of their own, as installed. */
async function underLoad(): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const [scanner, title, header] of [
    ['nod32', 'NOD32', 'X-Virus-Scanner'],
    ['imss', 'IMSS', 'X-imss-version'],
  ] as const) {
    say(`Handing port 25 over to ${title} and back under load, three times ...`);
    const lab = await createLab({ name: underLoadName(scanner), scanner }, context);
    await takeAllMail(lab);
    rows.push(...(await handovers({ lab, scanner: title, header, say })));
    await lab.down();
  }
  return rows;
}

try {
  say('Starting the program again and again ...');
  const rows: Row[] = [...coldStarts()];
  say('Building a lab ...');
  const started = performance.now();
  const lab = await createLab({ name }, context);
  const labBuild = summarize([performance.now() - started]);
  rows.push({ what: 'building the lab', measured: labBuild });
  say('Surveying it ...');
  rows.push(await surveys(lab));
  say('Setting it up and taking it back, five times ...');
  rows.push(...(await setups(lab, labBuild)));
  say('Auditing what stands ...');
  rows.push(await audits(lab));
  say('Auditing it over SSH ...');
  rows.push(...(await sshAudits({ lab, folder: join(labs, 'ssh'), say })));
  rows.push(...(await underLoad()));
  process.stdout.write(`\n${table(rows)}\n\n`);
  process.stdout.write(`Node ${process.version}, ${cpus().length} processors, ${process.platform}.\n`);
} finally {
  await cleanUp();
}
