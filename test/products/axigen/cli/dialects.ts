import type { Context } from './fake-cli-help.js';

/** How one version's command line talks, as far as the facts say it or leave it open (facts: axigen 2). */
export interface Dialect {
  readonly name: string;
  readonly smtpWord: string;
  readonly smtpPrompt: string;
  /** What GET VERSION prints; undefined: the command is not known. */
  readonly version?: string;
  readonly hasClients: boolean;
  readonly hasAccessControl: boolean;
  /** Where SAVE CONFIG is offered. */
  readonly saves: readonly Context[];
  /** SET address is offered in UPDATE. */
  readonly renames: boolean;
  /** Sends console codes and telnet commands until they are switched off. */
  readonly consoleCodes: boolean;
  /** Lines before and after the rows of a list. */
  readonly listHead: readonly string[];
  readonly listFoot: readonly string[];
  /** How a line of HELP is put together. */
  readonly helpLine: (form: string, says: string) => string;
}

export const x: Dialect = {
  name: 'X',
  smtpWord: 'SMTP-INCOMING',
  smtpPrompt: 'server-smtpIncoming',
  version: '10.3.1|Linux|x86_64',
  hasClients: false,
  hasAccessControl: true,
  saves: ['root', 'server', 'smtp'],
  renames: true,
  consoleCodes: false,
  listHead: ['The list of listeners', '', 'Address | Enable', '-------------------', ''],
  listFoot: ['', '1 listener(s)', ''],
  helpLine: (form, says) => `${form} - ${says}`,
};

/** The form of 2006, with names nobody knows, codes for a terminal, and HELP laid out in its own way. */
export const of2006: Dialect = {
  name: '2006',
  smtpWord: 'SMTP-IN',
  smtpPrompt: 'server-smtpIn',
  hasClients: true,
  hasAccessControl: false,
  saves: ['commands-server'],
  renames: true,
  consoleCodes: true,
  listHead: [],
  listFoot: [],
  helpLine: (form, says) => `  \u2022 ${form} \u2013 ${says}`,
};

export const dialects: readonly Dialect[] = [
  x,
  of2006,
  { ...x, name: 'X that saves in the server context only', saves: ['server'] },
  { ...of2006, name: '2006 with one SMTP service and no SET address', smtpWord: 'SMTP', renames: false },
];
