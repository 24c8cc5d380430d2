/** A program that is started by a script in /etc/init.d. */
export interface Service {
  readonly id: string;
  /** As shown to people. */
  readonly title: string;
  /** Absolute path of the script. */
  readonly script: string;
  /** The process name that `ps -e -o comm=` prints. */
  readonly process: string;
  /** Started in ascending, stopped in descending order. */
  readonly order: number;
}
