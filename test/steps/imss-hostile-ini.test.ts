import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DocumentError } from '../../src/documents/document-error.js';
import { UserError } from '../../src/errors.js';
import type { EditFile } from '../../src/model/change.js';
import type { Step } from '../../src/model/step.js';
import { imssScanner } from '../../src/products/imss/scanner.js';
import { configureScanner } from '../../steps/configure-scanner.js';
import { offerAuth } from '../../steps/offer-auth.js';
import { handedOver, imssPaths, answers as usualAnswers, withScanner } from '../support/imss-server.js';
import { type Server, situation, withFiles } from '../support/server.js';

/** Few of these files tell where mail is handed on, and without that nothing is edited. */
const answers = { ...usualAnswers, acceptDownstream: true };

const keys = fc.constantFrom(
  ...['smtp_allow_client_ip', 'SMTP_ALLOW_CLIENT_IP', 'proxy_service', 'proxy_port', 'proxy_port[]'],
  ...['proxy_smtp_server_ip', 'pop3_enable_proxy', 'pop3_virus_scan', 'supported_esmtp_cmds'],
  ...['supported_esmtx_cmds', 'downstream_smtp_server_addr', 'downstream_smtp_server_port', 'relay_host'],
  ...['relay_port', 'a.b', '__proto__', 'constructor'],
);
const values = fc.constantFrom(
  ...['127.0.0.1', '0.0.0.0', '127.0.0.1:10026', 'localhost', '25', '10025', '10026', 'yes', 'no', ''],
  ...[
    'SMTP_SERVICE',
    '"SMTP_SERVICE"',
    'SMTP_REPROCESS',
    '"25"',
    "'25'",
    '25 # x',
    '25;',
    'A,B,AUTH',
    'A, B',
  ],
  ...['a\\', 'A\\B', '"A\\\\B"', '"A\u0001B"', '{"a":1}', '"0.0.0.0" ; c', '\u00fc\u00a0', '\u0000', 'null'],
);
const line = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.tuple(keys, fc.constantFrom('=', ' = ', '\t='), values).map((all) => all.join('')),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom('[smtp]', '[pop3]', '[socket1]', '[SMTP]', '[a.b]', '[__proto__]'),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.constantFrom('#', ';', ' # '), keys, values).map(([m, k, v]) => `${m}${k}=${v}`),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('', '  ', 'word', '  10.0.0.5', '#[pop3]', 'a\rb=c', '=x', '; \u00e9'),
  },
);
const lines = fc
  .array(fc.tuple(line, fc.constantFrom('\n', '\r\n')), { maxLength: 12 })
  .map((all) => all.map((one) => one.join('')).join(''));
const usual = fc.constantFrom(
  '[smtp]\nproxy_smtp_server_ip=127.0.0.1\n[socket1]\nproxy_service=SMTP_SERVICE\nproxy_port=10025\n[pop3]\n',
  '[smtp]\r\n#proxy_smtp_server_ip=\r\n[socket1]\r\nproxy_service = SMTP_SERVICE \r\nproxy_port = "10025"\r\n',
  '',
);
const file = fc
  .tuple(fc.constantFrom('', '\u00ef\u00bb\u00bf'), usual, lines, usual, fc.boolean())
  .map(([bom, ...parts]) => {
    const text = bom + parts.slice(0, 3).join('');
    return parts[3] ? text.replace(/\r?\n$/, '') : text;
  });

/** What the step does to imss.ini; nothing where it says that the file must be put right by hand. */
function editBy(step: Step, server: Server): EditFile | undefined {
  try {
    return step.changes(situation(server, { answers })).find((change) => change.kind === 'edit-file');
  } catch (error) {
    if (!(error instanceof UserError || error instanceof DocumentError)) throw error;
    return undefined;
  }
}

test('whatever stands in imss.ini: told to put it right, or edited so that nothing is left to do', () => {
  fc.assert(
    fc.property(
      file,
      fc.constantFrom(withScanner, handedOver),
      fc.constantFrom(configureScanner(imssScanner), offerAuth),
      (text, server, step) => {
        const edit = editBy(step, withFiles(server, { [imssPaths.config]: text }));
        if (edit === undefined) return;
        const after = withFiles(server, { [imssPaths.config]: edit.after });
        expect(editBy(step, after)).toBeUndefined();
        const left = step
          .assess(situation(after, { answers }))
          .filter(({ verdict, aspect }) => verdict === 'drift' && aspect === 'configured');
        expect(left).toEqual([]);
      },
    ),
    { numRuns: 400 },
  );
});
