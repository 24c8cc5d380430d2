import { Cancelled, UserError, type UserErrorDetails } from '../../../errors.js';
import { DialogueError } from '../../../smtp/dialogue-error.js';
import { formatTranscript, type TranscriptEntry } from '../../../smtp/transcript.js';

/**
 * What has become of AXIGEN's configuration. nothing: it is as it was. running: something is in force that no file has,
 * so that AXIGEN's restart takes it back. maybe-saved: it broke off where AXIGEN writes its file.
 */
export type CliChanged = 'nothing' | 'running' | 'maybe-saved';

export interface CliErrorDetails extends UserErrorDetails {
  readonly changed?: CliChanged;
  /** The conversation so far; its last lines are shown with the message. */
  readonly transcript?: readonly TranscriptEntry[];
}

const shownEntries = 12;

/** AXIGEN's command line could not be used, or refused something. Holds no password. */
export class AxigenCliError extends UserError {
  readonly changed: CliChanged;
  readonly transcript: readonly TranscriptEntry[];
  /** The first line of the message: what happened, without the dialogue. */
  readonly summary: string;

  constructor(summary: string, details: CliErrorDetails = {}) {
    const { changed = 'nothing', transcript = [] } = details;
    super([summary, ...dialogueLines(transcript)].join('\n'), details);
    this.name = 'AxigenCliError';
    this.summary = summary;
    this.changed = changed;
    this.transcript = transcript;
  }
}

function dialogueLines(transcript: readonly TranscriptEntry[]): readonly string[] {
  const last = transcript.slice(-shownEntries);
  if (last.length === 0) return [];
  const heading = last.length < transcript.length ? 'The end of the dialogue:' : 'The dialogue:';
  return [heading, ...formatTranscript(last).split('\n')];
}

/**
 * A conversation that broke off, as something a person can act on; everything else is thrown as it is.
 * @throws Cancelled when somebody asked to stop.
 */
export function brokenOff(
  error: unknown,
  transcript: readonly TranscriptEntry[],
  details: UserErrorDetails & { readonly changed?: CliChanged } = {},
): AxigenCliError {
  if (!(error instanceof DialogueError)) throw error;
  if (error.reason === 'cancelled') throw new Cancelled();
  return new AxigenCliError(`The conversation with AXIGEN\u2019s command line broke off: ${error.message}.`, {
    next: useFileInstead,
    ...details,
    transcript,
    cause: error,
  });
}

export const useFileInstead =
  'To have AXIGEN configured through its file instead: gateway-setup --axigen-driver file';
