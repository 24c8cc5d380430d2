import type { Explanations } from '../../src/model/explanation.js';
import { nod32Article } from '../passages.js';

const behaviour = [nod32Article('Configuring the NOD32 Behavior')];
const actions =
  'accept delivers the message; defer has the sender\u2019s server try again for days (4xx); discard takes it and throws it away, and nobody is told; reject refuses it, and the sender gets a bounce (5xx)';
const looked =
  'The option is read from the section [smtp] of nod32.cfg, which overrides [global]; a line that is commented out does not count.';

export const setBehaviourExplanations = {
  'NOD32-SCANS': {
    title: 'Every message is scanned',
    means:
      'NOD32 decides by action_on_processed and av_enabled before it looks for viruses. Both are read from nod32.cfg, with user_config, which names a file of exceptions.',
    matters:
      'With av_enabled = no mail passes unscanned; with another action_on_processed than accept no mail passes at all. What the other options say of viruses counts for neither.',
    ifLeft: 'Viruses reach the mailboxes although a scanner stands in front of them, or mail is lost.',
    remedy:
      'Unless it is meant, take the line out of nod32.cfg and restart nod32d, then nod32smtp. If it is meant, waive the finding.',
    passages: behaviour,
  },
  'NOD32-ACTION-INFECTED': {
    title: 'What happens to a message with a virus in it',
    means: `${looked} Unless somebody chose, any of the four actions is right: ${actions}. Where nothing is set NOD32 cleans the attachment and delivers it.`,
    matters: 'It decides what the sender and the recipient of an infected message get.',
    ifLeft:
      'A word that is none of the four, or two lines that disagree, leave open what NOD32 does, and whether it starts at all.',
    remedy:
      'Choose with --action-on-infected, or set action_on_infected in nod32.cfg and restart nod32d, then nod32smtp.',
    passages: behaviour,
  },
  'NOD32-ACTION-UNCLEANABLE': {
    title: 'What happens to a message that cannot be cleaned',
    means: `${looked} Unless somebody chose, any of the four actions is right: ${actions}. Where nothing is set NOD32 takes the attachment out and adds a footnote for the recipient.`,
    matters: 'Most viruses cannot be cleaned, because the whole file is the virus: this option then decides.',
    ifLeft:
      'A word that is none of the four, or two lines that disagree, leave open what NOD32 does, and whether it starts at all.',
    remedy:
      'Choose with --action-on-uncleanable, or set action_on_uncleanable in nod32.cfg and restart nod32d, then nod32smtp.',
    passages: behaviour,
  },
  'NOD32-ACTION-NOTSCANNED': {
    title: 'What happens to a message that cannot be scanned',
    means: `${looked} Unless somebody chose, any of the four actions is right: ${actions}. Where nothing is set NOD32 takes the attachment out of the message.`,
    matters:
      'An archive with a password cannot be scanned. It may hold a virus, or be what the recipient waits for.',
    ifLeft:
      'A word that is none of the four, or two lines that disagree, leave open what NOD32 does, and whether it starts at all.',
    remedy:
      'Choose with --action-on-notscanned, or set action_on_notscanned in nod32.cfg and restart nod32d, then nod32smtp.',
    passages: behaviour,
  },
  'NOD32-QUARANTINE': {
    title: 'Whether copies of blocked mail are kept',
    means: `${looked} Unless somebody chose, yes and no are both right.`,
    matters: 'With copies a message that was blocked by mistake can be had back. They take disk space.',
    ifLeft: 'Another word than yes or no leaves open what NOD32 does, and whether it starts at all.',
    remedy: 'Choose with --quarantine, or set quarantine in nod32.cfg and restart nod32d, then nod32smtp.',
    passages: behaviour,
  },
  'NOD32-EICAR': {
    title: 'A test virus is treated as nod32.cfg says',
    means:
      'With your consent (--eicar-test) a message with the EICAR test file, which is harmless and which every scanner takes for a virus, is sent through port 25 to your mailbox. What becomes of it is compared with nod32.cfg: refused, put off, thrown away, or delivered without the file. The message is removed from the mailbox again.',
    matters:
      'It is the only proof that viruses are found. A header in a clean message shows only that the scanner saw it.',
    ifLeft: 'If the file came through although nod32.cfg says otherwise, real viruses come through as well.',
    remedy:
      'See whether a restart is owed (NOD32-RESTART), whether messages are scanned at all (NOD32-SCANS) and whether user_config makes exceptions for this mailbox; look into the logs of nod32d and nod32smtp. Then send it again.',
    passages: [...behaviour, nod32Article('Interconnecting 4')],
  },
} satisfies Explanations;
