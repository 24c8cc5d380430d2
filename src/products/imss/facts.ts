import type { Fact } from '../../host/fact.js';
import type { FileFact } from '../../host/survey/answers.js';
import type { InstalledPackage } from '../host-facts.js';
import type { ImssConfig } from './config.js';

export interface ImssFacts {
  /**
   * The folder in which it is installed. Absent: no imss.ini anywhere; unreadable, with the reason: it cannot be told which
   * one, or the operator named a folder that is not it.
   */
  readonly root: Fact<ImssRoot>;
  /** Every folder that may be it, each once; more than one only where they really differ. */
  readonly roots: readonly ImssRoot[];
  readonly configFile: Fact<FileFact>;
  readonly config: Fact<ImssConfig>;
  /** /etc/init.d/S99ISIMSS */
  readonly script: Fact<FileFact>;
  /** Whether it comes as a package is not known: for information only. */
  readonly package: Fact<InstalledPackage>;
}

export interface ImssRoot {
  /** As it was named. */
  readonly path: string;
  /** The same folder without symbolic links, as the executables of its processes are named. */
  readonly folder: string;
  /** How it was found, such as `it is named in /etc/init.d/S99ISIMSS`. */
  readonly because: string;
}
