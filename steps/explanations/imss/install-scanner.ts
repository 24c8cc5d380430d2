import type { Explanations } from '../../../src/model/explanation.js';
import { imssArticle } from '../../passages.js';

const passages = [imssArticle('Prerequisites')];
const both = [imssArticle('Prerequisites'), imssArticle('Interconnecting 2')];

export const imssInstallExplanations = {
  'IMSS-INSTALLED': {
    title: 'IMSS is installed',
    means:
      'Its start script /etc/init.d/S99ISIMSS is there, and config/imss.ini below the folder in which it is installed. Whether its ports 10025 (mail) and 8445 (console) are open is told as well, but not asked for: an IMSS that is stopped has none.',
    matters: 'It is the program that scans the mail.',
    ifLeft: 'Mail is not scanned.',
    remedy:
      'Have setup run the vendor\u2019s installer (--installer COMMAND): its questions are answered by you, at your terminal. Or install IMSS by hand, and run gateway-setup again.',
    passages,
  },
  'IMSS-ROOT': {
    title: 'It can be told in which folder IMSS is installed',
    means:
      'config/imss.ini is looked for where the start script, running programs and the package database point to, and in the usual places. It must be in just one folder; of several, --imss-root says which.',
    matters:
      'Its configuration lies there, and what runs from there is IMSS. It need not be the one that the article names.',
    ifLeft: 'Setup does not begin: a file that IMSS does not read might be edited.',
    remedy: 'Name the folder that has config/imss.ini in it with --imss-root; the path is one on the server.',
    passages: both,
  },
  'IMSS-REMAINS': {
    title: 'No half of an installation is there',
    means:
      'Either both the start script /etc/init.d/S99ISIMSS and config/imss.ini are there, or neither of them.',
    matters:
      'The installer would write over what is left, and a rollback could not bring it back. What is known of half an IMSS is not enough to work with either.',
    ifLeft: 'Setup does not begin.',
    remedy:
      'If an installer left it that gateway-setup has run, roll that back with gateway-setup rollback. Otherwise keep a copy of what is there and remove it, or finish that installation by hand. Then run gateway-setup again.',
    passages,
  },
  'IMSS-CONFIG': {
    title: 'imss.ini can be understood',
    means:
      'Once IMSS is installed, its imss.ini can be read whole, has a section [smtp], and has exactly one section with proxy_service=SMTP_SERVICE, whatever its number.',
    matters:
      'The address and port of the SMTP proxy are set there. What is not understood whole is not edited, and of two sections it is not known which one counts.',
    ifLeft: 'IMSS cannot be given port 25.',
    remedy:
      'Put the file right at the lines that are named; of two sections with SMTP_SERVICE, comment out with # the one that is not used.',
    passages: both,
  },
} satisfies Explanations;
