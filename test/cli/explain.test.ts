import { describe, expect, test } from 'vitest';
import { runExplain } from '../../src/cli/explain.js';
import { ExitCode } from '../../src/errors.js';
import { stepIds } from '../../src/model/step-id.js';
import { questions } from '../../src/questions/registry.js';
import { explanationsByStep } from '../../steps/explanations/index.js';
import { telnetVerifyExplanations } from '../../steps/explanations/telnet-verify.js';
import { ioDouble } from './io-double.js';

async function explained(...args: readonly string[]) {
  const { io, out } = ioDouble();
  const code = await runExplain(args, io).catch((error: unknown) => error);
  return { code, text: out(), flat: out().replace(/\s+/g, ' ') };
}

test('without a word: every step with every id', async () => {
  const { code, text } = await explained();
  expect(code).toBe(ExitCode.ok);
  for (const step of stepIds) {
    expect(text).toMatch(new RegExp(`^${step}  `, 'm'));
    for (const id of Object.keys(explanationsByStep[step]))
      expect(text).toMatch(new RegExp(`^  ${id} `, 'm'));
  }
});

describe('a finding', () => {
  test.each(['SMTP-BANNER', 'smtp-banner'])(
    '%s: all that is to be said of it, and the passage',
    async (word) => {
      const { code, flat } = await explained(word);
      const { means, matters, ifLeft, remedy } = telnetVerifyExplanations['SMTP-BANNER'];
      expect(code).toBe(ExitCode.ok);
      for (const part of [means, matters, ifLeft, remedy])
        expect(flat).toContain(part.replaceAll('\u2019', "'"));
      expect(flat).toContain('AXIGEN + NOD32, Interconnecting 3; AXIGEN + IMSS, Interconnecting 4.');
      expect(flat).toContain('telnet-verify: Verify the connection');
    },
  );

  test('no line is longer than the screen', async () => {
    for (const id of Object.values(explanationsByStep).flatMap((one) => Object.keys(one))) {
      const { text } = await explained(id);
      expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
    }
  });
});

test('a step: what the article says, what skipping means, its settings, its findings', async () => {
  const { code, flat } = await explained('set-behaviour');
  expect(code).toBe(ExitCode.ok);
  expect(flat).toContain('Configuring the NOD32 Behavior');
  expect(flat).toContain('What it means to skip it');
  const setting = questions.find(({ key }) => key === 'action-on-infected');
  expect(flat).toContain(`--action-on-infected: ${setting?.help}`);
});

test('what skipping means: with which scanner, where it differs; else once', async () => {
  const differs = (await explained('limit-esmtp-extensions')).flat;
  expect(differs).toMatch(/to skip it AXIGEN \+ NOD32: .* AXIGEN \+ IMSS: /);
  expect((await explained('detect-host')).flat).toMatch(
    /to skip it Nothing .*nothing to skip\. Its findings/,
  );
});

test.each([
  ['SMTP-BANER', 'Did you mean SMTP-BANNER?'],
  ['telnet-verfy', 'Did you mean telnet-verify?'],
  ['\u001bxyzzy', 'All of them: gateway-setup explain'],
])('%j is not known', async (word, next) => {
  const { code } = await explained(word);
  expect(code).toMatchObject({ exitCode: ExitCode.usage, next: expect.stringContaining(next) });
  expect(String(code)).not.toContain('\u001b');
});
