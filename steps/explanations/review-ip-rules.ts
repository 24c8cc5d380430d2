import type { Explanations } from '../../src/model/explanation.js';
import { bothArticles } from '../passages.js';

const passages = bothArticles('Caveat 3');
const matters =
  'AXIGEN sees every connection come from 127.0.0.1. A rule for other addresses never applies, and one that has 127.0.0.1 in it applies to all mail.';
const ifLeft = 'People rely on rules that do nothing, or that do it to everybody.';
const remedy =
  'Look at each: take it out, or put what it was meant for elsewhere, such as into a firewall before the scanner.';

export const reviewIpRulesExplanations = {
  'IP-RULES-CLIENTS': {
    title: 'SMTP-In clients for certain senders',
    means:
      'Clients in axigen.cfg whose patternIn is not * are listed, each with its line. Nothing is changed.',
    matters,
    ifLeft,
    remedy,
    passages,
  },
  'IP-RULES-LISTENERS': {
    title: 'Allow and deny rules for certain addresses',
    means:
      'Entries of allowRules and denyRules of the SMTP-In listeners, and of the service in later versions, are listed, each with its line; not those for everybody. Nothing is changed.',
    matters,
    ifLeft,
    remedy,
    passages,
  },
  'IP-RULES-POLICY': {
    title: 'Conditions on the address in the policy file',
    means:
      'Conditions on remoteSmtpIp, and lookups of it (checkSPF, checkReverseDNS, checkDNSBL), in the SMTP policy file are listed, each with its line; not the rule that lets 127.0.0.1 relay, which is a finding of its own. Nothing is changed.',
    matters,
    ifLeft,
    remedy,
    passages,
  },
} satisfies Explanations;
