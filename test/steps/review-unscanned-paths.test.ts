import { describe, expect, test } from 'vitest';
import { reviewUnscannedPaths } from '../support/nod32-steps.js';
import {
  fresh,
  handedOver,
  installed,
  netstat,
  paths,
  printed,
  type Server,
  situation,
  withFiles,
} from '../support/server.js';
import { findingNamed, verdicts } from '../support/steps.js';

const find = (server: Server, id: string) => findingNamed(reviewUnscannedPaths, situation(server), id);
const withConfig = (text: string, server: Server = handedOver) =>
  withFiles(server, { [paths.axigenConfig]: text });
const moved = installed.axigenConfig.replace('address = 0.0.0.0:25\n', 'address = 127.0.0.1:2525\n');
const listening = (...more: readonly (readonly [string, string])[]) =>
  netstat(['0.0.0.0:25', 'nod32smtp'], ['127.0.0.1:2525', 'axigen'], ...more);

test('as installed, and as handed over, there are none; nothing is ever changed', () => {
  expect(verdicts(reviewUnscannedPaths, situation(fresh))).toEqual({
    'UNSCANNED-LISTENERS': 'ok',
    'UNSCANNED-WEBMAIL': 'ok',
    'UNSCANNED-BACKEND': 'not-applicable',
  });
  const done = situation(withConfig(moved));
  expect(verdicts(reviewUnscannedPaths, done)).toEqual({
    'UNSCANNED-LISTENERS': 'ok',
    'UNSCANNED-WEBMAIL': 'ok',
    'UNSCANNED-BACKEND': 'ok',
  });
  expect(reviewUnscannedPaths.changes(done)).toEqual([]);
});

describe('other listeners', () => {
  const two = (second: string) =>
    withConfig(
      `Server {\n  smtpIncoming = {\n    listeners = (\n      { address = 127.0.0.1:2525 }\n      { address = ${second} }\n    )\n  }\n}\n`,
    );
  test('in the file', () => {
    expect(find(two('0.0.0.0:587'), 'UNSCANNED-LISTENERS')).toMatchObject({
      verdict: 'risk',
      found: 'line 5: 0.0.0.0:587',
    });
    expect(find(two('0.0.0.0:587\n enable = no'), 'UNSCANNED-LISTENERS').verdict).toBe('ok');
    // Without an address AXIGEN ignores it.
    expect(find(two('\n enable = yes'), 'UNSCANNED-LISTENERS').verdict).toBe('ok');
  });

  test.each([
    ['0.0.0.0:465', 'axigen', 'port 465 is open on 0.0.0.0, held by AXIGEN'],
    ['10.0.0.1:587', 'master', 'port 587 is open on 10.0.0.1, held by master'],
  ])('as they run: %s by %s', (address, program, found) => {
    const server = { ...withConfig(moved), netstat: listening([address, program]) };
    expect(find(server, 'UNSCANNED-LISTENERS')).toMatchObject({ verdict: 'risk', found });
  });

  test('on ports that have nothing to do with SMTP are none', () => {
    const server = {
      ...withConfig(moved),
      netstat: listening(['0.0.0.0:110', 'axigen'], ['0.0.0.0:22', 'sshd']),
    };
    expect(find(server, 'UNSCANNED-LISTENERS').verdict).toBe('ok');
  });
});

describe('webmail', () => {
  const service = (name: string) => moved.replace(/services = \(.*\)/, `services = (log ${name})`);
  const webmail = (text: string) =>
    text.replace(/\n}\s*$/, '\n  webmail = { listeners = ( { address = 127.0.0.1:8000 } ) }\n}\n');

  test('among the services', () => {
    expect(find(withConfig(service('WebMail')), 'UNSCANNED-WEBMAIL')).toMatchObject({
      verdict: 'risk',
      found: 'webmail is among the services',
    });
  });

  test('that runs although the file does not start it', () => {
    const server = { ...withConfig(webmail(moved)), netstat: listening(['127.0.0.1:8000', 'axigen']) };
    expect(find(server, 'UNSCANNED-WEBMAIL')).toMatchObject({
      verdict: 'risk',
      found: 'AXIGEN listens on its port 8000',
    });
    const other = { ...server, netstat: listening(['127.0.0.1:8000', 'httpd']) };
    expect(find(other, 'UNSCANNED-WEBMAIL').verdict).toBe('ok');
  });

  test('is not known where the file names no services', () => {
    const server = withConfig(moved.replace(/services = \(.*\)/, ''));
    expect(find(server, 'UNSCANNED-WEBMAIL').verdict).toBe('unknown');
  });
});

describe('the port behind the scanner', () => {
  const held = (...ports: readonly (readonly [string, string])[]): Server => ({
    ...withConfig(moved),
    netstat: netstat(...ports),
  });
  test.each([
    ['127.0.0.1:2525', 'axigen', 'ok', /^only on 127\.0\.0\.1$/],
    ['127.0.0.2:2525', 'axigen', 'ok', /./],
    ['0.0.0.0:2525', 'axigen', 'risk', /^open on 0\.0\.0\.0, held by axigen$/],
    ['10.0.0.1:2525', 'axigen', 'risk', /10\.0\.0\.1/],
    ['127.0.0.1:2525', 'python', 'risk', /held by python/],
    ['0.0.0.0:25', 'nod32smtp', 'not-applicable', /nobody listens/],
  ])('%s by %s', (address, program, verdict, found) => {
    const finding = find(held([address, program]), 'UNSCANNED-BACKEND');
    expect(finding.verdict).toBe(verdict);
    expect(finding.found).toMatch(found);
  });
});

test('what cannot be read is not judged', () => {
  const noPorts = { ...withConfig(moved), commands: { ports: printed('no netstat\n', 127) } };
  expect(verdicts(reviewUnscannedPaths, situation(noPorts))).toMatchObject({
    'UNSCANNED-LISTENERS': 'unknown',
    'UNSCANNED-BACKEND': 'unknown',
  });
  expect(verdicts(reviewUnscannedPaths, situation(withConfig('Server {')))).toMatchObject({
    'UNSCANNED-LISTENERS': 'unknown',
    'UNSCANNED-WEBMAIL': 'unknown',
  });
});
