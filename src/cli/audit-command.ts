import { Command, Option } from 'commander';
import type { AnswerKey } from '../questions/question.js';
import { addAnswerFlags } from './answer-flags.js';
import { aboutInventories, addWhereFlags, type HowMany, type WhereOptions } from './where/flags.js';

export type ReportFormat = 'human' | 'json' | 'junit';

/** What `audit` and `verify` have in common; the answers are read from the same object. */
export interface ReportOptions extends WhereOptions {
  readonly answers?: string;
  readonly format: ReportFormat;
  readonly output?: string;
  readonly plain?: boolean;
  readonly color: boolean;
  readonly verbose?: boolean;
}

export interface AuditCommandOptions extends ReportOptions {
  readonly sendTestMail?: boolean;
}

export interface VerifyCommandOptions extends ReportOptions {
  /** False after --no-test-mail. */
  readonly testMail: boolean;
}

/** Answers of those who are about to change something: nothing that an audit goes by. */
const onlyForSetup = new Set<AnswerKey>([
  'license',
  'package',
  'installer',
  'accept-distribution',
  'confirm-timeout',
  'on-failure',
]);

const forTestMail = new Set<AnswerKey>([
  'scanner',
  'imss-root',
  'recipient',
  'sender',
  'mailbox-user',
  'mailbox-password',
  'delivery-timeout',
]);

const exitCodes = `
Exit codes: 0 all is well, 1 something failed, 2 something differs or is a risk,
3 not everything could be looked at, 4 usage, 130 cancelled.`;

const severalServers = `Several servers, with --host more than once or with --inventory, are looked at
side by side, and there is one report. One that cannot be reached is told among
the others.
${aboutInventories}`;

export function auditCommand(name: string): Command {
  const command = base(name).description(
    'Looks at an installation as it stands: reads only, asks nothing, restarts nothing.',
  );
  addAnswerFlags(command, ({ key }) => !onlyForSetup.has(key), {
    answers: 'What it looks with:',
    settings: 'What the scanner and AXIGEN should be set to (left out, as they are):',
  });
  return withReportFlags(command, 'many')
    .option('--send-test-mail', 'send a message to --recipient too, and look for it in the mailbox')
    .addHelpText(
      'after',
      `
Findings that are lived with are waived in /etc/gateway-setup/waivers.ini on the
server: a section [FINDING-ID] with reason = ... and, if it shall end,
expires = 2026-12-31.

${severalServers}

--format json follows templates/schemas/audit-1.schema.json of this package; the
report of several servers follows fleet-1.schema.json.
${exitCodes}
Of several servers it is the worst; from bad to good that is 1, 3, 2, 0.`,
    );
}

export function verifyCommand(name: string): Command {
  const command = base(name).description(
    'The article\u2019s own checks alone: telnet, EHLO, relay and a test message, with what was said.',
  );
  addAnswerFlags(command, ({ key }) => forTestMail.has(key));
  return withReportFlags(command, 'one')
    .option('--no-test-mail', 'send no message')
    .addHelpText('after', exitCodes);
}

function base(name: string): Command {
  return new Command(name)
    .addHelpOption(new Option('-h, --help', 'show this help').helpGroup('How it runs:'))
    .allowExcessArguments(false);
}

function withReportFlags(command: Command, howMany: HowMany): Command {
  return addWhereFlags(command, howMany)
    .optionsGroup('How it runs:')
    .option('--answers <file>', 'an answers file on this machine')
    .addOption(
      new Option('--format <form>', 'how it is reported: human, json or junit')
        .choices(['human', 'json', 'junit'])
        .default('human'),
    )
    .option('--output <file>', 'write the report to a file on this machine, whole or not at all')
    .option('--plain', 'lines of text only, nothing redrawn: for screen readers and simple terminals')
    .option('--no-color', 'no colours (as with NO_COLOR)')
    .option('--verbose', 'tell everything of each finding, what was said, and how the server was reached');
}
