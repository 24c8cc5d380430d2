import { randomBytes } from 'node:crypto';
import type { Host } from '../../host/host.js';
import { sh } from '../../host/shell.js';
import type { SurveyAnswers } from '../../host/survey/answers.js';
import type { SurveyRequest } from '../../host/survey/request.js';
import { takeSurvey } from '../../host/survey/take.js';
import { readInstalled, readManager } from '../../products/host/packages.js';
import type { HostFacts } from '../../products/host-facts.js';
import { readHostFacts } from '../../products/read-facts.js';
import { surveyRequests } from '../../products/requests.js';
import { journalsId, journalsRequest, readJournals } from '../run/list-runs.js';
import { unconfirmed } from '../run/unconfirmed.js';
import type { Chosen } from '../setup/look.js';
import type { History } from './audit-report.js';
import { deviations } from './deviations.js';
import { type JournaledFile, journaledFilesRequest, readJournaledFiles } from './journaled-files.js';
import { readWaivers, type WaiversRead, waiversFile } from './waivers.js';

/** All that an audit reads of the target, from one invocation of its shell. */
export interface AuditLook {
  readonly facts: HostFacts;
  readonly waivers: WaiversRead;
  /** By the target's calendar, `2026-11-22`; undefined when it did not tell. */
  readonly today: string | undefined;
  readonly history: History;
}

/** @throws UserError when the target could not be surveyed. */
export async function lookOnce(
  host: Host,
  chosen: Pick<Chosen, 'imssRoot'>,
  signal: AbortSignal,
): Promise<AuditLook> {
  const mark = `@gs-${randomBytes(12).toString('hex')}`;
  const requests: readonly SurveyRequest[] = [
    // The files that setup would be given are no concern of an audit.
    ...surveyRequests(chosen),
    { kind: 'file', path: waiversFile, contents: true },
    { kind: 'command', id: 'today', script: sh`date +%Y-%m-%d` },
    journalsRequest(),
    journaledFilesRequest(mark),
  ];
  const survey = await takeSurvey(host, requests, signal);
  const facts = readHostFacts(survey, chosen);
  return {
    facts,
    waivers: readWaivers(survey.file(waiversFile)),
    today: todayOf(survey),
    history: historyOf(survey, facts, mark),
  };
}

function todayOf(survey: SurveyAnswers): string | undefined {
  const told = survey.command('today');
  const text = told.state === 'present' ? Buffer.from(told.value.output).toString('latin1').trim() : '';
  return /^\d{4}-\d\d-\d\d$/.test(text) ? text : undefined;
}

function historyOf(survey: SurveyAnswers, { processes }: HostFacts, mark: string): History {
  const runs = readJournals(survey.command(journalsId));
  const files = readJournaledFiles((id) => survey.command(id), mark);
  if (runs.state !== 'present')
    return { state: 'unreadable', reason: runs.state === 'absent' ? 'no answer' : runs.reason };
  if (files.state !== 'present')
    return { state: 'unreadable', reason: files.state === 'absent' ? 'no answer' : files.reason };
  const summaries = runs.value.map(({ summary }) => summary);
  const last = summaries.filter(({ steps }) => steps.length > 0).at(-1);
  const busy =
    summaries.find(({ atWork }) => atWork !== undefined) ??
    summaries.find(({ workedOn }) => workedOn !== undefined);
  const open = unconfirmed(summaries);
  // Of one below a run that stands somebody has gone on.
  const notAsBefore = summaries.filter(
    ({ undoUnfinished }) => undoUnfinished !== undefined && undoUnfinished.under === undefined,
  );
  const damaged = summaries.filter((one) => one.damage !== undefined);
  // Whoever could write in its folder may have had it name any file.
  const trusted = runs.value.filter(({ summary }) => summary.damage?.untrusted !== true);
  const isTrusted = ({ run }: JournaledFile) => trusted.some(({ summary }) => summary.id === run);
  const compared = files.value.filter(isTrusted);
  const untold = uncompared(compared);
  return {
    state: 'read',
    ...(last === undefined ? {} : { last }),
    ...(busy === undefined ? {} : { busy }),
    ...(open.length === 0 ? {} : { unconfirmed: open }),
    ...(notAsBefore.length === 0 ? {} : { notAsBefore }),
    ...(damaged.length === 0 ? {} : { damaged }),
    ...(untold.length === 0 ? {} : { uncompared: untold }),
    deviations: deviations(trusted, {
      files: compared,
      processes,
      isInstalled: (name) => isInstalled(survey, name),
    }),
  };
}

/** Files that may or may not be as a run left them. */
function uncompared(files: readonly JournaledFile[]): readonly string[] {
  return [...new Set(files.filter(({ state }) => state === 'unreadable').map(({ path }) => path))];
}

function isInstalled(survey: SurveyAnswers, name: string): boolean | undefined {
  // Without a package manager that answers, the list is empty and says nothing.
  if (readManager(survey.command('manager')).state !== 'present') return undefined;
  const exactly = new RegExp(`^${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`);
  const found = readInstalled(survey.command('packages'), exactly);
  return found.state === 'unreadable' ? undefined : found.state === 'present';
}
