import type { Writable } from 'node:stream';
import { UserError } from '../errors.js';
import { lossIsTold } from './lost-output.js';

/**
 * Writes what was asked for, and waits until it is out. A reader that went away (`| head`) has had enough.
 * @throws UserError when it could not be written, such as into a full disk.
 */
export async function deliver(stream: Writable, text: string | Uint8Array): Promise<void> {
  // Without a listener of its own a stream that fails ends the process.
  const listen = () => {};
  stream.on('error', listen);
  const failure = await new Promise<Error | null | undefined>((resolve) => {
    stream.write(text, resolve);
  });
  stream.off('error', listen);
  if (!failure || (failure as NodeJS.ErrnoException).code === 'EPIPE') return;
  lossIsTold(stream);
  throw new UserError('What was asked for could not be written.', {
    why: `${failure.message}.`,
    next: 'Write it to another place, with enough space.',
    cause: failure,
  });
}
