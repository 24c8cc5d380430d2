import type { Explanations } from '../../src/model/explanation.js';
import { bothArticles } from '../passages.js';

const passages = bothArticles('Interconnecting 1');

/** Configured, running and saved are three different facts. */
export const axigenInForceExplanations = {
  'AXIGEN-LISTENER-LIVE': {
    title: 'AXIGEN really listens behind the scanner',
    means:
      '`netstat -ltnp` shows AXIGEN on 127.0.0.1, on port 2525 (with NOD32) or 10026 (with IMSS), on no other address there, and not on port 25.',
    matters: 'A file that was edited does nothing until AXIGEN has read it.',
    ifLeft: 'The scanner does not reach AXIGEN, cannot take port 25, or others reach AXIGEN past it.',
    remedy: '/etc/init.d/axigen restart; look into AXIGEN\u2019s log if it stays so.',
    passages,
  },
  'AXIGEN-RESTART': {
    title: 'AXIGEN has read its files as they are now',
    means:
      'axigen.cfg and the SMTP policy file are older than the start of AXIGEN\u2019s process. A newer axigen.cfg without any comment may have been written by AXIGEN itself (Save Config): then only its command line can tell.',
    matters:
      'A file that was edited does nothing until AXIGEN has read it, and may surprise everybody when it does.',
    ifLeft: 'The server does not do what its files say, until it is restarted for another reason.',
    remedy: 'Restart AXIGEN: /etc/init.d/axigen restart.',
    passages,
  },
  'AXIGEN-SAVED': {
    title: 'What AXIGEN does is what its file says',
    means:
      'AXIGEN\u2019s command line is asked which listeners, clients and limits run, and the answer is compared with axigen.cfg. This needs the password of its user admin.',
    matters:
      'What was committed but not saved is lost when AXIGEN restarts, and Save Config writes over what was only edited in the file.',
    ifLeft: 'The next restart, or the next Save Config, changes the server.',
    remedy:
      'If what runs is right: Commands, Save Config in WebAdmin. If the file is right: /etc/init.d/axigen restart.',
    passages,
  },
  'AXIGEN-CLI': {
    title: 'The way in which AXIGEN is configured',
    means:
      'Whether AXIGEN\u2019s command line (port 7000) is used, or its file is edited, or a person clicks in WebAdmin, and why. Where --axigen-driver cli is given, it has to answer, take the password and offer what is needed.',
    matters:
      'Through the command line AXIGEN is changed while it runs; its file is edited while it is stopped.',
    ifLeft: 'With --axigen-driver cli nothing is changed as long as the command line cannot be used.',
    remedy:
      'Give the password of admin with --axigen-password-file, see that the service cli is started and listens on port 7000, or leave --axigen-driver out.',
    passages,
  },
} satisfies Explanations;
