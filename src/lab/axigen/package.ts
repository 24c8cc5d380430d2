import type { PackageFile, PackageSpec } from '../packages/package-spec.js';
import { readTemplate } from '../templates.js';
import { configAsInstalled } from './config-as-installed.js';
import { formatProfile, type StandInProfile } from './stand-in-profile.js';

/** Which AXIGEN is installed. */
export interface StandInBuild {
  readonly profile: StandInProfile;
  /** Whether the command line service is among the services. */
  readonly cli: boolean;
}

/** Where the stand-in's own setting file lies. */
export const profilePath = '/opt/axigen/share/stand-in.ini';

/**
 * The AXIGEN stand-in as a package, with everything as it is after the vendor's installer and its
 * Configuration Wizard: paths, owners and modes of facts 1, 4 and 5. It is installed stopped; user
 * axigen must exist.
 * @param certificate for STARTTLS, with its key, as PEM
 */
export function axigenPackage(build: StandInBuild, certificate: string): PackageSpec {
  return {
    name: 'axigen',
    version: build.profile.version,
    release: '1',
    summary: "AXIGEN Mail Server (stand-in of gateway-setup's lab, not the vendor's program)",
    files: [...programFiles(build), ...dataFiles(build, certificate)],
    preremove: 'if [ -x /etc/init.d/axigen ]; then /etc/init.d/axigen stop; fi\n',
  };
}

function programFiles({ profile }: StandInBuild): PackageFile[] {
  return [
    directory('/opt/axigen', 'root'),
    directory('/opt/axigen/bin', 'root'),
    directory('/opt/axigen/share', 'root'),
    directory('/opt/axigen/share/doc', 'root'),
    file('/opt/axigen/bin/axigen', template('axigen.sh'), 0o755, 'root'),
    file(profilePath, formatProfile(profile), 0o644, 'root'),
    file('/opt/axigen/share/doc/README', template('README'), 0o644, 'root'),
    file('/etc/init.d/axigen', template('init.sh'), 0o755, 'root'),
  ];
}

function dataFiles(build: StandInBuild, certificate: string): PackageFile[] {
  const root = '/var/opt/axigen';
  const folders = ['run', 'filters', 'log', 'queue', 'queue/relayed', 'domains', 'domains/example.test'];
  const mailboxes = ['postmaster', 'alice'].map((name) => `domains/example.test/${name}`);
  const policy = build.profile.generation === '1.2' ? 'smtpFilters.script' : 'smtpFilters-10.script';
  return [
    directory(root, 'axigen'),
    ...[...folders, ...mailboxes].map((name) => directory(`${root}/${name}`, 'axigen')),
    config(`${root}/axigen_cert.pem`, certificate, 0o600),
    config(`${root}/run/axigen.cfg`, configAsInstalled(build), 0o640),
    config(`${root}/filters/smtpFilters.script`, template(policy), 0o600),
    config(`${root}/domains/accounts.ini`, template('accounts.ini'), 0o600),
  ];
}

function directory(path: string, owner: 'root' | 'axigen'): PackageFile {
  return { kind: 'directory', path, owner, mode: owner === 'root' ? 0o755 : 0o750 };
}

function file(path: string, text: string, mode: number, owner: 'root' | 'axigen'): PackageFile {
  return { kind: 'file', path, owner, mode, content: Buffer.from(text) };
}

function config(path: string, text: string, mode: number): PackageFile {
  return { ...file(path, text, mode, 'axigen'), config: true };
}

function template(name: string): string {
  return readTemplate('lab', 'axigen', name);
}
