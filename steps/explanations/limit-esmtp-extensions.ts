import type { Explanations } from '../../src/model/explanation.js';
import { bothArticles, nod32Article } from '../passages.js';

const tweak = nod32Article('Tweaking 1');
const tls = [tweak, nod32Article('Caveat 1')];
const binary = [tweak, nod32Article('Caveat 6')];
const inScript =
  'In later versions, whatever happens in the event onEhlo of the SMTP policy script, the last that is set is that.';

const offeredRemedy =
  'With NOD32: restart AXIGEN if it has not read its files; else look at all its clients, or at its policy script. With IMSS: see that it is IMSS who holds port 25, and supported_esmtp_cmds in the section [smtp] of imss.ini.';

export const limitEsmtpExtensionsExplanations = {
  'AXIGEN-DEFAULT-CLIENT': {
    title: 'A client of its own replaces AXIGEN\u2019s default',
    means:
      'axigen.cfg has an SMTP-In client with patternIn and patternOut * and a priority of 501 or more, or one with a lower priority that shows in what port 25 offers. Later versions of AXIGEN have no clients; there it does not apply.',
    matters:
      'What AXIGEN offers by default can only be changed by a client that takes the default\u2019s place.',
    ifLeft: 'AXIGEN\u2019s default counts, which offers STARTTLS and BINARYMIME.',
    remedy:
      'In SMTP-In, Clients: add one with priority 501 and the patterns *, and see to its other options (maxRCPTCount, maxDataSize, ...): it is then the default for everybody.',
    passages: [tweak],
  },
  'AXIGEN-STARTTLS': {
    title: 'STARTTLS is switched off',
    means: `allowStartTLS is no in every SMTP-In client of axigen.cfg. ${inScript}`,
    matters: 'NOD32 does not support TLS: a session in which it is begun fails.',
    ifLeft: 'Senders that use TLS where it is offered cannot deliver their mail.',
    remedy:
      'Set allowStartTLS to no in every client; in later versions with a method of its own, called last in event onEhlo.',
    passages: tls,
  },
  'AXIGEN-BINARYMIME': {
    title: 'BINARYMIME is switched off',
    means: `allowBinaryData is no in every SMTP-In client of axigen.cfg. ${inScript}`,
    matters: 'NOD32 does not support BINARYMIME.',
    ifLeft: 'Mail that is sent with it reaches the mailboxes without having been scanned.',
    remedy:
      'Set allowBinaryData to no in every client; in later versions with a method of its own, called last in event onEhlo.',
    passages: binary,
  },
  'AXIGEN-MAX-RCPT': {
    title: 'As many recipients of one message as you wish',
    means:
      'maxRCPTCount of the client that is the default for everybody, or the policy variable maxRcptCount, is what was asked for with --max-rcpt-count.',
    matters: 'The client that replaces AXIGEN\u2019s default decides this for everybody.',
    ifLeft: 'It stays as it was, or at AXIGEN\u2019s own default.',
    remedy:
      'Set it in SMTP-In, Clients, in the client with the patterns *; in later versions in the SMTP policy.',
    passages: [tweak],
  },
  'AXIGEN-MAX-DATA-SIZE': {
    title: 'Messages as large as you wish',
    means:
      'maxDataSize, in KB, of the client that is the default for everybody, or the policy variable of that name, is what was asked for with --max-data-size.',
    matters: 'The client that replaces AXIGEN\u2019s default decides this for everybody.',
    ifLeft: 'It stays as it was, or at AXIGEN\u2019s own default.',
    remedy:
      'Set it in SMTP-In, Clients, in the client with the patterns *; in later versions in the SMTP policy.',
    passages: [tweak],
  },
  'SMTP-STARTTLS': {
    title: 'Port 25 does not offer STARTTLS',
    means: 'EHLO is said on port 25 once the scanner owns it, and the keywords of the answer are looked at.',
    matters:
      'What is really offered decides, not what a file says. Neither scanner supports TLS. NOD32 passes on whatever AXIGEN offers; IMSS offers only what stands in its own list.',
    ifLeft: 'Senders that use TLS where it is offered cannot deliver their mail.',
    remedy: offeredRemedy,
    passages: [tweak, ...bothArticles('Caveat 1')],
  },
  'SMTP-BINARYMIME': {
    title: 'Port 25 offers neither BINARYMIME nor CHUNKING',
    means:
      'EHLO is said on port 25 once the scanner owns it, and the keywords of the answer are looked at. CHUNKING brings the command with which BINARYMIME messages are sent.',
    matters:
      'What is really offered decides, not what a file says. Neither scanner supports BINARYMIME. NOD32 passes on whatever AXIGEN offers; IMSS offers only what stands in its own list.',
    ifLeft: 'Mail that is sent with it reaches the mailboxes without having been scanned, or is refused.',
    remedy: offeredRemedy,
    passages: [tweak, ...bothArticles('Caveat 6')],
  },
} satisfies Explanations;
