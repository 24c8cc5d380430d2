import type { PlannedStep, StageView } from '../../engine/operator.js';
import { escapeControl } from '../../text/escape.js';
import { wrap } from '../../text/wrap.js';
import { changeLines, changeSentence } from './changes.js';
import { findingLines, findingsBeforeChange, findingsLines } from './findings.js';
import { handoverWords } from './handover-words.js';
import type { Paint } from './paint.js';

export interface StageDetail {
  /** Everything: each finding in full and every line of every diff. */
  readonly all: boolean;
  /** Lines of changes shown when not everything is; at least 1. */
  readonly changeLimit: number;
}

export interface RenderedStage {
  readonly lines: readonly string[];
  /** Something was left out that "show more" would show. */
  readonly cut: boolean;
}

/** A rule and the stage's heading. A step's heading is exactly its title. */
export function stageHeading(stage: StageView, paint: Paint): string[] {
  const title = stage.handover ? 'The handover of port 25' : (stage.steps[0]?.step.title ?? '');
  return [
    '',
    paint.dim(paint.signs.rule.repeat(Math.min(paint.width, 72))),
    paint.dim(`Part ${stage.number} of ${stage.total}`),
    paint.bold(title),
  ];
}

export function stageLines(stage: StageView, paint: Paint, detail: StageDetail): RenderedStage {
  const changes = changesOf(stage, paint);
  const cut = !detail.all && changes.length > detail.changeLimit;
  const shown = cut ? changes.slice(0, detail.changeLimit) : changes;
  const shortened = stage.steps.some(({ findings }) => findings.length > 0);
  return {
    lines: [
      ...stageHeading(stage, paint),
      ...(stage.handover
        ? handoverIntroduction(stage, paint)
        : stage.steps.flatMap((one) => articleLines(one, paint))),
      '',
      paint.bold('What is there now'),
      ...stage.steps.flatMap((planned) => foundLines(planned, stage.handover, detail.all, paint)),
      '',
      paint.bold('What will change'),
      ...(shown.length === 0 ? wrap(withoutChanges(stage), paint.width, '  ') : shown),
      ...(cut ? [paint.dim(`  ... ${changes.length - shown.length} more lines: choose "show more".`)] : []),
    ],
    cut: cut || (!detail.all && shortened),
  };
}

function articleLines({ step }: PlannedStep, paint: Paint): string[] {
  return [
    paint.dim(`Article: ${step.passage.article}, ${step.passage.section}`),
    '',
    ...wrap(step.says, paint.width, '  '),
  ];
}

function handoverIntroduction(stage: StageView, paint: Paint): string[] {
  const all = stage.steps.flatMap(({ step }, index) => [
    `  ${index + 1}. ${paint.bold(step.title)}  ${paint.dim(`(${step.passage.article}, ${step.passage.section})`)}`,
    ...wrap(step.says, paint.width, '     '),
    ...(step.broughtForward === undefined
      ? []
      : wrap(`Brought forward: ${step.broughtForward}`, paint.width, '     ')),
  ]);
  return ['', ...wrap(handoverWords(stage), paint.width, '  '), '', ...all];
}

function foundLines(planned: PlannedStep, named: boolean, all: boolean, paint: Paint): string[] {
  const indent = named ? '    ' : '  ';
  const findings = all
    ? planned.findings.flatMap((finding) => findingLines(finding, paint, indent))
    : findingsBeforeChange(planned.findings, paint, indent);
  return [...(named ? [`  ${planned.step.title}`] : []), ...findings];
}

function changesOf(stage: StageView, paint: Paint): string[] {
  return stage.steps.flatMap((planned) =>
    planned.changes.length === 0
      ? []
      : [
          ...(stage.handover ? [`  ${planned.step.title}`] : []),
          ...planned.changes.flatMap((change) => changeLines(change, paint, stage.handover ? '    ' : '  ')),
        ],
  );
}

/** The stage sends a test message: not a change of the server, but not nothing either. */
export function sendsMail({ steps, situation }: StageView): boolean {
  return steps.some(({ step }) =>
    step.probes?.(situation).some(({ kind }) => kind === 'test-mail' || kind === 'eicar'),
  );
}

/** The operator is shown what to do in the scanner's own forms. */
export function walksThrough({ steps, situation }: StageView): boolean {
  return steps.some(({ step }) => step.probes?.(situation).some(({ kind }) => kind === 'notifications'));
}

function withoutChanges(stage: StageView): string {
  if (walksThrough(stage)) return 'Nothing from here. You are shown what to click, one by one.';
  if (!sendsMail(stage)) return 'Nothing.';
  const recipient = escapeControl(stage.situation.answers.recipient ?? 'the test mailbox', 200);
  return `Nothing on the server. A test message is sent to ${recipient}.`;
}

/** What it means to leave this stage out; one line for each of its steps. */
export function skipMeaning(stage: StageView): string {
  return escapeControl(stage.steps.map(({ step }) => step.skipMeans).join(' '), 1000);
}

/** A stage that was carried out: what it changed. Its findings are those of before, so they are not shown. */
export function carriedOutLines(stage: StageView, paint: Paint): string[] {
  return [
    ...stageHeading(stage, paint),
    '',
    paint.bold('What was changed'),
    ...changedLines(stage, paint),
    '',
  ];
}

/** The changes of a stage, one sentence each. */
export function changedLines(stage: StageView, paint: Paint): string[] {
  const changes = stage.steps.flatMap(({ changes }) => changes);
  return changes.length === 0
    ? ['  Nothing.']
    : changes.flatMap((change) => wrap(escapeControl(changeSentence(change)), paint.width, '  * ', '    '));
}

/** A stage whose findings are all good already. */
export function nothingToDoLines(stage: StageView, paint: Paint): string[] {
  return [
    ...stageHeading(stage, paint),
    '  Nothing to change: it is already as the article wants it.',
    ...stage.steps.flatMap(({ findings }) => findingsLines(findings, paint)),
  ];
}
