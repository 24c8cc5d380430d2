import type { SshSettings } from '../settings.js';
import { Attempt } from './attempt.js';
import type { ConnectedServer, OpenStream, ServerOptions } from './server.js';

/**
 * Connects to one server and logs in.
 * @throws UserError; NoCommonAlgorithm; Cancelled when `signal` is aborted; what the person throws.
 */
export async function connectServer(
  open: OpenStream,
  settings: SshSettings,
  options: ServerOptions,
): Promise<ConnectedServer> {
  const attempt = new Attempt(settings, options);
  const cancel = () => attempt.cancel();
  options.signal.addEventListener('abort', cancel, { once: true });
  try {
    if (options.signal.aborted) cancel();
    else attempt.start(open);
    return await attempt.outcome;
  } finally {
    options.signal.removeEventListener('abort', cancel);
  }
}
