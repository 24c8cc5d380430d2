import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Duplex } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { labEnvironment } from '../../../../src/lab/environment.js';
import { enterArgv } from '../../../../src/lab/isolation/holder.js';
import { createLab, type Lab } from '../../../../src/lab/lab.js';
import { inLab, labAxigenPassword } from '../../../../src/lab/paths.js';
import type { AxigenOperation } from '../../../../src/model/axigen-operation.js';
import { askCli } from '../../../../src/products/axigen/cli/ask-cli.js';
import { performOperations } from '../../../../src/products/axigen/cli/perform-operations.js';
import { runningDiffers } from '../../../../src/products/axigen/cli/running-differs.js';
import { type AxigenConfig, readAxigenConfig } from '../../../../src/products/axigen/config.js';
import { axigen } from '../../../../src/products/axigen/product.js';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cli-lab-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** A connection made inside of the lab, where port 7000 is AXIGEN's. */
async function connectIn(lab: Lab): Promise<Duplex> {
  const program = `
    const socket = require('net').connect(${axigen.commandLinePort}, '127.0.0.1');
    process.stdin.pipe(socket).pipe(process.stdout);
    socket.on('error', () => process.exit(1));
    socket.on('close', () => process.exit(0));`;
  const [command = '', ...args] = enterArgv(lab.record.running, [inLab.node, '-e', program]);
  const { stdin, stdout } = spawn(command, args, {
    env: labEnvironment({}),
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  stdin.on('error', () => undefined);
  return Duplex.from({ writable: stdin, readable: stdout });
}

async function fileOf(lab: Lab): Promise<AxigenConfig> {
  const { stdout } = await lab.exec(['cat', axigen.configFile]);
  return readAxigenConfig(stdout, axigen.configFile);
}

const move: AxigenOperation = {
  kind: 'change-listener',
  index: 0,
  address: '0.0.0.0:25',
  newAddress: '127.0.0.1:2525',
  settings: [
    ['peerMaxConnections', '200'],
    ['peerMaxIntervalConnections', '0'],
  ],
};
const client: AxigenOperation = {
  kind: 'add-client',
  settings: [
    ['priority', '501'],
    ['patternIn', '*'],
    ['patternOut', '*'],
    ['allowStartTLS', 'no'],
  ],
};
const limits: AxigenOperation = { kind: 'set-service-limits', settings: [['peerMaxConnections', '300']] };

test.each([
  { axigen: '1.2', smtpName: 'smtp-in', operations: [move, client] },
  { axigen: '10', operations: [move, limits] },
])(
  'in a lab with AXIGEN $axigen the article\u2019s changes are in force and in the file',
  async ({ operations, ...request }) => {
    const lab = await createLab(request, { env: { GATEWAY_SETUP_LABS: join(folder, 'labs'), HOME: folder } });
    try {
      const connect = () => connectIn(lab);
      const password = labAxigenPassword;
      const before = await fileOf(lab);
      const asked = await askCli(connect, { password });
      expect(asked).toMatchObject({ kind: 'offered', missing: [] });
      if (asked.kind === 'offered') expect(runningDiffers(before, asked)).toEqual([]);

      await performOperations(connect, { password, operations, before });
      const after = await fileOf(lab);
      expect(after.listeners?.map(({ address }) => address)).toEqual(['127.0.0.1:2525']);
      expect(after.listeners?.[0]?.settings.get('peermaxconnections')).toBe('200');
      const kept = request.axigen === '10' ? after.serviceLimits : after.clients?.[0];
      expect(kept?.settings.get(request.axigen === '10' ? 'peermaxconnections' : 'priority')).toBe(
        request.axigen === '10' ? '300' : '501',
      );
      const runs = await askCli(connect, { password });
      if (runs.kind !== 'offered') throw new Error(runs.reason);
      expect(runningDiffers(after, runs)).toEqual([]);
      const { stdout } = await lab.exec(['netstat', '-ltn']);
      expect(String(stdout)).toContain(' 127.0.0.1:2525 ');
      expect(String(stdout)).not.toMatch(/ 0\.0\.0\.0:25 /);
    } finally {
      await lab.down();
    }
  },
);
