import fc from 'fast-check';
import type { Answers } from '../../src/model/answers.js';

/** Configuration files of many forms, for what must hold of all of them. */

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
    fc.constantFrom(
      '0.0.0.0:25',
      '127.0.0.1:2525',
      '10.0.0.1:25',
      '127.0.0.1:25',
      '"127.0.0.1:2525"',
      '127.0.0.1:10026',
    ),
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
export const axigenConfig = fc
  .tuple(
    fc.constantFrom('smtpIncoming', 'smtpIn', 'SMTPINCOMING'),
    set('listeners', listener),
    set('clients', client),
  )
  .map(([name, listeners, clients]) => `Server {\n${name} = {\nmaxErrors = 20\n${listeners}${clients}}\n}\n`);

export const laterConfig = fc
  .tuple(set('listeners', listener), fc.uniqueArray(attribute, { selector: ([name]) => name.toLowerCase() }))
  .map(
    ([listeners, limits]) =>
      `Server {\nsmtpIncoming = {\n${listeners}serviceAccessControl = ${object(...limits)}\n}\n}\n`,
  );
export const wishes: fc.Arbitrary<Partial<Answers>> = fc.record(
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
export const nod32Config = fc
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
export const policy = fc
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
