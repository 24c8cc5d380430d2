import type { Fact } from '../host/fact.js';
import type { FileFact } from '../host/survey/answers.js';
import type { AxigenGeneration } from '../model/answers.js';
import type { PackageManager } from '../model/change.js';
import type { AxigenConfig } from './axigen/config.js';
import type { AxigenPolicy } from './axigen/policy.js';
import type { ImssFacts } from './imss/facts.js';
import type { Nod32Config } from './nod32/config.js';

/** Plain, typed data that one survey gives. Everything a step needs to know of the target. */
export interface HostFacts {
  /** Numeric user id that commands on the target run as. */
  readonly uid: Fact<number>;
  readonly hostname: Fact<string>;
  readonly distribution: Distribution;
  /** Which package manager answers. */
  readonly packages: Fact<PackageManager>;
  readonly listening: Fact<readonly ListeningPort[]>;
  readonly processes: Fact<readonly RunningProcess[]>;
  /** The target's own clock, seconds since 1970. */
  readonly clock: Fact<number>;
  /** Free space by folder, in KiB. */
  readonly space: Fact<readonly FreeSpace[]>;
  readonly axigen: AxigenFacts;
  readonly nod32: Nod32Facts;
  readonly imss: ImssFacts;
  /** What the operator's paths point at. */
  readonly chosen: { readonly license: Fact<FileFact>; readonly package: Fact<PackageFileFact> };
}

export interface Distribution {
  /** Such as `fedora-core-5`; `unknown` when no release file says. */
  readonly id: string;
  readonly title: string;
  /** The file that told. */
  readonly source?: string;
}

export interface ListeningPort {
  readonly address: string;
  readonly port: number;
  readonly pid?: number;
  readonly program?: string;
  /** The executable of that process; undefined: it could not be told. */
  readonly executable?: string;
}

export interface RunningProcess {
  readonly pid: number;
  readonly name: string;
  /** Absolute path of the executable; undefined: it could not be told. */
  readonly executable?: string;
  /** It has ended; only its parent has not noticed. */
  readonly ended?: true;
  /** Seconds since 1970 by the target's clock, right to a second or two; undefined: `ps` or `date` did not tell. */
  readonly startedAt?: number;
}

export interface FreeSpace {
  readonly folder: string;
  readonly freeKiB: number;
}

export interface InstalledPackage {
  readonly name: string;
  readonly version: string;
}

/** What is left of a package, or was begun of it. */
export interface PackageRemains {
  readonly name: string;
  /** As dpkg calls it, such as `config-files` or `half-installed`. */
  readonly state: string;
}

export interface PackageFileFact {
  readonly format: PackageManager | 'unknown';
  /** Set when the target's package manager could read the file. */
  readonly name?: string;
  readonly version?: string;
  readonly size: number;
  readonly type: FileFact['type'];
}

export interface AxigenFacts {
  readonly package: Fact<InstalledPackage>;
  readonly script: Fact<FileFact>;
  readonly configFile: Fact<FileFact>;
  readonly config: Fact<AxigenConfig>;
  /** Where this AXIGEN keeps its ESMTP switches, and what told it; absent: nothing tells. */
  readonly generation: Fact<{ readonly value: AxigenGeneration; readonly because: string }>;
  readonly policyFile: Fact<FileFact>;
  readonly policy: Fact<AxigenPolicy>;
}

export interface Nod32Facts {
  readonly package: Fact<InstalledPackage>;
  /** Present: dpkg knows the package, but it is not installed, or not to the end. */
  readonly remains: Fact<PackageRemains>;
  readonly daemonScript: Fact<FileFact>;
  readonly smtpScript: Fact<FileFact>;
  readonly configFile: Fact<FileFact>;
  readonly config: Fact<Nod32Config>;
  /** Where the licence belongs on this build of the product. */
  readonly licenseFolder: string;
  /** Paths of the files in it that may be a licence: neither empty, nor hidden, nor our own half-written ones. */
  readonly licenses: Fact<readonly string[]>;
}
