import { type AuditReport, exitCodeOf, summarized } from '../../src/engine/audit/audit-report.js';
import { type DrawnStage, drawUp } from '../../src/engine/plan/draw-up.js';
import type { Plan } from '../../src/engine/plan/make-plan.js';
import { planDocument } from '../../src/engine/plan/write-document.js';
import { UserError } from '../../src/errors.js';
import type { Answers } from '../../src/model/answers.js';
import { type Evidence, noEvidence } from '../../src/model/probe.js';
import { scannerOf } from '../../src/products/scanners.js';
import { auditJson } from '../../src/report/audit/json.js';
import { auditJunit } from '../../src/report/audit/junit.js';
import { auditLines } from '../../src/report/human/audit.js';
import { userErrorLines } from '../../src/report/human/error.js';
import { paintWith, plainPaint } from '../../src/report/human/paint.js';
import { plannedLines } from '../../src/report/human/plan.js';
import { stageLines } from '../../src/report/human/stage.js';
import { welcomeLines } from '../../src/report/human/welcome.js';
import { planJson } from '../../src/report/plan.js';
import { stepsOf } from '../../steps/index.js';
import { look, type Server } from './server.js';

/** What the program shows of a server, in each form. */
export interface Shown {
  /** For people: audit in colours and without, plan, the wizard's screens. */
  readonly human: string;
  readonly json: string;
  readonly junit: string;
  readonly plan: string;
}

const colours = paintWith({ colour: true, unicode: true, columns: 100 });

/** Everything that is read, judged, planned and shown of a server, by the program's own parts. */
export function shownOf(server: Server, answers: Answers, evidence: Evidence = noEvidence): Shown {
  const seen = look(server, answers);
  const situation = { facts: seen.facts, answers, evidence };
  const findings = stepsOf(answers).flatMap((step) =>
    step.assess(situation).map((one) => ({ ...one, since: [] })),
  );
  const { hostname } = seen.facts;
  const target = hostname.state === 'present' ? hostname.value : 'this server';
  const report: AuditReport = {
    kind: 'audit',
    target,
    facts: seen.facts,
    scanner: scannerOf(answers),
    at: new Date(0),
    version: '0.1.0',
    findings,
    summary: summarized(findings),
    waivers: { state: 'absent', standings: [], notes: [] },
    history: { state: 'not-read' },
    dialogues: [],
    exitCode: exitCodeOf(findings),
  };
  const { stages, refused } = drawn(() => drawUp(seen, answers, evidence, new Set()));
  const head = {
    version: '0.1.0',
    createdAt: new Date(0).toISOString(),
    target: { name: 'this server', hostname: target },
    answers: {},
    skip: [],
    files: [],
  };
  const plan: Plan = { document: planDocument(head, stages), stages };
  const views = stages.map((stage, index) => ({
    ...stage,
    number: index + 1,
    total: stages.length,
    situation,
  }));
  const detail = { all: true, changeLimit: 1000 };
  const welcome = { target, facts: seen.facts, scanner: report.scanner, findings, offers: [] };
  const human = [colours, plainPaint].flatMap((paint) => [
    ...auditLines(report, paint, { verbose: true }),
    ...plannedLines(plan, paint),
    ...(refused === undefined ? [] : userErrorLines(refused, paint)),
    ...welcomeLines(welcome, paint),
    ...views.flatMap((view) => stageLines(view, paint, detail).lines),
  ]);
  return {
    human: human.join('\n'),
    json: auditJson(report),
    junit: auditJunit(report),
    plan: planJson(plan),
  };
}

/** What cannot be planned safely is refused, and the refusal is shown. */
function drawn(draw: () => readonly DrawnStage[]): {
  readonly stages: readonly DrawnStage[];
  readonly refused?: UserError;
} {
  try {
    return { stages: draw() };
  } catch (error) {
    if (error instanceof UserError) return { stages: [], refused: error };
    throw error;
  }
}
