import type { AxigenOperation } from '../../../../src/model/axigen-operation.js';
import { AxigenCliError } from '../../../../src/products/axigen/cli/cli-error.js';
import {
  type PerformOptions,
  performOperations,
} from '../../../../src/products/axigen/cli/perform-operations.js';
import type { SavedAxigen } from '../../../../src/products/axigen/cli/running.js';
import { x } from './dialects.js';
import { FakeCli, type FakeCliOptions } from './fake-cli.js';

export const password = 'correct horse';

/** What the file says of the fake as it is at first. */
export const saved: SavedAxigen = {
  listeners: [{ address: '0.0.0.0:25', settings: new Map([['maxconnections', '200']]) }],
  clients: undefined,
};

/** The article's move of the listener. */
export const move: readonly AxigenOperation[] = [
  {
    kind: 'change-listener',
    index: 0,
    address: '0.0.0.0:25',
    newAddress: '127.0.0.1:2525',
    settings: [['peerMaxConnections', '200']],
  },
];

export function fake(options: Partial<FakeCliOptions> = {}): FakeCli {
  return new FakeCli({ dialect: x, password, ...options });
}

export function perform(
  cli: FakeCli,
  operations = move,
  before = saved,
  others: Partial<PerformOptions> = {},
) {
  return performOperations(cli.connect, { password, operations, before, ...others });
}

/** The error that it ended with. */
export async function failure(work: Promise<unknown>): Promise<AxigenCliError> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof AxigenCliError) return error;
  throw new Error(`this is not how it should have ended: ${String(error)}`);
}
