import type { ConfigObject } from './config/tree.js';
import type { StandInProfile } from './stand-in-profile.js';

/**
 * The configuration in force. It begins as axigen.cfg says, and the command line service changes it;
 * the file follows only on SAVE CONFIG (facts 1: reload and rewrite).
 */
export interface RunningConfig {
  readonly profile: StandInProfile;

  /** The Server object. A missing attribute has its default value, as in the file. */
  tree(): ConfigObject;

  /**
   * Puts a whole configuration in force at once, or changes nothing: listeners are opened, changed and
   * closed, limits and clients count for the connections to come.
   * @throws SourceError for a value that cannot be, Error for an address that cannot be listened on
   */
  apply(tree: ConfigObject): Promise<void>;

  /**
   * Writes axigen.cfg, owner and mode kept, never half of it.
   * @param path another file: it gets a suffix, so that nothing else is overwritten (facts 1)
   * @throws the system's error
   */
  save(path?: string): Promise<void>;

  /** The text of the SMTP policy in force, its bytes as latin1; empty when there is none. */
  policy(): string;

  /**
   * Puts another SMTP policy in force and writes the policy file, owner and mode kept.
   * @throws SourceError when it cannot be used, Error when there is no policy file; then nothing has changed
   */
  changePolicy(text: string): Promise<void>;
}
