import type { Row } from './row.js';

/** Words that are not understood: commands, flags, their values and their number. */
export const commandLine: readonly Row[] = [
  usage('a command that is nearly one', ['setpu'], 'There is no command "setpu"', 'gateway-setup setup?'),
  usage('a command like none', ['frobnicate'], 'There is no command "frobnicate"', 'setup, plan, apply'),
  usage(
    'a command in capitals',
    ['AUDIT'],
    'There is no command "AUDIT"',
    'Did you mean gateway-setup audit?',
  ),
  usage(
    'a property of every object as a command',
    ['constructor'],
    'no command "constructor"',
    'The commands are',
  ),
  usage(
    'a command of control characters',
    ['\u001b[2Jx'],
    'There is no command "\\x1b[2Jx"',
    'The commands are',
  ),
  usage(
    'help about a command that there is not',
    ['help', 'aduit'],
    'no command "aduit"',
    'gateway-setup audit?',
  ),
  usage(
    'no command of the lab',
    ['lab', 'donw'],
    'There is no command "lab donw"',
    'gateway-setup lab down?',
  ),
  usage('setup: a flag that is nearly one', ['setup', '--yse'], "option '--yse'", 'Did you mean --yes?'),
  usage('the wizard: a flag that is nearly one', ['--lisense', '/x'], "option '--lisense'", '--license?'),
  usage('plan: a flag that is nearly one', ['plan', '--outptu', 'x'], "option '--outptu'", '--output?'),
  usage('apply: a flag of setup', ['apply', 'p.json', '--tune'], "option '--tune'", 'apply --help'),
  usage('audit: a flag of setup', ['audit', '--yes'], "option '--yes'", 'gateway-setup audit --help'),
  usage('verify: a flag of audit', ['verify', '--parallel', '2'], "option '--parallel'", 'verify --help'),
  usage('rollback: a flag that is nearly one', ['rollback', '--lits'], "option '--lits'", '--list?'),
  usage(
    'history: a flag of rollback',
    ['history', '--to', 'telnet-verify'],
    "option '--to'",
    'history --help',
  ),
  usage('answers: a flag of history', ['answers', '--format', 'json'], "option '--format'", 'answers --help'),
  usage('explain: a flag of audit', ['explain', '--format', 'json'], "option '--format'", 'explain --help'),
  usage('lab: a flag that is nearly one', ['lab', '--distor', 'x'], "option '--distor'", '--distro?'),
  usage('lab down: a flag of lab', ['lab', 'down', '--distro', 'x'], "option '--distro'", 'lab down --help'),
  usage('a flag of one dash', ['-x'], "option '-x'", 'gateway-setup setup --help'),
  usage('a flag without its value', ['--license'], "'--license <file>' argument missing", 'setup --help'),
  usage('rollback: --run without its value', ['rollback', '--run'], 'argument missing', 'rollback --help'),
  usage('a value for a flag of none', ['--accept-downstream=no'], 'takes no value', 'setup --help'),
  usage('setup: a word too many', ['setup', 'now'], 'Too many arguments', 'setup --help'),
  usage('a command behind flags', ['--yes', 'rollback'], 'Too many arguments', 'setup --help'),
  usage('audit: the server without --host', ['audit', 'mail.example.test'], 'Too many', 'audit --help'),
  usage('explain: two ids', ['explain', 'RELAY-POLICY', 'RELAY-PROBE'], 'Too many', 'explain --help'),
  usage('apply without a plan', ['apply'], "Missing required argument 'plan.json'", 'apply --help'),
  usage('apply: two plans', ['apply', 'a.json', 'b.json'], 'Too many arguments', 'apply --help'),
  usage('plan: no such form', ['plan', '--format', 'xml'], "'xml' is invalid", 'plan --help'),
  usage('audit: no such form', ['audit', '--format', 'html'], "'html' is invalid", 'audit --help'),
  usage('history: a form of audit', ['history', '--format', 'junit'], "'junit' is invalid", 'history --help'),
  usage('audit: none at a time', ['audit', '--parallel', '0'], 'from 1 to 50', 'audit --help'),
  usage('audit: a part of one at a time', ['audit', '--parallel', '1.5'], 'from 1 to 50', 'audit --help'),
  usage('setup: no step to skip', ['--skip', 'telnet-verifi'], 'no such step', 'setup --help'),
  usage(
    'plan: a step that is nearly one',
    ['plan', '--skip', 'close-open-rely'],
    'close-open-relay?',
    'plan --help',
  ),
  usage(
    'become: no such way',
    ['audit', '--host', 'a', '--become', 'doas'],
    "'doas' is invalid",
    'audit --help',
  ),
  {
    what: 'rollback to no step',
    words: ['rollback', '--to', 'telnet-verifi'],
    code: 4,
    says: ['There is no step "telnet-verifi"'],
    why: 'Nothing was taken back',
    next: 'Did you mean telnet-verify?',
  },
  {
    what: 'rollback of a run without an id',
    words: ['rollback', '--yes', '--run', ''],
    code: 4,
    says: ['--run was given without the id of a run'],
    why: 'Nothing was taken back',
    next: 'gateway-setup rollback --list',
  },
  {
    what: 'explain: no such finding',
    words: ['explain', 'RELAY-POLCIY'],
    code: 4,
    says: ['There is no finding and no step "RELAY-POLCIY"'],
    why: 'have an explanation',
    next: 'Did you mean RELAY-POLICY?',
  },
  {
    what: 'a template for one server',
    words: ['answers', '--host', 'mail.example.test'],
    code: 4,
    says: ['--host was given without --run'],
    why: 'The template is the same for every server',
    next: '--run latest',
  },
  {
    what: 'to begin with one of several that are one',
    words: ['--yes', '--host', 'a', '--from', 'a'],
    code: 4,
    says: ['--from was given, and there are not several servers'],
    why: 'Nothing was done',
    next: '--inventory',
  },
  {
    what: 'to begin with a server that is none of them',
    words: ['--yes', '--host', 'mail1', '--host', 'mail2', '--from', 'mial2'],
    code: 4,
    says: ['--from names mial2, which is none of the servers'],
    why: 'Nothing was done',
    next: 'Did you mean mail2?',
  },
  needsYes('setup', 'Without a terminal nobody can agree'),
  needsYes('rollback', 'Taking changes back stops and starts the mail service'),
  lab('scanner', ['--scanner', 'clam'], 'there is no scanner "clam"', '--scanner with one of: nod32, imss'),
  lab('distribution', ['--distro', 'gentoo'], 'no distribution "gentoo"', 'use one of: '),
  lab('generation of AXIGEN', ['--axigen', '3'], '"3"', '1.2'),
  lab('isolation', ['--isolation', 'jail'], 'no isolation "jail"', '--isolation namespaces'),
  lab('year of an sshd', ['--ssh-era', '1999'], 'no sshd of "1999"', 'use --ssh-era with one of'),
  lab('name', ['--name', 'Lab 1'], '"Lab 1" cannot name a lab', 'a-z, 0-9'),
  {
    what: 'lab exec: there is no lab',
    words: ['lab', 'exec', '--', 'true'],
    code: 3,
    says: ['there is no lab "default"'],
    why: /./,
    next: 'gateway-setup lab --build-only',
  },
];

function usage(what: string, words: readonly string[], says: string, next: string): Row {
  return { what, words, code: 4, says: [says], why: 'Nothing was done', next };
}

function lab(what: string, words: readonly string[], says: string, next: string): Row {
  return {
    what: `lab: no such ${what}`,
    words: ['lab', '--build-only', ...words],
    code: 4,
    says: [says],
    why: /No lab was built|carries the name/,
    next,
  };
}

function needsYes(verb: string, why: string): Row {
  return {
    what: `${verb}: no terminal and no --yes`,
    words: [verb],
    code: 4,
    says: ['There is no terminal here, and --yes was not given'],
    why,
    next: 'Give --yes',
  };
}
