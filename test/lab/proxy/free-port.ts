import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** Below those that Linux gives to clients, and to servers that ask for any: such a one may be taken the moment it is named. */
const [lowest, highest] = [10_240, 32_767];

function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, '0.0.0.0', () => server.close(() => resolve(true)));
  });
}

/** A port that nobody holds, and that nobody gets who does not ask for it by number. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(lowest, highest + 1);
    if (await isFree(port)) return port;
  }
}
