import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import type { Answers } from '../../src/model/answers.js';
import { templatePath } from '../../src/package-root.js';
import { allHostile, endless, expectBounded, expectHarmless } from '../support/hostile.js';
import { answers as imssAnswers, fresh as imssFresh, imssIni, imssPaths } from '../support/imss-server.js';
import {
  answers,
  fresh,
  installed,
  netstat,
  paths,
  ps,
  type Server,
  scannerStarted,
  withFiles,
} from '../support/server.js';
import { shownOf } from '../support/shown-server.js';
import { elementsOf } from './audit/xml.js';

// Every place where a server's own words come in, through the real parsers, steps and renderers, to every form of output.

const schema = (name: string) =>
  new Ajv2020({ allErrors: true, strict: false }).compile(
    JSON.parse(readFileSync(templatePath('schemas', `${name}-1.schema.json`), 'utf8')),
  );
const fits = { audit: schema('audit'), plan: schema('plan') };

interface Entrance {
  readonly where: string;
  /** @param text in latin1, as a file's bytes are; without ends of lines */
  plant(text: string): Server;
  readonly answers?: Answers;
}

const file = (path: string, content: (text: string) => string, server: Server = scannerStarted) => ({
  plant: (text: string) => withFiles(server, { [path]: content(text) }),
});
const command = (id: string, code = 0) => ({
  plant: (text: string): Server => ({
    ...fresh,
    commands: { [id]: { code, output: Buffer.from(text, 'latin1') } },
  }),
});
const imss = (content: (text: string) => string) => ({
  ...file(imssPaths.config, content, imssFresh),
  answers: imssAnswers,
});
const axigenCfg = (from: RegExp, to: (text: string) => string) =>
  file(paths.axigenConfig, (text) => installed.axigenConfig.replace(from, () => to(text)));
const nod32Cfg = (from: RegExp, to: (text: string) => string) =>
  file(paths.nod32Config, (text) => installed.nod32Config.replace(from, () => to(text)));

const entrances: readonly Entrance[] = [
  { where: 'a release file', ...file('/etc/fedora-release', (text) => `Fedora Core release 5 (${text})\n`) },
  { where: 'the host name', ...command('hostname') },
  { where: 'the user id', ...command('uid') },
  { where: 'the clock', ...command('clock') },
  { where: 'the free space', ...command('space') },
  { where: 'the list of ports', ...command('ports') },
  { where: 'the package manager', ...command('manager') },
  { where: 'what the package list fails with', ...command('packages', 1) },
  { where: 'the signature of the package', ...command('package-signature') },
  { where: 'the name of the package', ...command('package-name') },
  { where: 'the executables', ...command('executables') },
  {
    where: 'the program on port 25',
    plant: (text) => ({ ...fresh, netstat: netstat(['0.0.0.0:25', text.replaceAll('/', '')]) }),
  },
  { where: 'the address on port 25', plant: (text) => ({ ...fresh, netstat: netstat([`${text}:25`, 'x']) }) },
  { where: 'the names of processes', plant: (text) => ({ ...fresh, ps: ps(text, 'axigen') }) },
  {
    where: 'the versions of packages',
    plant: (text) => ({ ...fresh, packages: `axigen\t1.2.${text}\nnod32lms\t${text}\n` }),
  },
  {
    where: 'why a file cannot be read',
    plant: (text) => withFiles(fresh, { [paths.axigenConfig]: { unreadable: text } }),
  },
  {
    where: 'the names of files',
    plant: (text) => withFiles(scannerStarted, { [`${paths.licenses}/${text}`]: 'x' }),
  },
  {
    where: 'a remark in axigen.cfg',
    ...axigenCfg(/^.*address = 0\.0\.0\.0:25/m, (text) => `# ${text}\naddress = 0.0.0.0:25`),
  },
  { where: 'an address in axigen.cfg', ...axigenCfg(/0\.0\.0\.0:25/, (text) => JSON.stringify(text)) },
  { where: 'a mistake in axigen.cfg', ...axigenCfg(/listeners = \(/, (text) => `${text} = ( {`) },
  { where: 'a remark in the policy', ...file(paths.policy, (text) => `# ${text}\n${installed.policy}`) },
  {
    where: 'a condition in the policy',
    ...file(paths.policy, (text) =>
      installed.policy.replace(
        /iprange \(remoteSmtpIp, "[^"]*"/,
        () => `iprange (remoteSmtpIp, ${JSON.stringify(text)}`,
      ),
    ),
  },
  {
    where: 'a mistake in the policy',
    ...file(paths.policy, (text) => `${installed.policy}\nevent ${text} {`),
  },
  {
    where: 'a value of nod32.cfg',
    ...nod32Cfg(/^[;#]?\s*listen_addr.*$/m, (text) => `listen_addr = ${text}`),
  },
  { where: 'a remark in nod32.cfg', ...nod32Cfg(/^\[smtp\]$/m, (text) => `[smtp]\n# ${text}`) },
  { where: 'a section of nod32.cfg', ...nod32Cfg(/^\[smtp\]$/m, (text) => `[smtp]\n[${text}`) },
  {
    where: 'a value of imss.ini',
    ...imss((text) => imssIni.replace(/^proxy_port=.*$/m, () => `proxy_port=${text}`)),
  },
  {
    where: 'a remark in imss.ini',
    ...imss((text) => imssIni.replace(/^\[socket_1\]$/m, () => `[socket_1]\n# ${text}`)),
  },
];

/** As bytes of a file: what UTF-8 has no bytes for is a byte that is no UTF-8. No ends of lines: they are the files' own. */
const asBytes = (text: string) =>
  Buffer.from(text.replace(/[\n\u0000]/g, ''))
    .toString('latin1')
    .concat('\xff\x9b');

describe.each(entrances)('$where', ({ plant, answers: given = answers }) => {
  const shown = (text: string) => shownOf(plant(asBytes(text)), given);

  test('whatever is said there comes out harmless, and in forms that programs can read', () => {
    const all = shown(allHostile);
    for (const text of Object.values(all)) expectHarmless(text);
    expect(fits.audit(JSON.parse(all.json)) ? [] : fits.audit.errors).toEqual([]);
    expect(fits.plan(JSON.parse(all.plan)) ? [] : fits.plan.errors).toEqual([]);
    expect(elementsOf(all.junit).length).toBeGreaterThan(10);
  });

  test('what has no end is cut', () => {
    const { human, json, junit } = shown(endless);
    expectBounded(human, 2600);
    // An escape of JSON has six letters.
    expectBounded(json, 6 * 2000 + 200);
    expectBounded(junit, 6 * 2000 + 200);
  });
});

test('the check itself sees what is not harmless', () => {
  for (const bad of [
    '\u001b[5m',
    '\u009b',
    '\u202e',
    '\u200b',
    '\ud800',
    '\u2028',
    '\r',
    `a${'\u0336'.repeat(9)}`,
  ])
    expect(() => expectHarmless(bad)).toThrow();
  expectHarmless('\u001b[31mred\u001b[39m\tand plain\n');
});
