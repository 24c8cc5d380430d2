import type { EarlierRun, WelcomeView } from '../../engine/operator.js';
import { isSettled } from '../../model/finding.js';
import { ownsPort25 } from '../../products/scanner-facts.js';
import { dateAndTime } from '../../text/date-and-time.js';
import { escapeControl } from '../../text/escape.js';
import { onHost } from '../../text/on-host.js';
import { wrap } from '../../text/wrap.js';
import { damagedRunLines } from './damaged.js';
import { findingLine, findingLines, findingsLines } from './findings.js';
import { mailPath } from './mail-path.js';
import type { Paint } from './paint.js';
import { notAsBeforeWords, unconfirmedLines } from './unconfirmed.js';

/** The first screen: what will happen, what is there now, and that everything can be taken back. */
export function welcomeLines(view: WelcomeView, paint: Paint): string[] {
  const { facts, scanner } = view;
  const open = view.findings.filter((finding) => !isSettled(finding));
  const settled = view.findings.length - open.length;
  const prose = (text: string) => wrap(text, paint.width, '  ');
  return [
    paint.bold(`gateway-setup: ${scanner.title} in front of AXIGEN`),
    ...prose(
      `It follows the article "${scanner.articleTitle}" step by step. ` +
        'Nothing changes before you have seen it; each change is checked afterwards.',
    ),
    ...prose(
      onHost(
        'All of it can be taken back: gateway-setup rollback, or sh undo.sh on the server without this program.',
        view.target,
      ),
    ),
    '',
    paint.bold(`${escapeControl(view.target)}: ${escapeControl(facts.distribution.title)}`),
    ...mailPath({ facts, scanner }, paint),
    ...(settled === 0
      ? []
      : [`  ${paint.green(paint.signs.ok)} ${settled} of ${view.findings.length} checks are good.`]),
    ...open.flatMap((finding) =>
      finding.blocks === undefined ? findingLine(finding, paint) : findingLines(finding, paint),
    ),
    ...standingLines(view, paint),
    ...(view.earlierRun === undefined ? [] : ['', ...earlierRunLines(view.earlierRun, view.target, paint)]),
    ...notAsBeforeLines(view, paint),
    ...(view.damaged === undefined ? [] : ['', ...damagedRunLines(view.damaged, view.target, paint)]),
    ...unconfirmedLines(view.unconfirmed ?? [], view.target, paint),
  ];
}

function notAsBeforeLines({ notAsBefore, target }: WelcomeView, paint: Paint): string[] {
  const words = notAsBefore === undefined ? undefined : notAsBeforeWords(notAsBefore, target);
  return words === undefined ? [] : ['', ...wrap(words, paint.width, '  ').map(paint.yellow)];
}

/** All that was found, for who wants to see it. */
export function allFindingsLines(view: WelcomeView, paint: Paint): string[] {
  return ['', paint.bold('All that was found'), ...findingsLines(view.findings, paint)];
}

/** Who set a scanner up, when no run of ours did, is not known. */
function standingLines(view: WelcomeView, paint: Paint): string[] {
  const { facts, scanner, earlierRun, notAsBefore, offers } = view;
  if (offers.length === 0) return [];
  const { title } = scanner;
  const where = ownsPort25(scanner, facts)
    ? `${title} is in front of AXIGEN already.`
    : scanner.isInstalled(facts)
      ? `${title} is installed, but it does not have port 25.`
      : `${title} is not installed.`;
  const whose =
    earlierRun === undefined && notAsBefore === undefined
      ? ' It was not set up by gateway-setup, or its journal is gone.'
      : '';
  return wrap(`${where}${whose}`, paint.width, '  ');
}

function earlierRunLines(run: EarlierRun, target: string, paint: Paint): string[] {
  const id = `${escapeControl(run.id)}, begun ${dateAndTime(run.startedAt)}`;
  return wrap(
    run.state === 'finished'
      ? `There was a run before, ${id}. Going on with setup changes only what differs.`
      : onHost(
          `The run ${id}, was cut short. Going on does what is still missing; gateway-setup rollback takes back what it did.`,
          target,
        ),
    paint.width,
    '  ',
  );
}
