import { UserError } from '../../errors.js';
import { performOperations } from '../../products/axigen/cli/perform-operations.js';
import { readAxigenConfig } from '../../products/axigen/config.js';
import { axigen } from '../../products/axigen/product.js';
import { formatTranscript } from '../../smtp/transcript.js';
import type { LiveMeans } from '../apply/make-live.js';
import type { StageView } from '../operator.js';
import type { Run } from '../run/run.js';
import type { Session } from './session.js';

export function hasLiveChange({ steps }: StageView): boolean {
  return steps.some(({ changes }) => changes.some(({ kind }) => kind === 'configure-axigen'));
}

/** AXIGEN's command line, over the connection to the target; and the operator, where one is there. */
export function liveMeans({ options: { host, operator, secrets } }: Session, run: Run): LiveMeans {
  return {
    perform: async ({ operations, before, path }) => {
      const password = secrets.axigenPassword;
      if (password === undefined) {
        throw new UserError(
          'No password of AXIGEN\u2019s admin was given, so its command line cannot be used.',
        );
      }
      // Once begun it is finished: half of it would be worse than either.
      const { transcript } = await performOperations(() => host.connect(axigen.commandLinePort), {
        password,
        operations,
        before: readAxigenConfig(before, path),
      });
      await run.transcript(`# AXIGEN\u2019s command line\n${formatTranscript(transcript)}`);
    },
    ...(operator.guide === undefined ? {} : { guide: operator.guide }),
    ...(operator.handOver === undefined ? {} : { handOver: operator.handOver }),
  };
}
