/** A program that is started by a script in /etc/init.d. */
export interface Service {
  readonly id: string;
  /** As shown to people. */
  readonly title: string;
  /** Absolute path of the script. */
  readonly script: string;
  /**
   * The process name that `ps -e -o comm=` prints; or, where the names of the programs are not known, the folder below
   * which they lie, with a slash at its end: then every process counts whose executable is below it.
   */
  readonly process: string;
  /** Started in ascending, stopped in descending order. */
  readonly order: number;
  /** Seconds that it may take to open its port, or to stop; default: 30. */
  readonly patience?: number;
}
