import { axigenService } from '../products/axigen/product.js';
import type { HostFacts } from '../products/host-facts.js';
import { oneOf, textLine } from './problems.js';
import type { GivenAnswers, Question } from './question.js';

/** AXIGEN's command line service listens there by default (facts: axigen 2). */
const cliPort = 7000;

/** Somebody who chose the file or WebAdmin is not asked for a password that is not needed. */
function mayUseCli({ listening }: HostFacts, given: GivenAnswers): boolean {
  const driver = given.get('axigen-driver') ?? 'auto';
  if (driver !== 'auto') return driver === 'cli';
  return (
    listening.state === 'present' &&
    listening.value.some(({ port, program }) => port === cliPort && program === axigenService.process)
  );
}

/** How AXIGEN is reached and changed. */
export const axigenQuestions: readonly Question[] = [
  {
    key: 'axigen-driver',
    kind: 'choice',
    label: 'AXIGEN driver',
    ask: 'How shall AXIGEN be configured?',
    help: 'how AXIGEN is configured: auto, cli (its command line service), file (axigen.cfg) or guided (you click in WebAdmin)',
    placeholder: 'way',
    choices: ['auto', 'cli', 'file', 'guided'],
    meanings: {
      auto: 'its command line where that answers and offers what is needed, else axigen.cfg',
      cli: 'its command line service on port 7000, while it runs; needs the password of admin',
      file: 'axigen.cfg is edited while AXIGEN is stopped',
      guided: 'you make the article\u2019s clicks in WebAdmin; each is verified',
    },
    fallback: () => 'auto',
    problem: oneOf('auto', 'cli', 'file', 'guided'),
  },
  {
    key: 'axigen-password',
    kind: 'secret',
    label: 'AXIGEN admin password',
    ask: 'Password of AXIGEN\u2019s admin (empty: its file is edited)?',
    help: 'file that holds the password of AXIGEN\u2019s admin, for its command line (or set GATEWAY_SETUP_AXIGEN_PASSWORD)',
    placeholder: 'file',
    open: mayUseCli,
    optional: true,
    required: (given) => given.get('axigen-driver') === 'cli',
    problem: textLine('A password is one line of text.'),
  },
  {
    key: 'axigen-generation',
    kind: 'choice',
    label: 'AXIGEN generation',
    ask: 'Where does this AXIGEN keep its ESMTP switches?',
    help: 'the generation of AXIGEN, where the server does not tell: 1.2 (SMTP-In clients) or 10 (policy script)',
    placeholder: 'version',
    choices: ['1.2', '10'],
    meanings: {
      '1.2': 'in SMTP-In clients, as version 1.2',
      '10': 'in the policy script, as later versions',
    },
    open: ({ axigen }) => axigen.config.state === 'present' && axigen.generation.state === 'absent',
    problem: oneOf('1.2', '10'),
  },
];
