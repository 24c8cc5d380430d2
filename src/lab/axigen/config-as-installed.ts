import { readTemplate } from '../templates.js';
import type { StandInBuild } from './package.js';
import type { SmtpName } from './stand-in-profile.js';

/** How both SMTP services are called in `services`, after the object of the incoming one. */
const serviceWords: Readonly<Record<SmtpName, string>> = {
  smtpIncoming: 'smtpIncoming smtpOutgoing',
  smtpIn: 'smtpIn smtpOut',
  'smtp-in': 'smtp-in smtp-out',
  smtp: 'smtp',
};

/** axigen.cfg as the installer leaves it, with the names that this build was given. */
export function configAsInstalled({ profile, cli }: StandInBuild): string {
  const { generation, smtpName, clientsName } = profile;
  const text = readTemplate('lab', 'axigen', generation === '1.2' ? 'axigen.cfg' : 'axigen-10.cfg');
  const replacements: readonly (readonly [from: RegExp, to: string])[] = [
    [/smtpIncoming smtpOutgoing/g, serviceWords[smtpName]],
    [/^( *)smtpIncoming = \{/m, `$1${smtpName} = {`],
    ...(generation === '1.2' ? [[/^([ #]*)clients = \(/gm, `$1${clientsName} = (`] as const] : []),
    ...(cli ? [] : [[/^( *services = \(.*) cli\b/m, '$1'] as const]),
  ];
  return replacements.reduce((done, [from, to]) => {
    if (done.search(from) === -1) throw new Error(`the template of axigen.cfg has no ${from.source}`);
    return done.replace(from, to);
  }, text);
}
