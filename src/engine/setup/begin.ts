import { stagesOf } from '../../../steps/index.js';
import { type ExitCode, UserError } from '../../errors.js';
import type { AnswerKey } from '../../model/answer-key.js';
import { noEvidence } from '../../model/probe.js';
import { isScannerId } from '../../model/scanner-id.js';
import { scannerOf } from '../../products/scanners.js';
import { installedScanner } from '../../questions/for-scanner.js';
import { mergeAnswers } from '../../questions/merge.js';
import type { GivenAnswers } from '../../questions/question.js';
import { toAnswers } from '../../questions/to-answers.js';
import { remedyOnHost } from '../../text/on-host.js';
import type { WelcomeView } from '../operator.js';
import { stands, untrustedRun } from '../run/choose-run.js';
import type { RunSummary } from '../run/journal.js';
import { gatewayOf } from '../run/paths.js';
import { readRunAnswers } from '../run/run-answers.js';
import { unconfirmed } from '../run/unconfirmed.js';
import { repeatCommand } from '../run/unfinished-undo.js';
import type { SetupOptions } from '../setup.js';
import { chosenOf, type Look, lookAt } from './look.js';
import { requirePossible } from './preflight.js';
import { quietRuns } from './quiet-runs.js';
import { requireSafeSkips } from './skips.js';

/** What the first screen has led to. */
export type Beginning =
  | {
      readonly kind: 'set-up' | 'tune';
      readonly look: Look;
      /** With those of the run that is resumed. */
      readonly given: GivenAnswers;
    }
  /** Somebody else has done what was wanted. */
  | { readonly kind: 'ended'; readonly exitCode: ExitCode };

/** Looks at the server and has the operator choose what is to be done. @throws UserError when that cannot be done. */
export async function begin(given: SetupOptions): Promise<Beginning> {
  const { host, operator, signal } = given;
  let options = given;
  for (let again = false; ; again = true) {
    const runs = await quietRuns(host, signal);
    const look = await operator.waiting('Looking at the server', () =>
      lookAt(host, chosenOf(options.given), signal),
    );
    const latest = runs.filter(({ steps }) => steps.length > 0).at(-1);
    options = { ...options, given: await withScanner(options, look, latest) };
    const standing = runs.findLast(stands);
    const offers = offersFor(options, look, { latest, standing });
    // Where something else than setting up may be wanted, what is in its way is in nobody's way yet.
    if (offers.length === 0) requireReady(options, look, options.given, { latest, standing });
    const view = welcomeView(options, look, {
      latest,
      standing,
      offers,
      unconfirmed: unconfirmed(runs),
      damaged: runs.filter(({ damage }) => damage !== undefined),
    });
    const choice = await operator.welcome(again ? { ...view, again } : view);
    if (choice === 'audit') {
      await options.elsewhere?.audit();
      continue;
    }
    if (choice === 'roll-back' && options.elsewhere !== undefined)
      return { kind: 'ended', exitCode: await options.elsewhere.rollBack() };
    const resume = choice === 'resume' || options.resume === true;
    const tune = choice === 'tune' || options.tune === true;
    const earlier = await withEarlier(options, latest, { resume, tune });
    const answers = (await options.files?.place(earlier)) ?? earlier;
    // The earlier run may have known where the scanner is.
    const told = answers.get('imss-root') === options.given.get('imss-root');
    const seen = told ? look : await lookAt(host, chosenOf(answers), signal);
    requireReady(options, seen, answers, { latest, standing });
    if (tune && !isInstalled(answers, seen)) throw nothingToTune(host.name);
    return { kind: tune ? 'tune' : 'set-up', look: seen, given: answers };
  }
}

/**
 * Everything that is shown speaks of one scanner: the one that is given, installed, or that the latest run was about, which was
 * cut short; else it is asked for before all else.
 */
async function withScanner(
  { operator, given }: SetupOptions,
  { facts }: Look,
  latest: RunSummary | undefined,
): Promise<GivenAnswers> {
  if (given.has('scanner') || installedScanner(facts) !== undefined) return given;
  const begun = latest?.state === 'unfinished' ? gatewayOf(latest.id) : undefined;
  const scanner = begun !== undefined && isScannerId(begun) ? begun : await operator.chooseScanner?.();
  return scanner === undefined ? given : new Map([...given, ['scanner', scanner] as const]);
}

type Offers = WelcomeView['offers'];

interface Earlier {
  /** The latest run of which a step stands. */
  readonly latest: RunSummary | undefined;
  /** The one that a rollback would take back. */
  readonly standing: RunSummary | undefined;
}

function offersFor(
  { operator, elsewhere, given, tune, resume }: SetupOptions,
  look: Look,
  { latest, standing }: Earlier,
): Offers {
  // Who has said what is wanted is not asked again.
  if (!operator.attended || elsewhere === undefined || tune === true || resume === true) return [];
  const installed = isInstalled(given, look);
  if (standing === undefined && !installed) return [];
  return [
    ...(latest?.state === 'unfinished' && latest.damage?.untrusted !== true ? (['resume'] as const) : []),
    'audit',
    ...(installed ? (['tune'] as const) : []),
    ...(standing === undefined || standing.damage?.rollback === 'not-from-here'
      ? []
      : (['roll-back'] as const)),
  ];
}

/** The scanner that is meant is there. */
function isInstalled(given: GivenAnswers, { facts }: Look): boolean {
  return scannerOf(toAnswers(given, facts).answers).isInstalled(facts);
}

function welcomeView(
  { host, given }: SetupOptions,
  { facts }: Look,
  {
    latest,
    standing,
    offers,
    unconfirmed,
    damaged = [],
  }: Pick<WelcomeView, 'offers' | 'unconfirmed' | 'damaged'> & Earlier,
): WelcomeView {
  const answers = toAnswers(given, facts).answers;
  const first = stagesOf(answers)[0]?.steps ?? [];
  const findings = first
    .flatMap((step) => step.assess({ facts, answers, evidence: noEvidence }))
    .map((finding) => remedyOnHost(finding, host.name));
  const { id = '', state, startedAt = '' } = latest ?? {};
  const earlier =
    state === undefined || state === 'rolled-back' ? {} : { earlierRun: { id, state, startedAt } };
  return {
    target: host.name,
    facts,
    scanner: scannerOf(answers),
    findings,
    offers,
    ...earlier,
    ...(unconfirmed === undefined || unconfirmed.length === 0 ? {} : { unconfirmed }),
    ...(standing?.undoUnfinished !== undefined ? { notAsBefore: standing } : {}),
    ...(damaged.length === 0 ? {} : { damaged }),
  };
}

/** What is in the way may be what a run that was cut short has left, or an undo: then there are two ways on. */
function requireReady({ host, skip }: SetupOptions, look: Look, given: GivenAnswers, earlier: Earlier): void {
  const { answers } = toAnswers(given, look.facts);
  try {
    requirePossible(look, answers, host.name);
  } catch (error) {
    const way = wayBack(earlier);
    if (!(error instanceof UserError) || way === undefined) throw error;
    const { message, why = '', next = '', exitCode } = error;
    throw new UserError(message, {
      why,
      next: `${next}\n${way}`,
      exitCode,
    });
  }
  requireSafeSkips(skip, look, answers);
}

function wayBack({ latest, standing }: Earlier): string | undefined {
  // What can be done then is told with the damage.
  if (standing?.damage?.rollback === 'not-from-here') return undefined;
  const again = standing === undefined ? undefined : repeatCommand(standing);
  if (standing !== undefined && again !== undefined)
    return `Or repeat the undo of the run ${standing.id}, which was cut off or did not end well: ${again}`;
  return latest?.state === 'unfinished'
    ? `Or take back what the run ${latest.id} has done, which was cut short: gateway-setup rollback`
    : undefined;
}

/** What tells who and where, and not what is in force: that is looked at on the server. */
const lasting: readonly AnswerKey[] = [
  'scanner',
  'imss-root',
  'administrator',
  'recipient',
  'sender',
  'mailbox-user',
  'axigen-generation',
];

async function withEarlier(
  { host, given, signal, readAnswers }: SetupOptions,
  latest: RunSummary | undefined,
  { resume, tune }: { readonly resume: boolean; readonly tune: boolean },
): Promise<GivenAnswers> {
  if (resume && latest?.state !== 'unfinished') throw nothingToResume(host.name);
  if (latest === undefined || readAnswers === undefined || !(resume || tune)) return given;
  if (latest.damage?.untrusted === true) throw untrustedRun(latest.id, latest.damage);
  const { text, path } = await readRunAnswers(host, latest.id, signal);
  const earlier = readAnswers(text, path);
  const counting = resume ? earlier : new Map([...earlier].filter(([key]) => lasting.includes(key)));
  return mergeAnswers(counting, given);
}

function nothingToResume(target: string): UserError {
  return new UserError(`There is no unfinished run on ${target}.`, {
    why: 'Its answers were to be taken. Nothing was changed.',
    next: 'Leave out --resume to begin anew; gateway-setup rollback --list shows the runs.',
  });
}

function nothingToTune(target: string): UserError {
  return new UserError(`The scanner is not installed on ${target}, so there is nothing to tune.`, {
    why: 'The article\u2019s Tweaking is for a scanner that is in front of AXIGEN already. Nothing was changed.',
    next: 'gateway-setup sets it up.',
  });
}
