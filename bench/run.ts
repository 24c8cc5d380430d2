import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLab, downLab } from '../src/lab/lab.js';
import { coldStarts } from './cold-start.js';
import { setups } from './setup.js';
import { sshAudits } from './ssh.js';
import { summarize } from './statistics.js';
import { audits, surveys } from './survey.js';
import { type Row, table } from './table.js';

// `npm run bench`. The lab is its own, in a temporary folder, and is removed however this ends. A missed
// aim is printed and fails nothing: how fast a machine is today is no property of the code.
const name = 'bench';
const labs = await mkdtemp(join(tmpdir(), 'gateway-setup-bench-'));
const context = { env: { ...process.env, GATEWAY_SETUP_LABS: labs } };

async function cleanUp(): Promise<void> {
  await downLab(name, context);
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
  process.stdout.write(`\n${table(rows)}\n\n`);
  process.stdout.write(`Node ${process.version}, ${cpus().length} processors, ${process.platform}.\n`);
} finally {
  await cleanUp();
}
