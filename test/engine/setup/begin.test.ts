import { describe, expect, test } from 'vitest';
import { parseAnswersFile } from '../../../src/cli/answers-file.js';
import type { AnswerRequest, Operator, WelcomeChoice, WelcomeView } from '../../../src/engine/operator.js';
import { type SetupOptions, setUp } from '../../../src/engine/setup.js';
import { Cancelled, ExitCode } from '../../../src/errors.js';
import type { AnswerKey, GivenAnswers } from '../../../src/questions/question.js';
import { plainPaint } from '../../../src/report/human/paint.js';
import { welcomeLines } from '../../../src/report/human/welcome.js';
import { scriptedOperator } from '../../support/operator.js';
import { fresh, type Server, scannerStarted } from '../../support/server.js';
import { type StandingRun, surveyedHost } from '../../support/surveyed-host.js';

const unfinished: StandingRun = {
  id: '2006-07-04T100000Z-nod32',
  finished: false,
  answers: 'recipient = old@example.test\nmax-connections = 300\nlicense = /root/media/nod32.lic\n',
};

const planted: StandingRun = {
  ...unfinished,
  told: [
    '!untrusted /x belongs to the user with the number 7; to mend that: chown root /x',
    '!mark 001.begun',
  ],
};

interface Trial {
  readonly server: Server;
  readonly runs?: readonly StandingRun[];
  readonly choices?: readonly WelcomeChoice[];
  readonly options?: Partial<SetupOptions>;
  readonly held?: readonly string[];
}

/** Goes as far as the questions: what is asked there is what the first screen has led to. */
async function begun({ server, runs = [], choices = ['set-up'], options = {}, held = [] }: Trial) {
  const views: WelcomeView[] = [];
  const asked: AnswerRequest[] = [];
  const elsewhere: string[] = [];
  const left = [...choices];
  const operator: Operator = {
    ...scriptedOperator().operator,
    welcome: async (view) => {
      views.push(view);
      return left.shift() ?? 'set-up';
    },
    answer: async (request) => {
      asked.push(request);
      throw new Cancelled();
    },
    ...options.operator,
  };
  const result = await setUp({
    host: surveyedHost(server, runs, held),
    given: new Map(),
    skip: new Set(),
    signal: new AbortController().signal,
    version: '0',
    startedBy: 'a test',
    readAnswers: parseAnswersFile,
    elsewhere: {
      audit: async () => void elsewhere.push('audit'),
      rollBack: async () => {
        elsewhere.push('roll-back');
        return ExitCode.cancelled;
      },
    },
    ...options,
    operator,
  }).catch((error: unknown) => error);
  return { views, asked, elsewhere, result, given: Object.fromEntries(asked[0]?.given ?? []) };
}

const offers = async (trial: Trial) => (await begun(trial)).views[0]?.offers;
const answered = (...entries: readonly (readonly [AnswerKey, string])[]): GivenAnswers => new Map(entries);

describe('what the first screen offers', () => {
  test('on a fresh server nothing but to begin', async () => {
    expect(await offers({ server: fresh })).toEqual([]);
  });

  test('where a scanner stands that somebody else has set up', async () => {
    expect(await offers({ server: scannerStarted })).toEqual(['audit', 'tune']);
  });

  test('where a run stands, finished or not', async () => {
    const finished = { ...unfinished, finished: true };
    expect(await offers({ server: scannerStarted, runs: [finished] })).toEqual([
      'audit',
      'tune',
      'roll-back',
    ]);
    const { views } = await begun({ server: fresh, runs: [unfinished] });
    expect(views[0]).toMatchObject({
      offers: ['resume', 'audit', 'roll-back'],
      earlierRun: { id: unfinished.id, state: 'unfinished', startedAt: '2006-07-04T10:00:00.000Z' },
    });
  });

  test('where a run is taken back, but not well: to run its undo once more, and it is said', async () => {
    const { views } = await begun({ server: scannerStarted, runs: [{ ...unfinished, notAsBefore: true }] });
    expect(views[0]).toMatchObject({
      offers: ['audit', 'tune', 'roll-back'],
      notAsBefore: { id: unfinished.id },
    });
    const text = views
      .flatMap((view) => welcomeLines(view, plainPaint))
      .join(' ')
      .replace(/ +/g, ' ');
    expect(text).toContain(
      `that did not end well: something was not as before. Once more: gateway-setup rollback --host mail.example.test --run ${unfinished.id}`,
    );
    expect(text).not.toContain('It was not set up by gateway-setup');
  });

  test('not to go on with a run in whose folder somebody else could have written; that is said', async () => {
    const { views } = await begun({ server: fresh, runs: [planted] });
    expect(views[0]?.offers).toEqual(['audit']);
    expect(views[0]?.damaged).toMatchObject([{ id: planted.id, damage: { untrusted: true } }]);
  });

  test('to a script nothing, and to who has said already what is wanted', async () => {
    const script = { ...scriptedOperator({ attended: false }).operator };
    expect(
      await offers({ server: scannerStarted, options: { operator: { ...script, answer: leave } } }),
    ).toBeUndefined();
    expect(await offers({ server: scannerStarted, options: { tune: true } })).toEqual([]);
  });
});

const leave = async (): Promise<never> => {
  throw new Cancelled();
};

test.each([
  ['whose run waits for an answer', [unfinished]],
  ['who has not begun a run yet', []],
])('somebody is at work there, %s: that is said before anything is shown or asked', async (_who, runs) => {
  const held = [
    'bob on laptop, process 3, since 2006-07-04T10:00:00.500Z',
    'laptop x',
    'b p',
    '3 4',
    'at 2 9 b 1',
  ];
  const { views, asked, result } = await begun({ server: fresh, runs, held });
  expect([views, asked]).toEqual([[], []]);
  expect(result).toMatchObject({
    message: expect.stringMatching(
      /is being worked on: bob on laptop \(process 3 there\), since 2006-07-04 10:00:00 UTC\.$/,
    ),
    next: expect.stringMatching(/There: kill 9$/),
  });
});

describe('what is chosen is done', () => {
  test('audit, then the choice again, with what is there then, below what the audit said', async () => {
    const { elsewhere, views, asked } = await begun({
      server: scannerStarted,
      choices: ['audit', 'audit', 'set-up'],
    });
    expect(elsewhere).toEqual(['audit', 'audit']);
    expect(views.map(({ again }) => again)).toEqual([undefined, true, true]);
    expect(asked).toHaveLength(1);
  });

  test('roll back ends as the rollback ends', async () => {
    const { elsewhere, result, asked } = await begun({
      server: fresh,
      runs: [unfinished],
      choices: ['roll-back'],
    });
    expect([elsewhere, result, asked]).toEqual([['roll-back'], ExitCode.cancelled, []]);
  });

  test('resume takes the answers of that run, but flags count for more', async () => {
    const { given } = await begun({
      server: fresh,
      runs: [unfinished],
      choices: ['resume'],
      options: { given: answered(['recipient', 'new@example.test']) },
    });
    expect(given).toEqual({
      recipient: 'new@example.test',
      'max-connections': '300',
      license: '/root/media/nod32.lic',
      scanner: 'nod32',
    });
  });

  test('going on with setup takes none of them but the scanner that it was about', async () => {
    expect((await begun({ server: fresh, runs: [unfinished] })).given).toEqual({ scanner: 'nod32' });
  });

  test('tune takes who and where, not what was in force then; the mailbox is not asked', async () => {
    const { given, asked } = await begun({
      server: scannerStarted,
      runs: [{ ...unfinished, finished: true }],
      choices: ['tune'],
    });
    expect(given).toEqual({ recipient: 'old@example.test' });
    expect([...(asked[0]?.notNeeded ?? [])]).toEqual(['recipient', 'mailbox-password']);
  });
});

describe('what cannot be done is said before any question', () => {
  test.each<readonly [string, Trial, RegExp]>([
    [
      '--resume without a run',
      { server: fresh, options: { resume: true } },
      /^There is no unfinished run on /,
    ],
    [
      '--resume of a finished one',
      { server: fresh, runs: [{ ...unfinished, finished: true }], options: { resume: true } },
      /^There is no unfinished run on /,
    ],
    [
      '--resume of one in whose folder somebody else could have written',
      { server: fresh, runs: [planted], options: { resume: true } },
      /^What lies there of the run \S+ cannot be trusted: \/x belongs to the user with the number 7/,
    ],
    [
      '--resume of one whose answers are gone',
      { server: fresh, runs: [{ ...unfinished, answers: '' }], options: { resume: true } },
      /^The answers of the run .* cannot be read: it is empty/,
    ],
    [
      '--resume of one whose answers are no text any more',
      { server: fresh, runs: [{ ...unfinished, answers: '\0\0\0' }], options: { resume: true } },
      /answers\.ini/,
    ],
    [
      '--tune without a scanner',
      { server: fresh, options: { tune: true } },
      /^The scanner is not installed on /,
    ],
  ])('%s', async (_what, trial, message) => {
    const { result, asked } = await begun(trial);
    expect(result).toMatchObject({ message: expect.stringMatching(message) });
    expect(asked).toEqual([]);
  });

  test('what is in the way after a run that was cut short: there are two ways on', async () => {
    const server = { ...fresh, ps: fresh.ps.replaceAll(/^.*axigen.*\n/gm, '') };
    const first = await begun({ server });
    expect(first.result).toMatchObject({ next: expect.not.stringContaining('rollback') });
    const again = await begun({ server, runs: [unfinished], options: { resume: true } });
    expect(again.result).toMatchObject({
      message: expect.stringContaining('AXIGEN-RUNNING'),
      next: expect.stringMatching(
        /^Start it with .*\nOr take back what the run \S+-nod32 has done, .*: gateway-setup rollback$/,
      ),
    });
  });

  test('where no rollback would touch the run, none is named', async () => {
    const server = { ...fresh, ps: fresh.ps.replaceAll(/^.*axigen.*\n/gm, '') };
    const told = ['!untrusted /X/undo.sh is a symbolic link'];
    for (const how of [{}, { notAsBefore: true }] as const) {
      const { result } = await begun({
        server,
        runs: [{ ...unfinished, ...how, told }],
        options: { tune: true },
      });
      expect(result).toMatchObject({ next: expect.not.stringContaining('gateway-setup rollback') });
    }
  });

  test('what is in the way after an undo that did not end well: it can be repeated', async () => {
    const server = { ...fresh, ps: fresh.ps.replaceAll(/^.*axigen.*\n/gm, '') };
    const { result } = await begun({
      server,
      runs: [{ ...unfinished, notAsBefore: true }],
      options: { tune: true },
    });
    expect(result).toMatchObject({
      message: expect.stringContaining('AXIGEN-RUNNING'),
      next: expect.stringMatching(
        /^Start it with .*\nOr repeat the undo of the run \S+-nod32, .*: gateway-setup rollback --run \S+-nod32$/,
      ),
    });
  });
});
