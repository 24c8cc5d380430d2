import { ExitCode, UserError } from '../errors.js';
import { escapeControl } from '../text/escape.js';
import type { StandInBuild } from './axigen/package.js';
import { profileOf, smtpNames } from './axigen/stand-in-profile.js';
import type { LabRequest } from './options.js';

/** Attributes that the SMTP service's object has already; a set of clients cannot be called so. */
const taken = [
  ...['minConnThreads', 'maxConnThreads', 'logType', 'logLevel', 'logHost', 'listeners', 'maxErrors'],
  ...['maxAuthErrors', 'maxReceivedHeaders', 'serviceAccessControl'],
].map((name) => name.toLowerCase());

/** What is asked of AXIGEN's stand-in. @throws UserError (exit code 4) for what it cannot play */
export function resolveAxigen(request: LabRequest): StandInBuild {
  const { axigen: generation = '1.2', smtpName, clientsName, cli = true } = request;
  if (generation !== '1.2' && generation !== '10') {
    refuse(`the lab has no AXIGEN "${shown(generation)}"`, 'use --axigen 1.2 or --axigen 10');
  }
  if (generation === '10') {
    if (smtpName !== undefined || clientsName !== undefined) {
      refuse(
        'the names of AXIGEN 10 are certain: its object is smtpIncoming, and it has no clients',
        'leave out --smtp-name and --clients-name, or use --axigen 1.2',
      );
    }
    return { profile: profileOf('10'), cli };
  }
  const smtp = smtpNames.find((name) => name === (smtpName ?? 'smtpIncoming'));
  if (smtp === undefined) {
    refuse(
      `the SMTP object of AXIGEN 1.2 was never called "${shown(smtpName ?? '')}"`,
      `use --smtp-name with one of: ${smtpNames.join(', ')}`,
    );
  }
  const clients = clientsName ?? 'clients';
  if (!/^[A-Za-z][A-Za-z0-9-]{0,63}$/.test(clients) || taken.includes(clients.toLowerCase())) {
    refuse(
      `the set of SMTP clients cannot be called "${shown(clients)}"`,
      'use --clients-name with letters, digits and "-", and no name of another attribute, such as smtpClients',
    );
  }
  return { profile: profileOf('1.2', { smtpName: smtp, clientsName: clients }), cli };
}

/** As a person says it: `AXIGEN 1.2 (smtpIn, smtpClients, no command line service)`. */
export function describeAxigen({ profile, cli }: StandInBuild): string {
  const { generation, smtpName, clientsName } = profile;
  const remarks = [
    ...(smtpName === 'smtpIncoming' ? [] : [`its SMTP object is called ${smtpName}`]),
    ...(clientsName === 'clients' ? [] : [`its set of clients ${clientsName}`]),
    ...(cli ? [] : ['without the command line service']),
  ];
  return `AXIGEN ${generation}${remarks.length === 0 ? '' : ` (${remarks.join(', ')})`}`;
}

export function sameAxigen(one: StandInBuild, other: StandInBuild): boolean {
  return (
    one.cli === other.cli &&
    one.profile.generation === other.profile.generation &&
    one.profile.smtpName === other.profile.smtpName &&
    one.profile.clientsName === other.profile.clientsName
  );
}

function refuse(message: string, next: string): never {
  throw new UserError(message, { why: 'No lab was built.', next, exitCode: ExitCode.usage });
}

function shown(word: string): string {
  return escapeControl(word, 40);
}
