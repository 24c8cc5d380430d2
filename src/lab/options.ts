import { ExitCode, UserError } from '../errors.js';
import { escapeControl } from '../text/escape.js';
import type { StandInBuild } from './axigen/package.js';
import { resolveAxigen } from './axigen-options.js';
import { type Distro, distroIds, findDistro } from './distros.js';
import { defaultLabName, validateLabName } from './paths.js';
import { findScanner, type LabScanner, labScanners, scannerFacts } from './scanners.js';
import { findSshEra, type SshEra, sshEras } from './ssh/era.js';

export type IsolationKind = 'namespaces' | 'chroot';

/** What a lab is made of, as an operator or a test asks for it. */
export interface LabRequest {
  /** 1 to 31 of a-z, 0-9 and '-'. Default `default`. */
  readonly name?: string;
  /** One of `labScanners`. Default `nod32`. */
  readonly scanner?: string;
  /** One of `distroIds`. Default: one of the scanner's article. */
  readonly distro?: string;
  /** `1.2` or `10`. Default `1.2`. */
  readonly axigen?: string;
  /** Whether AXIGEN's command line service is on. Default true. */
  readonly cli?: boolean;
  /** Only with 1.2: what the SMTP service's object is called, one of `smtpNames`. Default `smtpIncoming`. */
  readonly smtpName?: string;
  /** Only with 1.2: what the set of SMTP clients is called. Default `clients`. */
  readonly clientsName?: string;
  /** `namespaces` or `chroot`. Default: what this machine allows, namespaces first. */
  readonly isolation?: string;
  /** Use our stand-ins of ps, netstat, rpm and dpkg even where the machine has the real ones. */
  readonly forceStandIns?: boolean;
  /** One of `sshEras`: its sshd has that year's algorithms and no others. Default: this machine's sshd as it is. */
  readonly sshEra?: string;
}

export interface LabOptions {
  readonly name: string;
  readonly scanner: LabScanner;
  readonly distro: Distro;
  readonly axigen: StandInBuild;
  readonly isolation: IsolationKind | undefined;
  readonly forceStandIns: boolean;
  readonly sshEra: SshEra | undefined;
}

function refuse(message: string, next: string): never {
  throw new UserError(message, { why: 'No lab was built.', next, exitCode: ExitCode.usage });
}

/** A word of the operator's, as long as a name might be. */
function shown(word: string): string {
  return escapeControl(word, 40);
}

/** @throws UserError (exit code 4) for anything that this version cannot build. */
export function resolveLabOptions(request: LabRequest): LabOptions {
  const name = validateLabName(request.name ?? defaultLabName);
  const scannerId = request.scanner ?? 'nod32';
  const scanner = findScanner(scannerId);
  if (!scanner)
    refuse(
      `there is no scanner "${shown(scannerId)}"`,
      `use --scanner with one of: ${labScanners.join(', ')}`,
    );
  const axigen = resolveAxigen(request);
  const distroId = request.distro ?? scannerFacts[scanner].usualDistro;
  const distro = findDistro(distroId);
  if (!distro)
    refuse(`the lab has no distribution "${shown(distroId)}"`, `use one of: ${distroIds.join(', ')}`);
  const { isolation } = request;
  if (isolation !== undefined && isolation !== 'namespaces' && isolation !== 'chroot') {
    refuse(`there is no isolation "${shown(isolation)}"`, 'use --isolation namespaces or --isolation chroot');
  }
  const forceStandIns = request.forceStandIns ?? false;
  return { name, scanner, distro, axigen, isolation, forceStandIns, sshEra: resolveEra(request.sshEra) };
}

function resolveEra(year: string | undefined): SshEra | undefined {
  if (year === undefined) return undefined;
  const era = findSshEra(year);
  if (!era)
    refuse(`the lab has no sshd of "${shown(year)}"`, `use --ssh-era with one of: ${sshEras.join(', ')}`);
  return era;
}
