import { describe, expect, test } from 'vitest';
import type { AxigenGeneration } from '../../src/model/answers.js';
import { detectHost } from '../support/nod32-steps.js';
import {
  answers,
  fresh,
  installed,
  paths,
  printed,
  type Server,
  situation,
  withFiles,
} from '../support/server.js';
import { findingNamed } from '../support/steps.js';

const version = (text: string): Server => ({ ...fresh, packages: `glibc\t2.4\naxigen\t${text}\n` });
const byHand = { ...fresh, packages: 'glibc\t2.4\n' };
/** An axigen.cfg that says nothing of its generation, and a policy that does not, either. */
const silent = withFiles(byHand, {
  [paths.axigenConfig]: 'Server {\n  smtpIncoming = {\n    maxErrors = 20\n  }\n}\n',
});
const find = (server: Server, id: string, axigenGeneration?: AxigenGeneration) =>
  findingNamed(
    detectHost,
    situation(server, {
      answers: axigenGeneration === undefined ? answers : { ...answers, axigenGeneration },
    }),
    id,
  );

describe('AXIGEN-VERSION', () => {
  test.each([
    ['1.2.5', 'ok', /^1\.2\.5$/],
    ['1.0', 'ok', /^1\.0$/],
    ['2.0.1', 'risk', /^2\.0\.1$/],
    ['4.4', 'risk', /^4\.4$/],
    ['nightly', 'risk', /^nightly$/],
    ['5.0.1', 'ok', /^5\.0\.1: later than the article/],
    ['10.3.1', 'ok', /^10\.3\.1: later than the article/],
  ])('%s', (text, verdict, found) => {
    const finding = find(version(text), 'AXIGEN-VERSION');
    expect(finding).toMatchObject({ verdict });
    expect(finding.found).toMatch(found);
    expect(finding).not.toHaveProperty('blocks');
    expect(finding.remedy === undefined).toBe(verdict === 'ok');
  });

  test.each([
    ['installed by hand', byHand, /not installed as a package/],
    [
      'a list of packages that cannot be read',
      { ...fresh, commands: { packages: printed('rpmdb: damaged\n', 1) } },
      /rpmdb: damaged/,
    ],
  ])('%s: it cannot be told, and that blocks nothing', (_name, server, found) => {
    const finding = find(server, 'AXIGEN-VERSION');
    expect(finding).toMatchObject({ verdict: 'unknown', remedy: 'Check which version it is.' });
    expect(finding.found).toMatch(found);
    expect(finding).not.toHaveProperty('blocks');
  });
});

describe('AXIGEN-GENERATION', () => {
  test('says what told it', () => {
    expect(find(fresh, 'AXIGEN-GENERATION')).toMatchObject({
      verdict: 'ok',
      found: 'in SMTP-In clients, as version 1.2: its package is version 1.2.5',
    });
    expect(find(byHand, 'AXIGEN-GENERATION').found).toMatch(/has a set of SMTP-In clients$/);
  });

  test('nothing tells: the operator has to', () => {
    expect(find(silent, 'AXIGEN-GENERATION')).toMatchObject({ verdict: 'unknown', blocks: 'needs-consent' });
    const said = find(silent, 'AXIGEN-GENERATION', '10');
    expect(said).toMatchObject({ verdict: 'ok' });
    expect(said.found).toMatch(/^in the SMTP policy script.*the operator says so/);
    expect(said).not.toHaveProperty('blocks');
  });

  test('the server\u2019s word wins over the operator\u2019s, and that is said', () => {
    const finding = find(fresh, 'AXIGEN-GENERATION', '10');
    expect(finding.verdict).toBe('ok');
    expect(finding.found).toMatch(/^in SMTP-In clients.*the answer 10 is not heeded/);
    expect(find(fresh, 'AXIGEN-GENERATION', '1.2').found).not.toMatch(/heeded/);
  });

  test('without a policy file a later generation has nowhere to keep its switches', () => {
    const config = installed.axigenConfig.replace(/smtpFiltersFile = .*/, 'smtpFiltersFile = none');
    const server = withFiles(version('10.0'), { [paths.axigenConfig]: config });
    const finding = find(server, 'AXIGEN-POLICY');
    expect(finding).toMatchObject({ verdict: 'drift', blocks: 'failed' });
    expect(finding.found).toMatch(/ESMTP switches/);
  });
});
