import { describe, expect, test } from 'vitest';
import { planStage } from '../../src/engine/setup/plan-stage.js';
import type { AxigenOperation } from '../../src/model/axigen-operation.js';
import type { Change } from '../../src/model/change.js';
import type { AxigenCliEvidence } from '../../src/model/probe.js';
import { configureAxigen } from '../../steps/configure-axigen.js';
import { stagesOf } from '../../steps/index.js';
import { answers, fresh, look, paths, scannerStarted, situation, withFiles } from '../support/server.js';

const text = `Server {
  smtpIncoming = {
    listeners = ( { address = 0.0.0.0:25 } )
    clients = ( { priority = 7 patternIn = a } )
  }
}
`;
const moved = text.replace('0.0.0.0:25', '127.0.0.1:2525');
const contents = (change: Change | undefined, which: 'before' | 'after') =>
  change?.kind === 'edit-file' || change?.kind === 'configure-axigen'
    ? Buffer.from(change[which]).toString('latin1')
    : undefined;
const server = withFiles(fresh, { [paths.axigenConfig]: text });
const running = (address = '0.0.0.0:25'): AxigenCliEvidence => ({
  kind: 'offered',
  missing: [],
  listeners: [{ address, settings: new Map() }],
  clients: [{ settings: new Map([['priority', '7']]) }],
});
const move: AxigenOperation = {
  kind: 'change-listener',
  index: 0,
  address: '0.0.0.0:25',
  newAddress: '127.0.0.1:2525',
  settings: [],
};
const through = (
  axigenDriver: typeof answers.axigenDriver,
  operations: readonly AxigenOperation[],
  axigenCli?: AxigenCliEvidence,
  edited?: ReadonlySet<string>,
) =>
  configureAxigen(
    {
      ...situation(server),
      answers: { ...answers, axigenDriver },
      evidence: { banners: new Map(), ...(axigenCli === undefined ? {} : { axigenCli }) },
      ...(edited === undefined ? {} : { edited }),
    },
    'Move it',
    operations,
  );

describe('by the driver', () => {
  const atLink = (link: boolean, axigenDriver: typeof answers.axigenDriver) => {
    const bytes = Buffer.from(text);
    const linked = { bytes, size: bytes.length, link, real: '/srv/axigen.cfg' };
    const seen = situation(withFiles(server, { [paths.axigenConfig]: linked }));
    const evidence = { banners: new Map(), axigenCli: running() };
    return configureAxigen({ ...seen, answers: { ...answers, axigenDriver }, evidence }, 'Move it', [move]);
  };

  test.each(['cli', 'guided', 'auto'] as const)(
    '%s: a link that AXIGEN might cut is refused, with the way out',
    (driver) => {
      expect(() => atLink(true, driver)).toThrow(
        expect.objectContaining({ next: expect.stringContaining('--axigen-driver file') }),
      );
    },
  );

  test('the file, or only a folder on the way is a link: changed where it lies', () => {
    const names = { path: '/srv/axigen.cfg', via: paths.axigenConfig };
    expect(atLink(true, 'file')[0]).toMatchObject({ kind: 'edit-file', ...names });
    expect(atLink(false, 'cli')[0]).toMatchObject({ kind: 'configure-axigen', ...names });
  });

  test('the file: an edit, with AXIGEN stopped', () => {
    const [change, ...more] = through('file', [move]);
    expect(more).toEqual([]);
    expect(change).toMatchObject({
      kind: 'edit-file',
      summary: 'Move it',
      whileStopped: true,
      readyPort: 2525,
    });
    expect(contents(change, 'after')).toBe(moved);
  });

  test.each([
    ['cli', 'cli', running()],
    ['auto', 'cli', running()],
    ['guided', 'operator', undefined],
  ] as const)('%s: AXIGEN makes the change, and the file as it shall be is known', (driver, by, cli) => {
    const [change] = through(driver, [move], cli);
    expect(change).toEqual({
      kind: 'configure-axigen',
      by,
      summary: 'Move it',
      path: paths.axigenConfig,
      before: expect.anything(),
      after: expect.anything(),
      operations: [move],
      readers: [expect.objectContaining({ id: 'axigen' })],
      readyPort: 2525,
    });
    expect([contents(change, 'before'), contents(change, 'after')]).toEqual([text, moved]);
  });

  test.each([
    ['by its command line AXIGEN itself tells what runs', 'cli', running(), []],
    ['by hand nobody can, so a restart shows that it was saved', 'guided', undefined, ['restart']],
    ['but for who is given the password', 'guided', running(), []],
  ] as const)('%s', (_name, driver, cli, expected) => {
    const [, ...more] = through(driver, [move], cli);
    expect(more.map((one) => (one.kind === 'service' ? one.verb : one.kind))).toEqual(expected);
  });

  test('a rename to the name that it has is nothing to do; what else there is, is', () => {
    const same: AxigenOperation = { ...move, newAddress: '0.0.0.0:25', settings: [['enable', 'yes']] };
    const idle: AxigenOperation = { ...same, settings: [] };
    const client: AxigenOperation = { kind: 'change-client', index: 0, priority: '7', settings: [] };
    expect(through('guided', [idle, client])).toEqual([]);
    const { newAddress: _unneeded, ...kept } = { ...same, newAddress: '' };
    expect(through('guided', [same, client])[0]).toMatchObject({ operations: [kept] });
    expect(through('guided', [same])[0]).not.toHaveProperty('operations.0.newAddress');
  });
});

describe('what runs is not what the file says', () => {
  test('AXIGEN is restarted first: what it would save has in it what nobody has looked at', () => {
    expect(through('cli', [move], running('10.0.0.1:25')).map(({ kind }) => kind)).toEqual([
      'service',
      'configure-axigen',
    ]);
  });

  test('not where a step before has changed the file in the same stage: it is read as it will be', () => {
    const edited = new Set<string>([paths.axigenConfig]);
    expect(through('cli', [move], running('10.0.0.1:25'), edited)).toMatchObject([
      { kind: 'configure-axigen' },
    ]);
  });

  test('the file driver stops AXIGEN anyway', () => {
    expect(through('file', [move], running('10.0.0.1:25'))).toMatchObject([{ kind: 'edit-file' }]);
  });
});

test('in a stage each change begins with what the one before it aims at', () => {
  const handover = stagesOf(answers).find((stage) => stage.handover)?.steps ?? [];
  const guided = { ...answers, axigenDriver: 'guided' } as const;
  const planned = planStage(handover, look(scannerStarted), guided, { banners: new Map() });
  const live = planned.flatMap(({ changes }) => changes).filter((one) => one.kind === 'configure-axigen');
  expect(live.map(({ operations }) => operations.map(({ kind }) => kind))).toEqual([
    ['add-client'],
    ['change-listener'],
  ]);
  expect(live[1]?.before).toEqual(live[0]?.after);
});
