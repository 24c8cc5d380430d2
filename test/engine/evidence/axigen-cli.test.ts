import { expect, test } from 'vitest';
import { askAxigenCli } from '../../../src/engine/evidence/axigen-cli.js';
import { gather } from '../../../src/engine/evidence/gather.js';
import type { Host } from '../../../src/host/host.js';
import type { Secrets } from '../../../src/model/answers.js';
import { noEvidence } from '../../../src/model/probe.js';
import { formatTranscript } from '../../../src/smtp/transcript.js';
import type { FakeCli } from '../../products/axigen/cli/fake-cli.js';
import { fake, password } from '../../products/axigen/cli/performing.js';
import { scriptedOperator } from '../../support/operator.js';
import { answers } from '../../support/server.js';
import { untouchedHost } from '../../support/untouched-host.js';

function hostOf(cli: FakeCli, ports: number[] = []): Host {
  return untouchedHost({
    connect: (port) => {
      ports.push(port);
      return cli.connect();
    },
  });
}

async function ask(cli: FakeCli, secrets: Secrets) {
  const ports: number[] = [];
  const logged: string[] = [];
  const evidence = await askAxigenCli({
    host: hostOf(cli, ports),
    operator: scriptedOperator().operator,
    answers,
    secrets,
    log: (heading, transcript) => logged.push(heading, formatTranscript(transcript)),
    signal: new AbortController().signal,
  });
  return { evidence, ports, logged: logged.join('\n') };
}

test('AXIGEN\u2019s command line is asked on port 7000, and the dialogue is kept without the password', async () => {
  const { evidence, ports, logged } = await ask(fake(), { axigenPassword: password });
  expect(ports).toEqual([7000]);
  expect(evidence).toMatchObject({ kind: 'offered', missing: [] });
  expect(logged).toMatch(/^AXIGEN\u2019s command line on port 7000\n/);
  expect(logged).toContain(' -> LIST Listeners');
  expect(logged).toContain(' -> (the password)');
  expect(logged).not.toContain(password);
});

test('without a password nobody is logged in', async () => {
  const cli = fake();
  const { evidence } = await ask(cli, {});
  expect(evidence).toMatchObject({ kind: 'not-usable', answers: true });
  expect(cli.heard).toEqual(['EXIT']);
});

test('a failed login is kept, too', async () => {
  const { evidence, logged } = await ask(fake(), { axigenPassword: 'wrong horse' });
  expect(evidence).toMatchObject({ kind: 'not-usable', answers: true });
  expect(logged).toContain('<** -ERR: bad user name or password');
  expect(logged).not.toContain('wrong horse');
});

test('a wrong password is not tried again when AXIGEN is asked again', async () => {
  const cli = fake();
  const options = {
    host: hostOf(cli),
    operator: scriptedOperator().operator,
    answers,
    secrets: { axigenPassword: 'wrong horse' },
    log: () => {},
    signal: new AbortController().signal,
  };
  const once = await gather(noEvidence, [{ kind: 'axigen-cli' }], options);
  const twice = await gather(once, [{ kind: 'axigen-cli' }], options);
  expect(twice.axigenCli).toEqual(once.axigenCli);
  expect(cli.heard.filter((line) => line === 'wrong horse')).toHaveLength(1);
});
