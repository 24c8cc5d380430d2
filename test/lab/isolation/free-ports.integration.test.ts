import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { expect, test } from 'vitest';
import { refuseTakenPorts } from '../../../src/lab/isolation/free-ports.js';

test('a port that somebody holds is named, with all that the lab needs', async () => {
  const holder = createServer();
  holder.listen(0, '127.0.0.1');
  await once(holder, 'listening');
  const { port } = holder.address() as AddressInfo;
  try {
    const refused = refuseTakenPorts([port]);
    await expect(refused).rejects.toThrow(`port ${port} of this machine cannot be used`);
    await expect(refused).rejects.toMatchObject({ why: expect.stringContaining(`needs ${port}`) });
  } finally {
    holder.close();
    await once(holder, 'close');
  }
  await refuseTakenPorts([port]);
});
