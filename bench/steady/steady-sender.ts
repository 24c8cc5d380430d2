import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { labEnvironment } from '../../src/lab/environment.js';
import { enterArgv } from '../../src/lab/isolation/holder.js';
import type { Lab } from '../../src/lab/lab.js';
import { inLab, labRecipient } from '../../src/lab/paths.js';
import { type Delivery, type Stored, type Tally, tally } from './tally.js';

/** Between the beginnings of two deliveries: ten in a second. */
export const pauseMs = 100;

/** Somebody who sends the lab one message after the other, whatever becomes of the ones before. */
export interface SteadySender {
  /** Ends the sending, and waits for what is on its way. */
  stop(): Promise<Tally>;
}

const config = '/var/opt/axigen/run/axigen.cfg';

/** As installed, AXIGEN takes no more than 50 connections a minute from one address: on a server with so much mail somebody has raised that. */
export async function takeAllMail(lab: Lab): Promise<void> {
  const script = `
/etc/init.d/axigen stop
sed 's/^\\( *[a-zA-Z]*IntervalConnections\\) = .*/\\1 = 0/' ${config} > ${config}.new
cat ${config}.new > ${config}
rm ${config}.new
/etc/init.d/axigen start
until netstat -ltn | grep ':25 ' > /dev/null; do sleep 0.1; done`;
  const { code, stdout, stderr } = await lab.exec(['/bin/sh', '-ec', script]);
  if (code !== 0) throw new Error(`AXIGEN was not set up for the mail: ${stdout}${stderr}`);
}

/** Resolves with the first delivery. @param header the one by which the scanner marks a message */
export async function sendSteadily(lab: Lab, prefix: string, header: string): Promise<SteadySender> {
  const argv = [inLab.node, '--input-type=module', '-e', source('client'), '--', '25', String(pauseMs)];
  const child = spawnIn(lab, [...argv, labRecipient, prefix]);
  const said: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => said.push(chunk));
  const closed = once(child, 'close');
  await Promise.race([once(child.stderr, 'data'), closed]);
  child.stderr.resume();
  return {
    async stop() {
      child.stdin.end();
      await closed;
      const deliveries = JSON.parse(Buffer.concat(said).toString()) as readonly Delivery[];
      return tally(deliveries, await stored(lab, prefix, header));
    },
  };
}

/** What lies in the recipient's mailbox of those messages. */
async function stored(lab: Lab, prefix: string, header: string): Promise<readonly Stored[]> {
  const [user = '', domain = ''] = labRecipient.split('@');
  const folder = `/var/opt/axigen/domains/${domain}/${user}`;
  const { code, stdout, stderr } = await lab.exec([inLab.node, '--input-type=module', '-', folder, header], {
    input: source('mailbox'),
  });
  if (code !== 0) throw new Error(`the mailbox could not be read: ${stderr}`);
  const all = JSON.parse(stdout.toString()) as readonly Stored[];
  return all.filter(({ id }) => id.startsWith(`${prefix}-`));
}

function spawnIn(lab: Lab, words: readonly string[]) {
  const [command = '', ...args] = enterArgv(lab.record.running, words);
  return spawn(command, args, { env: labEnvironment({}), stdio: ['pipe', 'pipe', 'pipe'] });
}

/** As it is handed to the lab's Node. */
export function source(name: 'client' | 'mailbox'): string {
  const text = readFileSync(fileURLToPath(new URL(`./${name}.ts`, import.meta.url)), 'utf8');
  const compilerOptions = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 };
  return ts.transpileModule(text, { compilerOptions }).outputText;
}
