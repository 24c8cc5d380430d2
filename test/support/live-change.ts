import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { PlannedChanges, Run } from '../../src/engine/run/run.js';
import type { ConfigureAxigen } from '../../src/model/change.js';
import type { Service } from '../../src/model/service.js';
import { configure, edit, named, run as service } from './changes.js';
import type { EngineTarget } from './engine-target.js';

/** A target with a mail server whose file has one listener and no client, and a scanner beside it. */
export const config = 'server/run/axigen.cfg';
export const policy = 'server/policy';
export const scanner = 'server/nod32.cfg';

/** axigen.cfg with this listener and these clients, in the words of a person or of AXIGEN itself. */
export function cfg(address: string, clients: string, words = '# by hand\n'): string {
  return `${words}Server {\n  smtpIncoming = {\n    listeners = ( { address = ${address} } )\n    clients = (${clients})\n  }\n}\n`;
}

const client = ' { priority = 501 allowStartTLS = no } ';
const byAxigen = '';
export const original = cfg('0.0.0.0:25', '');
export const limited = cfg('0.0.0.0:25', client, byAxigen);
export const moved = cfg('127.0.0.1:2525', client, byAxigen);

/** What the steps of the handover want, with AXIGEN's two changes made by itself. */
export function handover(
  target: EngineTarget,
  { mail, proxy }: Readonly<Record<'mail' | 'proxy', Service>>,
  by: ConfigureAxigen['by'] = 'cli',
): readonly PlannedChanges[] {
  const path = target.path(config);
  const bytes = (text: string) => Buffer.from(text);
  const file = (name: string, before: string, after: string, readers: readonly Service[], stopped: boolean) =>
    edit(target.path(name), { before: bytes(before), after: bytes(after), readers, whileStopped: stopped });
  const limit = configure(path, {
    by,
    before: bytes(original),
    after: bytes(cfg('0.0.0.0:25', client)),
    operations: [
      {
        kind: 'add-client',
        settings: [
          ['priority', '501'],
          ['allowStartTLS', 'no'],
        ],
      },
    ],
    readers: [mail],
  });
  const move = configure(path, {
    by,
    before: limit.after,
    after: bytes(cfg('127.0.0.1:2525', client)),
    operations: [
      {
        kind: 'change-listener',
        index: 0,
        address: '0.0.0.0:25',
        newAddress: '127.0.0.1:2525',
        settings: [],
      },
    ],
    readers: [mail],
  });
  return [
    { step: named('close-open-relay'), changes: [file(policy, 'open\n', 'closed\n', [mail], true)] },
    { step: named('limit-esmtp-extensions'), changes: [limit] },
    { step: named('move-axigen-listener'), changes: [move] },
    { step: named('configure-scanner'), changes: [file(scanner, '2526\n', '25\n', [proxy], false)] },
    { step: named('restart-scanner'), changes: [service('restart', proxy)] },
  ];
}

/** Writes its file as AXIGEN does on Save Config: the operations are in it, in its own words. */
export function saveConfig({ path, operations }: ConfigureAxigen): void {
  writeFileSync(path, operations.some(({ kind }) => kind === 'add-client') ? limited : moved);
}

export function runFile(target: EngineTarget, run: Run, name: string): string | undefined {
  const path = join(target.here(run.folder), 'files', name);
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

/** Looks again and again; gives up after half a minute. */
export async function until(condition: () => boolean): Promise<void> {
  const end = performance.now() + 30_000;
  while (!condition()) {
    if (performance.now() > end) throw new Error('it did not come to that');
    await pause(50);
  }
}
