import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { withEdits } from '../../src/engine/setup/look.js';
import { planStage } from '../../src/engine/setup/plan-stage.js';
import type { Answers } from '../../src/model/answers.js';
import type { Change } from '../../src/model/change.js';
import { isSettled } from '../../src/model/finding.js';
import { noEvidence } from '../../src/model/probe.js';
import type { Step } from '../../src/model/step.js';
import { closeOpenRelay } from '../../steps/close-open-relay.js';
import { configureScanner } from '../../steps/configure-scanner.js';
import { stages } from '../../steps/index.js';
import { limitConnections } from '../../steps/limit-connections.js';
import { limitEsmtpExtensions } from '../../steps/limit-esmtp-extensions.js';
import { moveAxigenListener } from '../../steps/move-axigen-listener.js';
import { setScanThreads } from '../../steps/set-scan-threads.js';
import {
  answers,
  handedOver,
  look,
  paths,
  type Server,
  scannerStarted,
  withFiles,
} from '../support/server.js';

const yesNo = fc.constantFrom('yes', 'no', 'YES', 'No');
const attribute = fc.oneof(
  fc.tuple(
    fc.constantFrom(
      'maxConnections',
      'maxIntervalConnections',
      'PEERMAXCONNECTIONS',
      'peerMaxIntervalConnections',
    ),
    fc.nat(2000).map(String),
  ),
  fc.tuple(fc.constantFrom('enable', 'Enable', 'sslEnable'), yesNo),
  fc.tuple(fc.constant('allowRules'), fc.constantFrom('()', 'none')),
);
const object = (...attributes: (readonly [string, string])[]) =>
  `{ # an object\n${attributes.map(([name, value]) => `  ${name} = ${value}\n`).join('')}}`;
const listener = fc
  .tuple(
    fc.constantFrom('0.0.0.0:25', '127.0.0.1:2525', '10.0.0.1:25', '127.0.0.1:25', '"127.0.0.1:2525"'),
    fc.uniqueArray(attribute, { selector: ([name]) => name.toLowerCase(), maxLength: 4 }),
  )
  .map(([address, rest]) => object(['address', address], ...rest));
const client = fc
  .tuple(
    fc.constantFrom('*', '"*"', '10.*'),
    fc.constantFrom('*', '"*"', '10.*'),
    fc.option(yesNo),
    fc.option(yesNo),
  )
  .map(([patternIn, patternOut, tls, binary]) =>
    object(
      ['patternIn', patternIn],
      ['patternOut', patternOut],
      ...(tls === null ? [] : [['allowStartTLS', tls] as const]),
      ...(binary === null ? [] : [['AllowBinaryData', binary] as const]),
    ),
  );
const set = (name: string, one: fc.Arbitrary<string>) =>
  fc.oneof(
    fc.constant(''),
    fc.array(one, { maxLength: 3 }).map((objects) => `${name} = (\n${objects.join('\n')}\n)\n`),
  );
const axigenConfig = fc
  .tuple(
    fc.constantFrom('smtpIncoming', 'smtpIn', 'SMTPINCOMING'),
    set('listeners', listener),
    set('clients', client),
  )
  .map(([name, listeners, clients]) => `Server {\n${name} = {\nmaxErrors = 20\n${listeners}${clients}}\n}\n`);

const laterConfig = fc
  .tuple(set('listeners', listener), fc.uniqueArray(attribute, { selector: ([name]) => name.toLowerCase() }))
  .map(
    ([listeners, limits]) =>
      `Server {\nsmtpIncoming = {\n${listeners}serviceAccessControl = ${object(...limits)}\n}\n}\n`,
  );
const wishes: fc.Arbitrary<Partial<Answers>> = fc.record(
  {
    maxRcptCount: fc.integer({ min: 0, max: 1000 }),
    maxDataSize: fc.integer({ min: 1, max: 99_999 }),
    maxConnections: fc.integer({ min: 1, max: 2048 }),
    maxIntervalConnections: fc.integer({ min: 0, max: 3 }),
    timeInterval: fc.integer({ min: 30, max: 86_400 }),
  },
  { requiredKeys: [] },
);

const key = fc.constantFrom('listen_addr', 'listen_port', 'server_addr', 'server_port', 'num_thr');
const value = fc.constantFrom('25', '"25"', '2526', '"0.0.0.0"', '0.0.0.0', '"localhost"', 'mail', '');
const iniLine = fc
  .tuple(fc.constantFrom('', ';', '# '), key, value)
  .map(([mark, name, what]) => `${mark}${name} = ${what}`);
const nod32Config = fc
  .array(fc.oneof(iniLine, fc.constantFrom('', '[smtp]', '[pop3]', '[global]', '# note')), { maxLength: 14 })
  .map((lines) => ['[global]', '[smtp]', ...lines].join('\n'));

const operand = fc.constantFrom(
  'iprange (remoteSmtpIp, "127.0.0.0/255.0.0.0")',
  'iprange (remoteSmtpIp, "10.0.0.0/255.0.0.0")',
  'iprange (remoteSmtIp, "127.0.0.1")',
  'iprange (remoteSmtpIp, "0.0.0.0/0.0.0.0")',
);
const condition = fc.oneof(
  operand,
  fc
    .tuple(fc.constantFrom('anyOf', 'anyof'), fc.array(operand, { minLength: 1, maxLength: 3 }))
    .map(([word, list]) => `${word} (${list.join(', ')})`),
);
const statement = fc.oneof(
  condition.map((one) => `if (${one}) {\n set(remoteDelivery, "all");\n}`),
  condition.map((one) => `if (${one}) {\n set(localDelivery, "all");\n}`),
  fc.constantFrom('set(remoteDelivery, "auth");', 'call(Defaults);', 'set(remoteDelivery, "all");'),
);
const esmtp = fc
  .tuple(
    fc.constantFrom('allowStartTLS', 'allowbinarydata', 'maxDataSize'),
    fc.constantFrom('yes', 'no', '%x%'),
  )
  .map(([name, value]) => `set (${name}, "${value}");`);
const inEvent = fc.oneof(
  statement,
  esmtp,
  fc.tuple(condition, esmtp).map(([one, inner]) => `if (${one}) { ${inner} }`),
  fc.constantFrom('call (GatewaySetup);', 'call(GATEWAYSETUP);'),
);
const policy = fc
  .tuple(
    fc.array(inEvent, { maxLength: 4 }),
    fc.constantFrom('onEhlo', 'onEHLO', 'onConnect'),
    fc.option(fc.array(fc.oneof(esmtp, fc.constant('call (Defaults);')), { maxLength: 4 })),
  )
  .map(
    ([statements, event, own]) =>
      `event ${event} {\n${statements.join('\n')}\n}\nmethod Defaults {\n set(localDelivery, "all");\n}\n${
        own === null ? '' : `method GatewaySetup { ${own.join(' ')} }`
      }`,
  );

/** Findings about what is in the files; the others tell of the running server. */
const live = new Set(['AXIGEN-LISTENER-LIVE', 'RELAY-PROBE', 'SMTP-STARTTLS', 'SMTP-BINARYMIME']);
/** A restart that is owed depends on the running server, too. */
const editsOf = (changes: readonly Change[]) => changes.filter(({ kind }) => kind === 'edit-file');

function settles(step: Step, server: Server, given: Answers): void {
  const first = look(server, given);
  const before = { facts: first.facts, answers: given, evidence: noEvidence };
  const changes = step.changes(before);
  const after = { ...before, facts: withEdits(first, changes, given).facts };
  expect(editsOf(step.changes(after))).toEqual([]);
  const open = step
    .assess(after)
    .filter((one) => !isSettled(one) && one.verdict !== 'risk' && !live.has(one.id));
  expect(open).toEqual([]);
  const wasOpen = step.assess(before).some(({ id, verdict }) => verdict === 'drift' && !live.has(id));
  expect(editsOf(changes).length > 0).toBe(wasOpen);
}

describe('what a step changes makes its findings good, and a second time it changes nothing', () => {
  const file = (path: string) => (text: string) => withFiles(scannerStarted, { [path]: text });
  const ten = { ...scannerStarted, packages: 'axigen\t10.3.1\n' };
  const later = (text: string) => withFiles(ten, { [paths.policy]: text });
  const laterFile = (text: string) => withFiles(ten, { [paths.axigenConfig]: text });
  test.each([
    ['move-axigen-listener', moveAxigenListener, axigenConfig.map(file(paths.axigenConfig))],
    ['limit-esmtp-extensions', limitEsmtpExtensions, axigenConfig.map(file(paths.axigenConfig))],
    ['configure-scanner', configureScanner, nod32Config.map(file(paths.nod32Config))],
    ['set-scan-threads', setScanThreads, nod32Config.map(file(paths.nod32Config))],
    ['close-open-relay', closeOpenRelay, policy.map(file(paths.policy))],
    ['limit-connections', limitConnections, axigenConfig.map(file(paths.axigenConfig))],
    ['limit-esmtp-extensions of a later version', limitEsmtpExtensions, policy.map(later)],
    ['move-axigen-listener of a later version', moveAxigenListener, laterConfig.map(laterFile)],
  ] as const)('%s', (_name, step, servers) => {
    fc.assert(
      fc.property(servers, wishes, (server, wished) => settles(step, server, { ...answers, ...wished })),
      { numRuns: 300 },
    );
  });

  test('the whole handover: each edit begins where the one before it ended, and a second plan is empty', () => {
    const stage = stages.find(({ handover }) => handover);
    const steps = stage?.steps ?? [];
    fc.assert(
      fc.property(axigenConfig, nod32Config, policy, (config, nod32, script) => {
        const server = withFiles(scannerStarted, {
          [paths.axigenConfig]: config,
          [paths.nod32Config]: nod32,
          [paths.policy]: script,
        });
        const files = new Map<string, Buffer>();
        for (const change of planStage(steps, look(server), answers, noEvidence).flatMap(
          (one) => one.changes,
        )) {
          if (change.kind !== 'edit-file') continue;
          const known = files.get(change.path);
          if (known !== undefined) expect(Buffer.compare(known, change.before)).toBe(0);
          files.set(change.path, Buffer.from(change.after));
        }
        const done = withFiles(handedOver, { ...server.files, ...Object.fromEntries(files) });
        const again = planStage(steps, look(done), answers, noEvidence);
        expect(again.flatMap(({ changes }) => changes)).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});
