import { Session, type SessionOptions } from '../../src/engine/setup/session.js';
import { answers, look, type Server } from './server.js';

/** What setup knows of a server at its start, with nothing but the usual answers. */
export function sessionOn(
  server: Server,
  { host, operator }: Pick<SessionOptions, 'host' | 'operator'>,
): Session {
  const { signal } = new AbortController();
  return new Session(
    { host, operator, answers, secrets: {}, signal, version: '0', startedBy: 'a test' },
    look(server),
  );
}
