import { describe, expect, test } from 'vitest';
import type { Answers } from '../../src/model/answers.js';
import { setBehaviour } from '../../steps/set-behaviour.js';
import {
  answers,
  fresh,
  handedOver,
  paths,
  type Server,
  scannerStarted,
  situation,
  withFiles,
  withScanner,
} from '../support/server.js';
import { changedLines, findingNamed, onlyEdit, verdicts } from '../support/steps.js';

const withConfig = (text: string) => withFiles(handedOver, { [paths.nod32Config]: text });
const global = (lines: string, smtp = '') =>
  withConfig(`[global]\n${lines}\n[smtp]\nlisten_port = 25\n${smtp}\n`);
const wish = (changed: Partial<Answers>): Answers => ({ ...answers, ...changed });
const edit = (server: Server, given: Answers) =>
  onlyEdit(setBehaviour.changes(situation(server, { answers: given })).slice(0, 1));

describe('set-behaviour', () => {
  test('nobody chose: the defaults stay, and are explained', () => {
    expect(setBehaviour.changes(situation(handedOver))).toEqual([]);
    expect(verdicts(setBehaviour, situation(handedOver))).toEqual({
      'NOD32-SCANS': 'ok',
      'NOD32-ACTION-INFECTED': 'ok',
      'NOD32-ACTION-UNCLEANABLE': 'ok',
      'NOD32-ACTION-NOTSCANNED': 'ok',
      'NOD32-QUARANTINE': 'ok',
      'NOD32-EICAR': 'not-applicable',
    });
    expect(findingNamed(setBehaviour, situation(handedOver), 'NOD32-ACTION-UNCLEANABLE').found).toMatch(
      /^not set .*footnote/,
    );
  });

  test('chosen: commented defaults are turned on in place, in one edit with one restart', () => {
    const given = wish({
      actionOnInfected: 'reject',
      actionOnUncleanable: 'discard',
      actionOnNotscanned: 'defer',
      quarantine: true,
    });
    expect(changedLines(edit(handedOver, given))).toEqual([
      '-;action_on_infected = accept',
      '-;action_on_uncleanable = accept',
      '-;action_on_notscanned = accept',
      '+action_on_infected = reject',
      '+action_on_uncleanable = discard',
      '+action_on_notscanned = defer',
      '-;quarantine = no',
      '+quarantine = yes',
    ]);
    const changes = setBehaviour.changes(situation(handedOver, { answers: given }));
    expect(changes.slice(1)).toMatchObject([
      { kind: 'service', verb: 'restart', service: { id: 'nod32d' } },
      { kind: 'service', verb: 'restart', service: { id: 'nod32smtp' } },
    ]);
    const after = withFiles(handedOver, {
      [paths.nod32Config]: changes[0]?.kind === 'edit-file' ? changes[0].after : '',
    });
    expect(setBehaviour.changes(situation(after, { answers: given }))).toEqual([]);
    expect(new Set(Object.values(verdicts(setBehaviour, situation(after, { answers: given }))))).toEqual(
      new Set(['ok', 'not-applicable']),
    );
  });

  test('nod32smtp must listen again on the port that its file gives it', () => {
    const server = global('', '');
    const changes = setBehaviour.changes(situation(server, { answers: wish({ quarantine: true }) }));
    expect(changes.at(-1)).toMatchObject({ service: { id: 'nod32smtp' }, readyPort: 25 });
  });

  test('what is overridden in [smtp] is edited there, quotes kept', () => {
    const server = global('action_on_infected = accept', 'action_on_infected = "accept"');
    expect(changedLines(edit(server, wish({ actionOnInfected: 'reject' })))).toEqual([
      '-action_on_infected = "accept"',
      '+action_on_infected = "reject"',
    ]);
  });

  test('what stands nowhere is added to [global]', () => {
    expect(Buffer.from(edit(global('num_thr = 4'), wish({ quarantine: false })).after).toString()).toContain(
      '[global]\nnum_thr = 4\nquarantine = no\n[smtp]',
    );
  });

  test.each([
    ['action_on_infected = reject', {}, 'ok', /^reject in \[global\]: it is refused/],
    ['action_on_infected = delete', {}, 'risk', /none of accept, defer, discard, reject/],
    ['action_on_infected = reject\naction_on_infected = defer', {}, 'risk', /more than once/],
    ['action_on_infected = reject ; or not', {}, 'risk', /comment/],
    ['action_on_infected = delete', { actionOnInfected: 'accept' }, 'drift', /^delete/],
    [
      'action_on_infected = reject\naction_on_infected = defer',
      { actionOnInfected: 'defer' },
      'drift',
      /reject/,
    ],
    [
      'action_on_infected = defer\naction_on_infected = reject',
      { actionOnInfected: 'defer' },
      'drift',
      /defer/,
    ],
    ['action_on_infected = defer', { actionOnInfected: 'defer' }, 'ok', /^defer/],
    // What is commented out may be a default, or somebody's earlier choice.
    [';action_on_infected = defer', { actionOnInfected: 'defer' }, 'drift', /^not set/],
    ['action_on_infected = a ; b', { actionOnInfected: 'defer' }, 'risk', /comment/],
  ] as const)('%j, wished %j: %s', (lines, changed, verdict, found) => {
    const given = situation(global(lines), { answers: wish(changed) });
    const finding = findingNamed(setBehaviour, given, 'NOD32-ACTION-INFECTED');
    expect(finding).toMatchObject({ verdict, found: expect.stringMatching(found), aspect: 'configured' });
    expect(setBehaviour.changes(given).length > 0).toBe(verdict === 'drift');
  });

  test.each([
    ['av_enabled = no', 'risk', /av_enabled = no in \[global\]/],
    ['av_enabled = yes', 'ok', /nothing/],
    ['action_on_processed = discard', 'risk', /action_on_processed = discard/],
    ['user_config = "nod32smtp_spec.cfg"', 'ok', /nod32smtp_spec\.cfg .*exceptions/],
  ])('whether mail is scanned at all, %s: %s', (line, verdict, found) => {
    const finding = findingNamed(setBehaviour, situation(global(line)), 'NOD32-SCANS');
    expect(finding).toMatchObject({ verdict, found: expect.stringMatching(found) });
  });

  test('without nod32.cfg there is nothing to change', () => {
    expect(setBehaviour.changes(situation(fresh, { answers: wish({ quarantine: true }) }))).toEqual([]);
    expect(verdicts(setBehaviour, situation(fresh))).toMatchObject({ 'NOD32-ACTION-INFECTED': 'drift' });
  });
});

describe('set-behaviour, the EICAR test file', () => {
  const agreed = wish({ eicarTest: true });
  const { recipient: _, ...nobody } = agreed;

  test.each([
    ['agreed', handedOver, agreed, 1],
    ['not agreed', handedOver, answers, 0],
    ['no mailbox', handedOver, nobody, 0],
    ['AXIGEN still has port 25', scannerStarted, agreed, 0],
  ])('%s: probes %#', (_name, server, given, count) => {
    expect(setBehaviour.probes?.(situation(server, { answers: given }))).toHaveLength(count);
  });

  test.each([
    ['not agreed', handedOver, answers, 'not-applicable'],
    ['AXIGEN still has port 25', withScanner, agreed, 'not-applicable'],
    ['no mailbox', handedOver, nobody, 'unknown'],
    ['not sent yet', handedOver, agreed, 'unknown'],
  ])('%s', (_name, server, given, verdict) => {
    expect(findingNamed(setBehaviour, situation(server, { answers: given }), 'NOD32-EICAR').verdict).toBe(
      verdict,
    );
  });
});
