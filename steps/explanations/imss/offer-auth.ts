import type { Explanations } from '../../../src/model/explanation.js';
import { imssArticle } from '../../passages.js';

const passages = [imssArticle('Tweaking 1')];

export const offerAuthExplanations = {
  'IMSS-AUTH': {
    title: 'IMSS may offer AUTH',
    means:
      'AUTH is in the list supported_esmtp_cmds of the section [smtp] of imss.ini. The article prints supported_esmtx_cmds, most likely for the same: both names are taken as the file has them. Where it has neither, none is made.',
    matters: 'The list says which of AXIGEN\u2019s extensions IMSS passes on. As installed it lacks AUTH.',
    ifLeft: 'Nobody can log in on port 25.',
    remedy:
      'Add AUTH at the end of the list, after a comma, and restart IMSS (/etc/init.d/S99ISIMSS restart). Where there is no such list, the IMSS manual must say how it is told what to offer.',
    passages,
  },
  'SMTP-AUTH': {
    title: 'Port 25 offers AUTH',
    means:
      'Once IMSS has port 25, EHLO is said there, and the extensions in its answer are read. AXIGEN is asked as well, behind IMSS, as IMSS can pass on only what AXIGEN offers.',
    matters: 'The file shows only what is meant to be offered; IMSS reads it when it starts.',
    ifLeft:
      'Mail programs do not log in, so the users of this server cannot send to other servers through it.',
    remedy:
      'See IMSS-AUTH, restart IMSS, and see which logins AXIGEN allows on a plain connection (plainConnAuthTypes in SMTP-In).',
    passages,
  },
  'SMTP-AUTH-LOGIN': {
    title: 'A login on port 25 works',
    means:
      'With the mailbox and its password, if they were given, a login on port 25 is tried; then it is asked whether mail to a stranger would be taken, and nothing is sent. What is refused after the login still shows that the login worked; RELAY-AUTH tells the rest.',
    matters: 'That AUTH is offered does not show that it passes through IMSS in both directions.',
    ifLeft: 'Users see their mail program ask for the password again and again.',
    remedy:
      'See that user and password are right (--mailbox-user, --mailbox-password-file), and read the logs of AXIGEN and of IMSS.',
    passages,
  },
} satisfies Explanations;
