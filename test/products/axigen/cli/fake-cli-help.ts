import type { Dialect } from './dialects.js';

export type Context =
  | 'login'
  | 'password'
  | 'root'
  | 'server'
  | 'smtp'
  | 'listener'
  | 'client'
  | 'access'
  | 'commands'
  | 'commands-server';

type Line = readonly [form: string, says: string];

const everywhere: readonly Line[] = [
  ['EXIT/QUIT', 'exits CLI and closes connection'],
  ['HELP', 'prints this help message'],
];
const back: Line = ['BACK', 'cancels any changes made and switches back to the previous context'];
const commit: Line = ['COMMIT', 'commits the changes made in this context'];
const save: Line = ['SAVE CONFIG [<path>]', 'saves the running configuration (a suffix will be added)'];
const limits: readonly Line[] = [
  ['SET [maxConnections <count>]', 'sets the limit'],
  ['SET [peerMaxConnections <count>]', 'sets the limit'],
];

/** What HELP prints in a context. */
export function helpText(context: Context, dialect: Dialect, renaming: boolean): readonly string[] {
  const lines = [...everywhere, ...own(context, dialect, renaming)];
  return [
    `The commands available for the ${context} context are:`,
    ...lines.map((one) => dialect.helpLine(...one)),
    '',
  ];
}

function own(context: Context, dialect: Dialect, renaming: boolean): readonly Line[] {
  switch (context) {
    case 'root':
      return [
        ['CONFIG SERVER', 'enters the Server context'],
        ...(dialect.saves.includes('commands-server')
          ? ([['ENTER commands', 'enters the commands']] as const)
          : []),
        ...(dialect.saves.includes('root') ? [save] : []),
        ['LIST Domains [wildcard (ex: domain*)]', 'lists the domains of this server'],
      ];
    case 'server':
      return [
        back,
        commit,
        ...(dialect.saves.includes('server') ? [save] : []),
        ['CONFIG POP3', 'enters the POP3 context'],
        ['CONFIG SMTP-OUTGOING', 'enters the outgoing service'],
        [`CONFIG ${dialect.smtpWord}`, 'enters the service'],
        ...(dialect.hasAccessControl
          ? ([['UPDATE SmtpFilters [<path>]', 'uploads the policy']] as const)
          : []),
      ];
    case 'smtp':
      return smtpLines(dialect);
    case 'listener':
      return [
        back,
        commit,
        ...(renaming ? ([['SET [address <address>]', 'sets the address']] as const) : []),
        ...limits,
      ];
    case 'client':
      return [back, commit, ['SET [allowStartTLS <yes|no>]', 'allows STARTTLS']];
    case 'access':
      return [back, ['DONE', 'saves the changes and switches back'], ...limits];
    case 'commands':
      return [back, ['ENTER server', 'enters the server commands']];
    case 'commands-server':
      return [back, save];
    default:
      return [['USER <user>', 'the user']];
  }
}

function smtpLines({ hasClients, hasAccessControl }: Dialect): readonly Line[] {
  const objects = ['Listener address', ...(hasClients ? ['Client priority'] : [])];
  return [
    back,
    commit,
    ['SHOW [ATTR <param>]', 'shows information about this context'],
    ['SET [maxErrors <maxErrors>]', 'sets the max no. of wrong commands'],
    ...(hasAccessControl ? ([['CONFIG AccessControl', 'enters the AccessControl context']] as const) : []),
    ...objects.flatMap((one): readonly Line[] => {
      const [object = '', key = ''] = one.split(' ');
      return [
        [`LIST ${object}s`, 'lists them'],
        ...['ADD', 'UPDATE', 'REMOVE'].map(
          (verb): Line => [`${verb} ${object} [${key}] <${key}>`, 'changes one'],
        ),
        [`SHOW ${object} [${key}] <${key}> [ATTR <param>]`, 'shows one'],
      ];
    }),
  ];
}
