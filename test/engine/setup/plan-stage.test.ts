import { describe, expect, test } from 'vitest';
import { withEdits } from '../../../src/engine/setup/look.js';
import { planStage } from '../../../src/engine/setup/plan-stage.js';
import { ExitCode, UserError } from '../../../src/errors.js';
import type { Change } from '../../../src/model/change.js';
import { noEvidence } from '../../../src/model/probe.js';
import { stagesOf } from '../../../steps/index.js';
import { edit } from '../../support/changes.js';
import {
  answers,
  fresh,
  installed,
  look,
  netstat,
  paths,
  scannerStarted,
  withFiles,
} from '../../support/server.js';

const handover = stagesOf(answers).find((stage) => stage.handover)?.steps ?? [];
const plan = (server: typeof fresh) =>
  planStage(handover, look(server), answers, noEvidence).map(({ step, changes }) => [
    step.id,
    changes.map((change) => (change.kind === 'edit-file' ? change.path : change.kind)),
  ]);

describe('planStage', () => {
  test('the handover, whole', () => {
    expect(plan(scannerStarted)).toEqual([
      ['close-open-relay', [paths.policy]],
      ['limit-esmtp-extensions', [paths.axigenConfig]],
      ['move-axigen-listener', [paths.axigenConfig]],
      ['configure-scanner', [paths.nod32Config]],
      ['restart-scanner', ['service', 'service']],
    ]);
  });

  test('files to which links lead are edited where they lie, and each edit builds on the one before it', () => {
    const linked = (path: string, text: string | undefined) => {
      const bytes = Buffer.from(text ?? '');
      return { [path]: { bytes, size: bytes.length, link: true, real: `/srv${path}` } };
    };
    const server = withFiles(scannerStarted, {
      ...linked(paths.axigenConfig, installed.axigenConfig),
      ...linked(paths.nod32Config, installed.nod32Config),
    });
    const edits = planStage(handover, look(server), answers, noEvidence)
      .flatMap(({ changes }) => changes)
      .filter((change) => change.kind === 'edit-file');
    expect(edits.map(({ path, via }) => [path, via])).toEqual([
      [paths.policy, undefined],
      [`/srv${paths.axigenConfig}`, paths.axigenConfig],
      [`/srv${paths.axigenConfig}`, paths.axigenConfig],
      [`/srv${paths.nod32Config}`, paths.nod32Config],
    ]);
    expect(edits[2]?.before).toEqual(edits[1]?.after);
    // What was edited is known as what the steps call it: the scanner is restarted once for it.
    expect(plan(server).at(-1)).toEqual(plan(scannerStarted).at(-1));
  });

  test('the second edit of a file begins with what the first one leaves, and keeps it', () => {
    const edits = planStage(handover, look(scannerStarted), answers, noEvidence)
      .flatMap(({ changes }) => changes)
      .filter((change) => change.kind === 'edit-file' && change.path === paths.axigenConfig);
    const [first, second] = edits;
    if (first?.kind !== 'edit-file' || second?.kind !== 'edit-file') throw new Error('two edits');
    expect(Buffer.compare(first.after, second.before)).toBe(0);
    expect(Buffer.from(second.after).toString()).toContain('priority = 501');
    expect(Buffer.from(second.after).toString()).toContain('address = 127.0.0.1:2525');
  });

  test('a scanner that has port 25 already is restarted when, and only when, its file is edited', () => {
    const wrongBackend = installed.nod32Config
      .replace('listen_addr = "localhost"', 'listen_addr = "0.0.0.0"')
      .replace('listen_port = 2526', 'listen_port = 25');
    const server = {
      ...scannerStarted,
      netstat: netstat(['127.0.0.1:26', 'axigen'], ['0.0.0.0:25', 'nod32smtp']),
    };
    const services = (text: string) => plan(withFiles(server, { [paths.nod32Config]: text })).at(-1)?.[1];
    expect(services(wrongBackend)).toEqual([]);
    expect(services(wrongBackend.replace('server_port = 2525', 'server_port = 26'))).toEqual([
      'service',
      'service',
    ]);
  });

  test('a file that is not understood ends it with its place and exit code 3', () => {
    const server = withFiles(scannerStarted, { [paths.nod32Config]: '[smtp]\nlisten_port = 26 ; x\n' });
    expect(() => plan(server)).toThrow(UserError);
    expect(() => plan(server)).toThrow(expect.objectContaining({ exitCode: ExitCode.couldNotLook }));
  });
});

describe('withEdits', () => {
  const seen = look(fresh);
  test('only the edited file differs, and what was parsed from it', () => {
    const changes: readonly Change[] = [edit(paths.policy, { after: Buffer.from('event onEhlo {\n}\n') })];
    const { facts } = withEdits(seen, changes, answers);
    expect(facts.axigen.policy).toMatchObject({ state: 'present', value: { relayRules: [] } });
    expect(facts.axigen.configFile).toEqual(seen.facts.axigen.configFile);
    expect(facts.listening).toEqual(seen.facts.listening);
  });
  test('without edits it is the same look', () => {
    expect(withEdits(seen, [], answers)).toBe(seen);
  });
  test('an edit of a file that is not there makes none', () => {
    const { facts } = withEdits(seen, [edit(paths.nod32Config)], answers);
    expect(facts.nod32.configFile).toEqual({ state: 'absent' });
  });
});
