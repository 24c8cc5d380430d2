import { readFileSync } from 'node:fs';
import ini from 'ini';

export type Generation = '1.2' | '10';

/** What the SMTP service's object may have been called in 1.2; which one it was is not known (facts 1). */
export const smtpNames = ['smtpIncoming', 'smtpIn', 'smtp-in', 'smtp'] as const;
export type SmtpName = (typeof smtpNames)[number];

/** Which AXIGEN this stand-in plays, and how it calls what has no name that is certain. */
export interface StandInProfile {
  readonly generation: Generation;
  /** The SMTP service's object in axigen.cfg; no other name is understood. */
  readonly smtpName: SmtpName;
  /** The set of clients in that object. Generation 10 has none. */
  readonly clientsName: string;
  /** As `axigen --version` says it. */
  readonly version: string;
  /** How the command line service departs from its best, by key in lower case. */
  readonly cli: ReadonlyMap<string, string>;
}

const versions: Readonly<Record<Generation, string>> = { '1.2': '1.2.5', '10': '10.3.1' };

/** The profile of that generation with the usual names, where no others are given. */
export function profileOf(
  generation: Generation,
  names: Partial<Pick<StandInProfile, 'smtpName' | 'clientsName' | 'cli'>> = {},
): StandInProfile {
  return {
    generation,
    smtpName: names.smtpName ?? 'smtpIncoming',
    clientsName: names.clientsName ?? 'clients',
    version: versions[generation],
    cli: names.cli ?? new Map(),
  };
}

/** The stand-in's own setting file, which lies beside it. */
export function formatProfile({ generation, smtpName, clientsName }: StandInProfile): string {
  return [
    "; What the lab's stand-in of AXIGEN plays. This file is the stand-in's own, no real server has it.",
    '; Restart AXIGEN after a change.',
    `generation = ${generation}`,
    '; In axigen.cfg: the object of the incoming SMTP service, and the set of clients in it.',
    `smtp-name = ${smtpName}`,
    ...(generation === '1.2' ? [`clients-name = ${clientsName}`] : []),
    '',
    '; How the command line service departs from its best.',
    '[cli]',
    '',
  ].join('\n');
}

/** @throws Error for a generation or a name that the stand-in cannot play */
export function parseProfile(text: string): StandInProfile {
  const values = new Map<string, unknown>(Object.entries(ini.parse(text)));
  const generation = values.get('generation');
  if (generation !== '1.2' && generation !== '10') throw new Error(`no generation "${String(generation)}"`);
  const wanted = values.get('smtp-name') ?? 'smtpIncoming';
  const smtpName = smtpNames.find((name) => name === wanted);
  if (smtpName === undefined) throw new Error(`no SMTP object may be called "${String(wanted)}"`);
  const section = values.get('cli') ?? {};
  const entries = typeof section === 'object' ? Object.entries(section) : [];
  return profileOf(generation, {
    smtpName,
    clientsName: String(values.get('clients-name') ?? 'clients'),
    cli: new Map(entries.map(([key, value]) => [key.toLowerCase(), String(value)])),
  });
}

/** Without a file: 1.2 with the usual names. @throws Error when it cannot be read or used */
export function loadProfile(path: string | undefined): StandInProfile {
  if (path === undefined) return profileOf('1.2');
  try {
    return parseProfile(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new Error(`${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
