import { ExitCode, UserError } from '../../errors.js';
import { onHost } from '../../text/on-host.js';
import type { AuditReport } from '../audit/audit-report.js';

/** What became of looking at one of several servers. */
export type FleetOutcome = Looked | Missed;

export interface Looked {
  /** As the operator named it. */
  readonly server: string;
  readonly report: AuditReport;
  /** How it was reached, in lines; none unless that was wanted. */
  readonly details: readonly string[];
}

export interface Missed {
  readonly server: string;
  readonly trouble: Trouble;
}

/** Why there is no report of a server. */
export interface Trouble {
  readonly message: string;
  readonly why?: string;
  readonly next?: string;
  readonly exitCode: typeof ExitCode.failed | typeof ExitCode.couldNotLook;
}

/**
 * An error as the result of its server. What only the operator could have told, such as whether to trust a host key, was not
 * told: then nobody could look, as with a server that cannot be reached.
 */
export function troubleOf(error: unknown, server: string): Trouble {
  if (!(error instanceof UserError)) {
    return {
      message: `This is a defect in gateway-setup: ${error instanceof Error ? error.message : String(error)}`,
      next: onHost('The same for this server alone says more: gateway-setup audit --verbose', server),
      exitCode: ExitCode.failed,
    };
  }
  const { message, why, next, exitCode } = error;
  return {
    message,
    ...(why === undefined ? {} : { why }),
    ...(next === undefined ? {} : { next: onHost(next, server) }),
    exitCode: exitCode === ExitCode.failed ? ExitCode.failed : ExitCode.couldNotLook,
  };
}

/** From the best to the worst: what failed, or could not be looked at, may hide more than what was found. */
const order: readonly number[] = [
  ExitCode.ok,
  ExitCode.findings,
  ExitCode.couldNotLook,
  ExitCode.failed,
] satisfies ExitCode[];

/** The worst of all; none: all is well. */
export function worstOf(codes: readonly ExitCode[]): ExitCode {
  return codes.reduce<ExitCode>(
    (worst, code) => (order.indexOf(code) > order.indexOf(worst) ? code : worst),
    ExitCode.ok,
  );
}
