/** `put-program.ts PATH`: puts a megabyte there and prints what came of it. For tests that need another disk. */
import { localHost } from '../../../src/host/local/local-host.js';

const [path = ''] = process.argv.slice(2);
try {
  await localHost().putFile(path, Buffer.alloc(1_000_000, 7), { mode: 0o600 });
  process.stdout.write('put');
} catch (error) {
  process.stdout.write(error instanceof Error ? `${error.name} ${error.message}` : String(error));
}
