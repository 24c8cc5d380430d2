import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inLab } from '../../src/lab/paths.js';
import { templatePath } from '../../src/package-root.js';
import { elementsOf } from '../report/audit/xml.js';
import { allHostile, expectBounded, expectHarmless } from '../support/hostile.js';
import { type Intruder, intrude } from './support/intruder.js';
import { expectCleanOutput } from './support/output.js';
import type { Said } from './support/run.js';
import { type ServerLab, useLabs } from './support/server-lab.js';
import { type Snapshot, snapshot, touched } from './support/snapshot.js';

// A server on which everything that is read says what no honest one would, looked at by each command in each form.

const labs = useLabs();
let server: ServerLab;
let banner: Intruder | undefined;
let before: Snapshot;

const cfg = '/var/opt/axigen/run/axigen.cfg';
const policy = '/var/opt/axigen/filters/smtpFilters.script';
const run = '/var/lib/gateway-setup/runs/2006-07-04T100000Z-nod32';
const journal = [
  { at: 1_152_000_000, event: 'begin', by: allHostile, version: allHostile },
  {
    at: 1_152_000_001,
    event: 'intent',
    change: 1,
    step: 'place-license',
    kind: 'place-file',
    summary: allHostile,
    path: '/etc/x',
  },
  { at: 1_152_000_002, event: 'done', change: 1, wrote: [allHostile] },
  { at: 1_152_000_003, event: 'finished', outcome: allHostile },
];
const endless = `\u001b[2J\u202e${'A'.repeat(1_000_000)}`;

const put = async (path: string, content: string, append = false) => {
  const { code, all } = await server.exec(
    ['/bin/sh', '-c', `cat ${append ? '>>' : '>'} "$1"`, 'sh', path],
    content,
  );
  expect(code, all).toBe(0);
};
/** A remark is one line. */
const remark = (text: string) => `# ${text.replace(/[\n\r\0\u000b\u000c]/g, '')}\n`;

beforeAll(async () => {
  server = await labs.create('e2e-hostile-text');
  await server.sh(
    `/etc/init.d/axigen stop; mkdir -p ${run} /etc/gateway-setup; chmod 700 /var/lib/gateway-setup ${run}`,
  );
  await put(`${run}/journal.jsonl`, `${journal.map((line) => JSON.stringify(line)).join('\n')}\n`);
  await put(
    '/etc/gateway-setup/waivers.ini',
    `[RELAY-POLICY]\nreason = ${allHostile.replace(/[\r\n\0"#;]/g, '')}\nexpires = never\u202e\n[${endless}]\n`,
  );
  for (const file of ['/etc/fedora-release', '/etc/redhat-release'])
    await put(file, `${allHostile} release 5 ${endless}\n`);
  // On the lines beside what setup changes, so that a plan shows them.
  const text = await server.sh(`cat ${cfg}`);
  await put(
    cfg,
    text.replace(/^(.*address = 0\.0\.0\.0:25)/m, (line) => `${remark(allHostile)}${remark(endless)}${line}`),
  );
  await put(policy, remark(allHostile), true);
  banner = await intrude(server, {
    name: 'axi\u001b[2J\u202e',
    port: 25,
    says: `220-${allHostile}\r\n220 ${endless.slice(0, 3000)}\r\n`,
  });
  before = await snapshot(server);
});

afterAll(() => banner?.leave());

function expectFit(said: Said, line: number): void {
  expectCleanOutput(said);
  expectHarmless(said.all);
  expectBounded(said.all, line);
}

const audit = ['audit', '--answers', inLab.answers];
const plan = ['plan', '--yes', '--answers', inLab.answers];
const json = 6 * 2000 + 200;

test.each<readonly [string, readonly string[], number]>([
  ['an audit', [...audit, '--verbose'], 2600],
  ['an audit as JSON', [...audit, '--format', 'json'], json],
  ['an audit as JUnit', [...audit, '--format', 'junit'], json],
  ['a plan', plan, 2600],
  ['a history', ['history'], 2600],
  ['a history as JSON', ['history', '--format', 'json'], json],
  ['a list of runs', ['rollback', '--list'], 2600],
  ['the refusal of a setup', ['setup', '--yes', '--answers', inLab.answers], 2600],
  ['a run that there is not', ['rollback', '--yes', '--run', allHostile.replaceAll('\0', '')], 2600],
  ['a flag that there is not', ['audit', `--${allHostile.replaceAll('\0', '')}`], 2600],
])('%s: harmless, bounded, and what a program reads is whole', async (_what, words, line) => {
  const said = await server.product(...words);
  expect(said.all).not.toBe('');
  expectFit(said, line);
  if (words.includes('junit')) expect(elementsOf(said.out).length).toBeGreaterThan(10);
  if (!words.includes('json')) return;
  const name = words.includes('audit') ? 'audit' : 'history';
  const fits = new Ajv2020({ strict: false }).compile(
    JSON.parse(readFileSync(templatePath('schemas', `${name}-1.schema.json`), 'utf8')),
  );
  expect(fits(JSON.parse(said.out)) ? [] : fits.errors).toEqual([]);
});

test('the server was only looked at', async () => {
  expect(touched(before, await snapshot(server))).toEqual([]);
});
