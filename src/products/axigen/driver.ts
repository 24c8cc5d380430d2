import type { Answers, AxigenDriver } from '../../model/answers.js';
import type { AxigenCliEvidence, Evidence } from '../../model/probe.js';

/** In which of the three ways AXIGEN is configured, and why this one. */
export interface DriverChoice {
  readonly driver: AxigenDriver;
  /** A part of a sentence, behind "because". */
  readonly because: string;
  /** The operator wants the command line, and it cannot be used. Nothing may be changed then. */
  readonly problem?: string;
}

/**
 * The operator's word counts. Without one it is the command line where it was logged in to and offers all that is
 * needed, else the file; never the guided way, which asks for a person. Pure.
 */
export function chooseDriver(
  { axigenDriver }: Pick<Answers, 'axigenDriver'>,
  { axigenCli }: Pick<Evidence, 'axigenCli'>,
): DriverChoice {
  const missing = notUsable(axigenCli);
  switch (axigenDriver) {
    case 'guided':
      return { driver: 'guided', because: 'it was chosen' };
    case 'file':
      return { driver: 'file', because: 'it was chosen' };
    case 'cli':
      // Before anybody has looked there is nothing to complain of.
      return missing === undefined || axigenCli === undefined
        ? { driver: 'cli', because: 'it was chosen' }
        : { driver: 'cli', because: 'it was chosen', problem: missing };
    case 'auto':
      return missing === undefined
        ? { driver: 'cli', because: 'it answers and offers all that is needed' }
        : { driver: 'file', because: missing };
  }
}

/** Why the command line cannot be used; undefined: it can. */
function notUsable(cli: AxigenCliEvidence | undefined): string | undefined {
  if (cli === undefined) return 'AXIGEN\u2019s command line was not asked, as no password of admin was given';
  if (cli.kind === 'not-usable') return cli.reason;
  if (cli.missing.length > 0) return `AXIGEN\u2019s command line does not offer ${cli.missing.join(', ')}`;
  return undefined;
}

const driverNames: Readonly<Record<AxigenDriver, string>> = {
  cli: 'its command line',
  file: 'its file axigen.cfg',
  guided: 'WebAdmin, by hand',
};

export function driverSentence({ driver, because, problem }: DriverChoice): string {
  const able = problem === undefined ? 'is' : 'cannot be';
  const reason = (problem ?? because).replace(/\.$/, '');
  return `AXIGEN ${able} configured through ${driverNames[driver]}: ${reason}.`;
}
