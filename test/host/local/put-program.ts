/**
 * `put-program.ts PATH [UID]`: puts a megabyte there and prints what came of it. For tests that need another
 * disk, or another user: everything is loaded before root is given up, since that user may not read this folder.
 */
import { localHost } from '../../../src/host/local/local-host.js';
import { sh } from '../../../src/host/shell.js';

const [path = '', uid] = process.argv.slice(2);
const host = localHost();
await host.run(sh`:`);
if (uid !== undefined) {
  process.setgroups?.([]);
  process.setgid?.(Number(uid));
  process.setuid?.(Number(uid));
}
try {
  await host.putFile(path, Buffer.alloc(1_000_000, 7), { mode: 0o600 });
  process.stdout.write('put');
} catch (error) {
  process.stdout.write(error instanceof Error ? `${error.name} ${error.message}` : String(error));
}
