import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'ini';
import { describe, expect, test } from 'vitest';
import { historyOf } from '../../src/engine/history.js';
import { parseJournal, summarize } from '../../src/engine/run/journal.js';
import { ExitCode, UserError } from '../../src/errors.js';
import { templatePath } from '../../src/package-root.js';
import { answersText } from '../../src/questions/template.js';
import { historyJson } from '../../src/report/history.js';
import { answersLines } from '../../src/report/human/answers.js';
import { detailLines } from '../../src/report/human/details.js';
import { earlierLines, earlierUnseen } from '../../src/report/human/earlier-runs.js';
import { userErrorLines } from '../../src/report/human/error.js';
import { finishedLines } from '../../src/report/human/finished.js';
import { guidedScreens, notYetLines } from '../../src/report/human/guided.js';
import { guidedLines } from '../../src/report/human/guided-screen.js';
import { historyLines } from '../../src/report/human/history.js';
import { inTurnLines, turnHeading } from '../../src/report/human/in-turn.js';
import { type Paint, paintWith, plainPaint } from '../../src/report/human/paint.js';
import { planLines, resultLines, runLines, undoLine } from '../../src/report/human/rollback.js';
import { unifiedDiff } from '../../src/report/human/unified-diff.js';
import { failureDetailLines, failureLines, verifiedLines } from '../../src/report/human/verified.js';
import { formatTranscript, Transcript } from '../../src/smtp/transcript.js';
import { allHostile, endless, expectBounded, expectHarmless, hostileTexts } from '../support/hostile.js';
import { failedView, finding, finishedView, hostFacts, verifiedView } from '../wizard/fixture.js';

// What is shown to people outside of audits and plans, and what comes into it besides surveys.

const runOf = (text: string) => {
  const lines = [
    { at: 1, event: 'begin', by: text, version: text },
    { at: 1, event: 'intent', change: 1, step: 'place-license', kind: 'place-file', summary: text },
    { at: 1, event: 'done', change: 1, wrote: [text] },
    { at: 1, event: 'undone', step: text },
    { at: 1, event: 'finished', outcome: text },
  ];
  const events = parseJournal(lines.map((line) => JSON.stringify(line)).join('\n'));
  return { events, summary: summarize(text, events) };
};
const bytes = (text: string) => Buffer.from(text);
const transcriptOf = (text: string) => {
  const transcript = new Transcript();
  transcript.add('received', text);
  return [formatTranscript(transcript.entries), formatTranscript([{ mark: 'received', text }])];
};
const operation = (text: string) =>
  ({
    kind: 'change-listener',
    index: 0,
    address: text,
    newAddress: text,
    settings: [['enable', text]],
  }) as const;
const answered = (text: string) => new Map([['recipient', text] as const, ['license', text] as const]);

const views: Readonly<Record<string, (text: string, paint: Paint) => readonly string[]>> = {
  'an error': (text, paint) => userErrorLines(new UserError(text, { why: text, next: text }), paint),
  'lines of an error': (text, paint) =>
    userErrorLines(new UserError(`a\n${`${text}\n`.repeat(20)}`, { next: `${text}\n${text}` }), paint),
  'a diff: names, what is there, what comes': (text, paint) =>
    unifiedDiff(text, bytes(`${text}\na\n`), bytes(`${text}\nb\n${text}\n`), paint),
  'a diff of bytes that are no UTF-8': (text, paint) =>
    unifiedDiff('a', Buffer.concat([bytes(text), Buffer.from([0xff, 0x9b])]), bytes(text), paint),
  'a journal': (text, paint) => [
    ...historyLines(text, [historyOf(runOf(text))], paint),
    ...historyLines(text, [], paint),
  ],
  'a rollback': (text, paint) => [
    ...runLines(text, [runOf(text).summary], paint),
    ...planLines(
      {
        run: runOf(text).summary,
        steps: [],
        lines: [text],
        changes: [],
        before: { processes: [], ports: [] },
      },
      text,
      paint,
    ),
    ...planLines(
      {
        run: runOf(text).summary,
        steps: ['place-license'],
        lines: [text],
        changes: [],
        before: { processes: [], ports: [] },
      },
      text,
      paint,
    ),
    ...undoLine(text),
    ...earlierLines([runOf(text).summary], text, paint),
    ...earlierUnseen(text, paint),
    ...resultLines(
      { ok: false, lines: [text], checks: [{ what: text, ok: false, detail: text }] },
      text,
      paint,
    ),
  ],
  'what was verified, or failed': (text, paint) => [
    ...verifiedLines(verifiedView({ proof: [text], findings: [finding({ found: text })] }), paint),
    ...failureLines(failedView({ problem: text, findings: [finding({ found: text, where: text })] }), paint),
    ...failureDetailLines(failedView({ details: [text] }), paint),
  ],
  'the end': (text, paint) =>
    finishedLines(
      finishedView({ target: text, runDirectory: text, proof: text, findings: [finding({ found: text })] }),
      paint,
    ),
  'several servers in turn': (text, paint) => [
    ...turnHeading(text, 1, 2, paint),
    ...inTurnLines(
      { done: [text], stopped: { server: text, exitCode: ExitCode.failed }, notBegun: [text] },
      undefined,
      paint,
    ),
  ],
  'how it was reached': (text, paint) => detailLines([text], paint),
  'the clicks by hand': (text, paint) => [
    ...notYetLines([text], paint),
    ...guidedScreens([operation(text)]).flatMap((screen) => guidedLines(screen, 1, 1, paint)),
  ],
  answers: (text, paint) => [...answersLines(answered(text), hostFacts()), paint.bold('')],
  'a transcript': (text) => transcriptOf(text).flatMap((lines) => lines.split('\n')),
};

describe.each(Object.entries(views))('%s', (_name, shown) => {
  const colours = paintWith({ colour: true, unicode: true, columns: 100 });

  test.each(Object.entries(hostileTexts))('%s', (_what, text) => {
    for (const paint of [colours, plainPaint]) expectHarmless(shown(text, paint).join('\n'));
  });

  test('what has no end is cut', () => {
    expectBounded(shown(endless, plainPaint).join('\n'), 2600, 400_000);
  });

  test('nor do lines without end come out', () => {
    expectBounded(shown('\n\u001b'.repeat(30_000), plainPaint).join('\n'), 2600, 400_000);
  });
});

describe('for programs', () => {
  const fits = new Ajv2020({ strict: false }).compile(
    JSON.parse(readFileSync(templatePath('schemas', 'history-1.schema.json'), 'utf8')),
  );

  test('a history is harmless, bounded, and says what the journal says', () => {
    const text = historyJson(allHostile, [historyOf(runOf(allHostile))]);
    expectHarmless(text);
    const document = JSON.parse(text);
    expect(fits(document) ? [] : fits.errors).toEqual([]);
    expect(document).toMatchObject({ target: allHostile, runs: [{ by: allHostile }] });
    expectBounded(historyJson(endless, [historyOf(runOf(endless))]), 6 * 2000 + 200);
  });

  test.each(Object.values(hostileTexts))(
    'an answers file is harmless, and is read back as it was: %j',
    (text) => {
      const file = answersText(answered(text), 'The answers of a run.');
      expectHarmless(file);
      expect(parse(file)).toEqual({ recipient: text, license: text });
    },
  );
});
