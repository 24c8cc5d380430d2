import { AxigenCliError, useFileInstead } from './cli-error.js';

export interface PlannedCommand {
  readonly line: string;
  /** Where it must lead: into a context, out of one, or nowhere. */
  readonly leads: 'inside' | 'outside' | 'here';
  /** What is in force once this is committed, as a clause for people. */
  readonly does?: string;
}

/** The contexts that ADD and UPDATE enter. */
export interface ChildContexts {
  readonly listener: ChildContext & {
    /** SET address is offered there. */
    readonly renames: boolean;
  };
  readonly client: ChildContext;
}

export interface ChildContext {
  /** COMMIT or DONE. */
  readonly leave: string;
}

/** Into a context, some settings, and out of it so that they count. */
export function entered(
  enter: string,
  settings: readonly string[],
  leave: { readonly line: string; readonly does: string },
): readonly PlannedCommand[] {
  return [
    { line: enter, leads: 'inside' },
    ...settings.map((line): PlannedCommand => ({ line, leads: 'here' })),
    { line: leave.line, leads: 'outside', does: leave.does },
  ];
}

/** This command line cannot do what is needed; nothing was sent yet. */
export function refusal(what: string): AxigenCliError {
  return new AxigenCliError(`AXIGEN\u2019s command line does not offer ${what}, which is needed here.`, {
    why: 'Nothing was changed.',
    next: useFileInstead,
  });
}
