import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { finish } from '../../../src/engine/setup/finish.js';
import { walkStages } from '../../../src/engine/setup/walk-stages.js';
import { ExitCode } from '../../../src/errors.js';
import type { Host } from '../../../src/host/host.js';
import type { Finding } from '../../../src/model/finding.js';
import type { Step } from '../../../src/model/step.js';
import { nod32Article } from '../../../steps/passages.js';
import { scriptedServer, tcp } from '../../smtp/scripted-server.js';
import { edit } from '../../support/changes.js';
import { EngineTarget } from '../../support/engine-target.js';
import { scriptedOperator } from '../../support/operator.js';
import { fresh, netstat } from '../../support/server.js';
import { sessionOn } from '../../support/session.js';

let target: EngineTarget;
let axigen: ChildProcess;
beforeEach(async () => {
  target = new EngineTarget();
  target.file('config', 'before\n');
  // It ran before, so it has to run when all is taken back: by its name, that is all that is looked at.
  copyFileSync('/bin/sleep', target.path('axigen'));
  axigen = spawn(target.path('axigen'), ['300']);
  await once(axigen, 'spawn');
});
afterEach(async () => {
  const ended = once(axigen, 'exit');
  axigen.kill('SIGKILL');
  await ended;
  target.remove();
});

/** A handover that edits one file, and has from outside what the relay says there as its finding. */
function handover(): Step {
  const step = { id: 'close-open-relay', passage: nod32Article('Caveat 4') } as const;
  const relay = (kind: string | undefined): Finding => ({
    id: 'OUTSIDE-RELAY',
    step: step.id,
    passage: step.passage,
    verdict: kind === 'accepted' ? 'risk' : kind === 'refused' ? 'ok' : 'unknown',
    vantage: 'outside',
    wanted: 'refused',
    found: kind ?? 'not asked',
    why: '',
  });
  return {
    ...step,
    title: 'A handover',
    says: '',
    skipMeans: '',
    neverWithoutBeforeHandover: true,
    assess: ({ evidence: { outside } }) => [
      relay(outside?.kind === 'direct' ? outside.relay?.kind : undefined),
    ],
    changes: () =>
      target.read('config') === 'before\n'
        ? [edit(target.path('config'), { before: Buffer.from('before\n'), after: Buffer.from('after\n') })]
        : [],
    probes: () => [{ kind: 'outside', look: 'relay', port: 25 }],
  };
}

/** From outside the recipient is answered like this before the handover, and like that after it; undefined: silence. */
async function handOver(before: string | undefined, after: string | undefined) {
  await using server = await scriptedServer(async (guest) => {
    guest.say('220 mail AXIGEN SMTP ready\r\n');
    for (let line = await guest.hear(); line !== undefined; line = await guest.hear()) {
      const reply = target.read('config') === 'before\n' ? before : after;
      guest.say(`${line.startsWith('RCPT') ? reply : '250 ok'}\r\n`);
      if (line === 'QUIT') guest.socket.end();
    }
  });
  const silence = () => Promise.reject(Object.assign(new Error('silence'), { code: 'ETIMEDOUT' }));
  const { operator, seen } = scriptedOperator({ failed: () => 'leave' });
  const host: Host = {
    ...target.host,
    connect: () => tcp(server.port),
    outside: {
      kind: 'direct',
      address: '198.51.100.1',
      connect: () => {
        const reply = target.read('config') === 'before\n' ? before : after;
        return reply === undefined ? silence() : tcp(server.port);
      },
    },
  };
  // Nothing listens, so that nothing has to listen again when all is taken back.
  const session = sessionOn({ ...fresh, netstat: netstat() }, { host, operator });
  const stage = { steps: [handover()], handover: true, restsOn: [] };
  const walk = await walkStages(session, new Set(), [stage]);
  const exitCode = await finish(session, walk);
  await session.run?.end();
  return { walk, exitCode, seen, config: target.read('config'), session };
}

describe('the handover, seen from outside', () => {
  test('opened by it: it fails, and is taken back whatever the operator chooses', async () => {
    const { walk, exitCode, seen, config } = await handOver('550 no', '250 ok');
    expect(seen.failed).toEqual([expect.stringMatching(/^OUTSIDE-RELAY: wanted refused; found accepted/)]);
    expect(seen.notes.join('\n')).toMatch(/would relay for strangers/);
    expect(config).toBe('before\n');
    expect(walk.outcome).toBe('left');
    expect(exitCode).toBe(ExitCode.failed);
  });

  test('nobody could tell before: the same', async () => {
    const { exitCode, config } = await handOver(undefined, '250 ok');
    expect(config).toBe('before\n');
    expect(exitCode).toBe(ExitCode.failed);
  });

  test('open before as well: it stands, as it is not its doing, but setup does not end well', async () => {
    const { walk, exitCode, seen, config } = await handOver('250 ok', '250 ok');
    expect(seen.failed).toEqual([]);
    expect(config).toBe('after\n');
    expect(walk.outcome).toBe('done');
    expect(seen.finished?.findings.map(({ id }) => id)).toEqual(['OUTSIDE-RELAY']);
    expect(exitCode).toBe(ExitCode.failed);
  });

  test.each([
    ['a firewall that keeps silent', undefined],
    ['put off', '451 later'],
    ['refused', '550 no'],
  ])('%s fails nothing', async (_what, reply) => {
    const { walk, exitCode, seen, config } = await handOver(reply, reply);
    expect(seen.failed).toEqual([]);
    expect(config).toBe('after\n');
    expect(walk.outcome).toBe('done');
    expect(exitCode).toBe(ExitCode.ok);
  });

  test('what was seen before it is in the transcript, and counts for nothing else', async () => {
    const { session } = await handOver('550 no', undefined);
    expect(session.outsideBefore).toMatchObject({ relay: { kind: 'refused' }, banner: { code: 220 } });
    expect(session.evidence.outside).not.toHaveProperty('banner');
    const run = session.run?.folder ?? '';
    const text = target.read(target.here(`${run}/transcript.log`).replace(target.path(''), ''));
    expect(text).toMatch(/# before the handover\n# from outside: telnet 198\.51\.100\.1 25/);
  });
});
