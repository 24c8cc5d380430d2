import { oneOf, textLine } from './problems.js';
import type { Question } from './question.js';

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
    ask: 'Password of admin at AXIGEN\u2019s command line (empty: AXIGEN is configured through its file)?',
    help: 'file that holds the password of AXIGEN\u2019s admin, for its command line (or set GATEWAY_SETUP_AXIGEN_PASSWORD)',
    placeholder: 'file',
    optional: true,
    problem: textLine('A password is one line of text.'),
  },
  {
    key: 'axigen-generation',
    kind: 'choice',
    label: 'AXIGEN generation',
    ask: 'Where does this AXIGEN keep its ESMTP switches: 1.2 (SMTP-In clients), or 10 (the policy script)?',
    help: 'the generation of AXIGEN, where the server does not tell: 1.2 (SMTP-In clients) or 10 (policy script)',
    placeholder: 'version',
    choices: ['1.2', '10'],
    problem: oneOf('1.2', '10'),
  },
];
