import type { AnswerKey } from '../model/answer-key.js';
import type { ScannerId } from '../model/scanner-id.js';
import type { HostFacts } from '../products/host-facts.js';

export type { AnswerKey } from '../model/answer-key.js';

/** One thing that only the operator can tell. Drives the prompt, the flag, the answers file, the environment and `--help`. */
export interface Question {
  readonly key: AnswerKey;
  readonly kind: 'text' | 'target-path' | 'address' | 'seconds' | 'number' | 'yes-no' | 'choice' | 'secret';
  /** Its name in the review of all answers; one to three words. */
  readonly label: string;
  /** The question as it is asked. */
  readonly ask: string;
  /** The question where what is known already names its subject; default: `ask`. */
  readonly askFor?: (given: GivenAnswers) => string;
  /** How an answer reads among others, with its unit; default: as it is. */
  readonly shown?: (text: string) => string;
  /** One line for `--help`. */
  readonly help: string;
  /** The placeholder in `--help`; none for yes-no. */
  readonly placeholder?: string;
  readonly choices?: readonly string[];
  /** Text of the answer when nobody gives one; undefined: none. */
  readonly fallback?: (given: GivenAnswers, facts?: HostFacts) => string | undefined;
  /** Whether the survey leaves this open. Without it the question is never prompted, only taken from flag, file or environment. */
  readonly open?: (facts: HostFacts, given: GivenAnswers) => boolean;
  /** Only this scanner needs it; with another one it is neither asked nor heeded. */
  readonly only?: ScannerId;
  /** A prompt may be left empty, and unattended runs may go without. */
  readonly optional?: boolean;
  /** With these answers an unattended run cannot go without it, though it is optional. */
  readonly required?: (given: GivenAnswers) => boolean;
  /** Asked with its step, not before (see `Step.settings`); left alone, the server's own value stays. */
  readonly setting?: true;
  /** In the review of all answers also where the survey tells the answer. */
  readonly reviewed?: true;
  /** What each of the choices means, shown with the question. */
  readonly meanings?: Readonly<Record<string, string>>;
  /** Whose it is, one of these tells: without any of them the target cannot be asked whether it is right, with another one it is asked again. */
  readonly restsOn?: readonly AnswerKey[];
  /** Only matters when nobody can be asked: a person is never shown it. */
  readonly unattendedOnly?: boolean;
  /** A sentence that says what is wrong with the text, or undefined. Pure; what needs a look at the target is the inspector's. */
  readonly problem: (text: string) => string | undefined;
}

/** Answers as text, from any source, by key. */
export type GivenAnswers = ReadonlyMap<AnswerKey, string>;
