import { describe, expect, test } from 'vitest';
import type { AxigenCliEvidence } from '../../../src/model/probe.js';
import { chooseDriver, driverSentence } from '../../../src/products/axigen/driver.js';

const offered: AxigenCliEvidence = { kind: 'offered', missing: [], listeners: [] };
const lacking: AxigenCliEvidence = { ...offered, missing: ['ADD Client', 'SAVE CONFIG'] };
const refused: AxigenCliEvidence = { kind: 'not-usable', reason: 'the password is wrong', answers: true };

describe('auto', () => {
  test.each([
    ['nobody asked', undefined, 'file', /no password of admin was given/],
    ['it cannot be used', refused, 'file', /^the password is wrong$/],
    ['something is missing', lacking, 'file', /does not offer ADD Client, SAVE CONFIG/],
    ['all is offered', offered, 'cli', /answers and offers/],
  ] as const)('%s: %s', (_name, axigenCli, driver, because) => {
    const choice = chooseDriver({ axigenDriver: 'auto' }, axigenCli === undefined ? {} : { axigenCli });
    expect(choice).toEqual({ driver, because: expect.stringMatching(because) });
  });
});

describe('the operator\u2019s word', () => {
  test.each(['file', 'guided'] as const)('%s counts, whatever the command line offers', (axigenDriver) => {
    for (const axigenCli of [offered, refused]) {
      expect(chooseDriver({ axigenDriver }, { axigenCli })).toEqual({
        driver: axigenDriver,
        because: 'it was chosen',
      });
    }
  });

  test.each([
    ['nobody has asked yet', undefined, undefined],
    ['it can be used', offered, undefined],
    ['it cannot', refused, 'the password is wrong'],
    ['something is missing', lacking, 'AXIGEN\u2019s command line does not offer ADD Client, SAVE CONFIG'],
  ] as const)('cli, and %s: never another one instead', (_name, axigenCli, problem) => {
    const choice = chooseDriver({ axigenDriver: 'cli' }, axigenCli === undefined ? {} : { axigenCli });
    expect(choice.driver).toBe('cli');
    expect(choice.problem).toBe(problem);
  });
});

test('in words', () => {
  const choose = (axigenDriver: 'auto' | 'cli' | 'guided', axigenCli: AxigenCliEvidence) =>
    driverSentence(chooseDriver({ axigenDriver }, { axigenCli }));
  expect(choose('auto', offered)).toBe(
    'AXIGEN is configured through its command line: it answers and offers all that is needed.',
  );
  expect(choose('auto', refused)).toBe(
    'AXIGEN is configured through its file axigen.cfg: the password is wrong.',
  );
  expect(choose('cli', refused)).toBe(
    'AXIGEN cannot be configured through its command line: the password is wrong.',
  );
  expect(choose('guided', offered)).toBe('AXIGEN is configured through WebAdmin, by hand: it was chosen.');
});
