import { type Finding, isSettled, type Verdict } from '../../model/finding.js';
import { escapeControl } from '../../text/escape.js';
import { labelled, wrap } from '../../text/wrap.js';
import type { Paint } from './paint.js';

const words: Record<Verdict, string> = {
  ok: 'ok',
  drift: 'differs',
  risk: 'risk',
  unknown: 'unknown',
  'not-applicable': 'not applicable',
};

export function verdictSign(verdict: Verdict, paint: Paint): string {
  switch (verdict) {
    case 'ok':
      return paint.green(paint.signs.ok);
    case 'drift':
      return paint.yellow(paint.signs.drift);
    case 'risk':
      return paint.red(paint.signs.risk);
    case 'unknown':
      return paint.yellow(paint.signs.unknown);
    case 'not-applicable':
      return paint.dim(paint.signs.none);
  }
}

/** Sign, word, id and what was found: one line where it fits. */
export function findingLine(finding: Finding, paint: Paint, indent = '  '): string[] {
  const word = words[finding.verdict].padEnd(8);
  const head = `${indent}${verdictSign(finding.verdict, paint)} ${word} ${paint.bold(finding.id)}  `;
  // Colours take no room on the screen, so the room is measured without them.
  const room = ' '.repeat(indent.length + word.length + finding.id.length + 5);
  const [first = '', ...rest] = wrap(
    escapeControl(finding.found, 300),
    paint.width,
    room,
    `${indent}           `,
  );
  return [`${head}${first.trimStart()}`.trimEnd(), ...rest];
}

/** A finding that somebody has decided to live with, and why. */
export function waivedLine(
  finding: Finding,
  { reason, expires }: { readonly reason: string; readonly expires?: string },
  paint: Paint,
  indent = '  ',
): string[] {
  const until = expires === undefined ? '' : `, until ${expires}`;
  const text = `${words[finding.verdict]}: ${finding.found} (waived${until}: ${reason})`;
  const [first = '', ...rest] = wrap(
    escapeControl(text, 500),
    paint.width,
    ' '.repeat(indent.length + finding.id.length + 13),
    `${indent}           `,
  );
  const head = `${indent}${paint.dim(paint.signs.none)} ${'waived'.padEnd(8)} ${paint.bold(finding.id)}  `;
  return [`${head}${first.trimStart()}`.trimEnd(), ...rest];
}

/** Everything about one finding. */
export function findingLines(finding: Finding, paint: Paint, indent = '  '): string[] {
  const deeper = `${indent}    `;
  const detail = (label: string, text: string | undefined) =>
    text === undefined ? [] : labelled(label, escapeControl(text), paint.width, deeper);
  return [
    `${indent}${verdictSign(finding.verdict, paint)} ${words[finding.verdict].padEnd(8)} ${paint.bold(finding.id)}${aspectOf(finding)}`,
    ...detail('wanted', finding.wanted),
    ...detail('found', finding.found),
    ...detail('where', finding.where),
    ...detail('why', finding.why),
    ...detail('to do', finding.remedy),
    ...detail('article', `${finding.passage.article}, ${finding.passage.section}`),
  ];
}

/** Where what is configured, what runs and what is saved can differ, which of them was judged; and from where it was seen. */
function aspectOf({ aspect, vantage }: Finding): string {
  const outside = vantage === undefined ? '' : ' (from outside)';
  return `${aspect === undefined ? '' : ` (${aspect})`}${outside}`;
}

/** What is settled in one line each, what is not in full. */
export function findingsLines(findings: readonly Finding[], paint: Paint, indent = '  '): string[] {
  return findings.flatMap((finding) =>
    isSettled(finding) ? findingLine(finding, paint, indent) : findingLines(finding, paint, indent),
  );
}

/**
 * For the screen before a step: what the step itself puts right needs no advice, so it gets what is there,
 * what is wanted and why. Everything else that is not settled is shown in full.
 */
export function findingsBeforeChange(findings: readonly Finding[], paint: Paint, indent = '  '): string[] {
  return findings.flatMap((finding) => {
    if (isSettled(finding)) return findingLine(finding, paint, indent);
    if (finding.verdict !== 'drift' || finding.blocks !== undefined)
      return findingLines(finding, paint, indent);
    const wanted = `wanted: ${escapeControl(finding.wanted, 300)}. ${escapeControl(finding.why)}`;
    return [...findingLine(finding, paint, indent), ...wrap(wanted, paint.width, `${indent}           `)];
  });
}
