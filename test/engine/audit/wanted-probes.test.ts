import { describe, expect, test } from 'vitest';
import { type Wishes, wantedProbes } from '../../../src/engine/audit/wanted-probes.js';
import { noEvidence, type Probe } from '../../../src/model/probe.js';
import type { Situation, Step } from '../../../src/model/step.js';
import { nod32Article } from '../../../steps/passages.js';
import { answers, hostFacts } from '../../wizard/fixture.js';

const situation = (changed: Partial<Situation> = {}): Situation => ({
  facts: hostFacts(),
  answers,
  evidence: noEvidence,
  ...changed,
});
const { recipient: _, ...nobody } = answers;

const asking = (...probes: readonly Probe[]): Step => ({
  id: 'telnet-verify',
  title: 'A step that asks',
  passage: nod32Article('Interconnecting 3'),
  says: '',
  skipMeans: '',
  assess: () => [],
  changes: () => [],
  probes: () => probes,
});

const nothing: Wishes = { sendTestMail: false, axigenCli: false };
const everything: Wishes = { sendTestMail: true, axigenCli: true };
const all = asking(
  { kind: 'banner', port: 25, expect: 220 },
  { kind: 'ehlo', port: 25 },
  { kind: 'relay', port: 25 },
  { kind: 'local-delivery', port: 25 },
  { kind: 'auth-relay', port: 25 },
  { kind: 'axigen-cli' },
  { kind: 'test-mail', port: 25 },
  { kind: 'eicar', port: 25 },
);

describe('the probes of an audit', () => {
  test.each<readonly [string, Wishes, Situation, string]>([
    ['nothing is wished for', nothing, situation(), 'banner ehlo relay local-delivery auth-relay'],
    [
      'everything is wished for, but the EICAR file not agreed to',
      everything,
      situation(),
      'banner ehlo relay local-delivery auth-relay axigen-cli test-mail',
    ],
    [
      'everything is wished for and agreed to',
      everything,
      situation({ answers: { ...answers, eicarTest: true } }),
      'banner ehlo relay local-delivery auth-relay axigen-cli test-mail eicar',
    ],
    [
      'the EICAR file is agreed to, but no message wished for',
      nothing,
      situation({ answers: { ...answers, eicarTest: true } }),
      'banner ehlo relay local-delivery auth-relay',
    ],
    [
      'nobody is named who could get a message',
      everything,
      situation({ answers: { ...nobody, eicarTest: true } }),
      'banner ehlo relay auth-relay axigen-cli',
    ],
  ])('%s', (_name, wishes, seen, kinds) => {
    expect(
      wantedProbes([all], seen, wishes)
        .map(({ kind }) => kind)
        .join(' '),
    ).toBe(kinds);
  });

  test('each is made once, however many steps ask for it', () => {
    const twice = [
      all,
      asking({ kind: 'banner', port: 25, expect: 220 }, { kind: 'banner', port: 2526, expect: 421 }),
    ];
    const banners = wantedProbes(twice, situation(), nothing).filter(({ kind }) => kind === 'banner');
    expect(banners).toHaveLength(2);
  });

  test('looks from outside are as many as they look at', () => {
    const looks = ['banner', 'ehlo', 'relay', 'banner'] as const;
    const probes = looks.map((look) => ({ kind: 'outside', look, port: 25 }) as const);
    const reach = [2525, 7000, 2525].map((port) => ({ kind: 'outside', look: 'reach', port }) as const);
    const wanted = wantedProbes([asking(...probes, ...reach)], situation(), nothing);
    expect(wanted).toEqual([...probes.slice(0, 3), ...reach.slice(0, 2)]);
  });

  test.each<readonly [string, Situation, string]>([
    [
      'an administrator',
      situation({ answers: { ...nobody, administrator: 'a@example.com' } }),
      'console administrator',
    ],
    ['a recipient alone', situation(), 'console administrator'],
    ['nobody', situation({ answers: nobody }), 'console'],
  ])('of IMSS, with %s: what only asks, and never a walk through forms', (_name, seen, kinds) => {
    const step = asking(
      { kind: 'console', port: 8445 },
      { kind: 'administrator', port: 25 },
      { kind: 'notifications' },
    );
    const wanted = wantedProbes([step], seen, { sendTestMail: true, axigenCli: false });
    expect(wanted.map(({ kind }) => kind).join(' ')).toBe(kinds);
  });

  test('the command line is asked where its password was given, whatever the steps ask', () => {
    expect(wantedProbes([asking()], situation(), everything)).toEqual([{ kind: 'axigen-cli' }]);
  });
});
