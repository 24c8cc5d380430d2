import type { HandOverView, Operator } from '../engine/operator.js';
import type { Io } from '../io.js';
import { escapeControl } from '../text/escape.js';
import { wrap } from '../text/wrap.js';
import type { Screen } from './screen.js';

/** While `work` has the terminal, its keys are for the program there and ask nothing of us. */
export type Aside = <T>(work: () => Promise<T>) => Promise<T>;

/** Gives the operator's terminal away, and says before and afterwards whose it is. No live display may be on it. */
export function handOverWith(io: Io, screen: Screen, aside: Aside): NonNullable<Operator['handOver']> {
  return async (view, work) => {
    screen.print(beforeLines(view, screen));
    try {
      return await aside(() => work({ input: io.stdin, output: io.stdout, env: io.env }));
    } finally {
      screen.print(['', screen.paint.bold('gateway-setup is back.')]);
    }
  };
}

function beforeLines({ command }: HandOverView, { paint }: Screen): string[] {
  const says =
    'Its questions are the vendor\u2019s, and gateway-setup does not see what you answer. Ctrl-C stops the installer; gateway-setup goes on, and shows what has been written until then.';
  return [
    '',
    paint.bold('The vendor\u2019s installer gets this terminal now'),
    ...wrap(escapeControl(command, 1000), paint.width, '  '),
    ...wrap(says, paint.width, '  '),
    '',
  ];
}
