import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseAnswersFile } from '../../../src/cli/answers-file.js';
import { parseInventory } from '../../../src/cli/where/inventory.js';
import { iniKeysIn, iniSections, parseIni } from '../../../src/documents/ini/index.js';
import { readWaivers, waiversFile } from '../../../src/engine/audit/waivers.js';
import { historyOf } from '../../../src/engine/history.js';
import { isPlanDocument } from '../../../src/engine/plan/is-document.js';
import { readPlanDocument } from '../../../src/engine/plan/read-document.js';
import { planDocument } from '../../../src/engine/plan/write-document.js';
import { parseJournal, summarize } from '../../../src/engine/run/journal.js';
import { ExitCode, UserError } from '../../../src/errors.js';
import { present } from '../../../src/host/fact.js';
import { stepIds } from '../../../src/model/step-id.js';
import { questions } from '../../../src/questions/registry.js';
import { answersTemplate } from '../../../src/questions/template.js';
import { userErrorLines } from '../../../src/report/human/error.js';
import { historyLines } from '../../../src/report/human/history.js';
import { plainPaint } from '../../../src/report/human/paint.js';
import { runLines } from '../../../src/report/human/rollback.js';
import { expectBounded, expectHarmless } from '../../support/hostile.js';
import { editAxigen, editNod32, finding, step } from '../../wizard/fixture.js';
import { anyText, mutatedOneOf } from '../mutated.js';
import { property } from '../property.js';

/** What a reader makes of it; undefined: a mistake of a person's, told harmlessly, with the exit code of one. */
function understood<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    assert(error instanceof UserError, String(error instanceof Error ? error.stack : error));
    assert.equal(error.exitCode, ExitCode.usage);
    const told = userErrorLines(error, plainPaint).join('\n');
    expectHarmless(told);
    expectBounded(told, 2600);
    return undefined;
  }
}

const utf8 = (text: string) => Buffer.from(text, 'latin1').toString('utf8');

const answers = mutatedOneOf(
  answersTemplate(),
  answersTemplate().replace(/^;(?=[a-z-]+ = )/gm, ''),
  'license = /root/nod32.lic\npackage = "/root/a b.rpm"\nrecipient = a@example.com ; me\naxigen-driver = auto\n',
).map(utf8);

const inventory = mutatedOneOf(
  'mail.example.com\nroot@[2001:db8::25]:2222\n# one\nold ; another\n',
  'recipient = a@example.com\nscanner = nod32\n\n[root@mail:22]\nbecome = sudo\noutside = 192.0.2.1\n[2001:db8::1]\nlicense = "/a b"\n',
).map(utf8);

const waivers = mutatedOneOf(
  '[RELAY-POLICY]\nreason = a test server\nexpires = 2026-12-31\n\n[SMTP-BANNER]\nreason = \xc3\xa4\n',
);

const plan = planDocument(
  {
    version: '0.1.0',
    createdAt: '2006-07-04T10:00:00.000Z',
    target: { name: 'this server', hostname: 'mail' },
    answers: { scanner: 'nod32' },
    skip: [],
    files: [{ path: '/etc/a', state: 'present', sha256: 'a'.repeat(64) }],
  },
  [
    {
      handover: true,
      skipped: false,
      steps: [
        {
          step: step('configure-scanner', 'A title'),
          findings: [finding()],
          changes: [editNod32, editAxigen],
        },
      ],
    },
  ],
);

const event = fc.record(
  {
    at: fc.oneof(fc.nat(), fc.integer(), fc.constantFrom(1e15, Number.MAX_SAFE_INTEGER)),
    event: fc.constantFrom(
      'begin',
      'start',
      'intent',
      'done',
      'failed',
      'undone',
      'undo-end',
      'finished',
      'armed-undo-fired',
      'other',
      '__proto__',
    ),
    change: fc.nat(3),
    step: fc.oneof(fc.constantFrom(...stepIds, 'place_license', '__proto__'), anyText),
    ok: fc.boolean(),
    summary: anyText,
    wrote: fc.array(anyText, { maxLength: 3 }),
    by: anyText,
    outcome: anyText,
  },
  { requiredKeys: ['at', 'event'] },
);
const journalLine = fc.oneof(
  { weight: 6, arbitrary: event.map((one) => JSON.stringify(one)) },
  { weight: 1, arbitrary: event.map((one) => JSON.stringify(one).slice(0, -7)) },
  { weight: 1, arbitrary: anyText },
  { weight: 1, arbitrary: fc.json() },
);

export const operatorFileProperties = [
  property(
    'answers file: known keys alone, each with a value that its question takes, or refused',
    answers,
    (text) => {
      const given = understood(() => parseAnswersFile(text, 'answers.ini'));
      for (const [key, value] of given ?? []) {
        const question = questions.find((one) => one.key === key);
        assert(question !== undefined && question.kind !== 'secret', key);
        assert(value === '' || question.problem(value) === undefined, `${key} = ${value}`);
      }
    },
  ),
  property('inventory: servers that are named once, or refused', inventory, (text) => {
    const servers = understood(() => parseInventory(text, 'servers.ini')) ?? [];
    assert.equal(new Set(servers.map(({ destination }) => destination)).size, servers.length);
    for (const { line } of servers) assert(line >= 1 && line <= text.split(/\r\n|[\r\n]/).length);
  }),
  property('waivers: nothing is waived that does not stand there with its reason', waivers, (text) => {
    const bytes = Buffer.from(text, 'latin1');
    const read = readWaivers(
      present({
        path: waiversFile,
        type: 'file',
        mode: 0o644,
        uid: 0,
        gid: 0,
        size: bytes.length,
        modified: 0,
        link: false,
        bytes,
      }),
    );
    for (const { id, reason, line } of read.waivers) {
      assert(reason !== '');
      const document = parseIni(bytes, waiversFile);
      const section = iniSections(document).find((one) => one.line === line);
      assert(section?.name === id && iniKeysIn(document, section, 'reason').length === 1);
    }
    if (read.state !== 'read') assert.deepEqual(read.waivers, []);
  }),
  property(
    'plan.json: whole, or refused',
    mutatedOneOf(JSON.stringify(plan), JSON.stringify(plan, undefined, 2)).map(utf8),
    (text) => {
      const document = understood(() => readPlanDocument(text, 'plan.json'));
      assert(document === undefined || isPlanDocument(document));
    },
  ),
  property('plan.json: any JSON is read or refused', fc.json({ maxDepth: 4 }), (text) => {
    understood(() => readPlanDocument(text, 'plan.json'));
  }),
  property(
    'journal: whatever stands there is summed up, and shown harmless',
    fc.array(journalLine, { maxLength: 12 }),
    (lines) => {
      const events = parseJournal(lines.join('\n'));
      const run = { events, summary: summarize('2006-07-04T100000Z-nod32', events) };
      for (const id of run.summary.steps) assert(stepIds.includes(id));
      assert(new Set(run.summary.steps).size === run.summary.steps.length);
      const told = [
        ...historyLines('mail', [historyOf(run)], plainPaint),
        ...runLines('mail', [run.summary], plainPaint),
      ].join('\n');
      expectHarmless(told);
    },
  ),
  property(
    'journal: a torn end costs the torn line alone',
    fc.record({ all: fc.array(event, { minLength: 1, maxLength: 6 }), lost: fc.nat(40) }),
    ({ all, lost }) => {
      const whole = all.map((one) => JSON.stringify(one));
      const torn = whole
        .map((line, index) => (index === whole.length - 1 ? line.slice(0, -1 - lost) : line))
        .join('\n');
      assert.deepEqual(parseJournal(torn), parseJournal(whole.slice(0, -1).join('\n')));
    },
  ),
];
