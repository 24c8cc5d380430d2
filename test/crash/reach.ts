import type { Said } from '../e2e/support/run.js';
import type { CrashLab } from './crash-lab.js';
import type { LabProcess } from './processes.js';

/** Where the wizard runs that works on a lab's server. */
export interface Reach {
  /** `gateway-setup setup`, by the wizard that can be stopped. */
  setup(): Promise<Said>;
  /** The product as it is. */
  product(...words: readonly string[]): Promise<Said>;
  /** The processes of the wizard that can be stopped. */
  wizard(): readonly LabProcess[];
  /** The line to the server is gone. */
  cut(): void;
  end(): Promise<void>;
}

/** On the server itself. */
export function onTheServer(lab: CrashLab, flags: readonly string[]): Reach {
  return {
    setup: () => lab.start([...setupWords, '--answers', '/root/answers.ini', ...flags]),
    product: (...words) => lab.product(...words),
    wizard: () => lab.atWork().filter(({ command }) => command.includes('/crash/wizard.mjs')),
    cut: () => {
      throw new Error('there is no line that could be cut');
    },
    end: async () => {},
  };
}

/** The deadline is the shortest: what nobody confirms is waited for. */
export const setupWords: readonly string[] = ['setup', '--yes', '--confirm-timeout', '10'];
