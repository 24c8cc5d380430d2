import { expect } from 'vitest';
import { type Audited, type AuditRun, audit, openFindings } from './audit.js';
import { atCommandLine } from './axigen-dialogue.js';
import { configFiles, damageWords } from './damage-words.js';
import type { ServerLab } from './server-lab.js';

/** A way in which a gateway that was well comes to be not so. */
export interface Damage extends AuditRun {
  /** The finding that it is about. */
  readonly id: string;
  readonly what: string;
  /** Shell; see `damageWords`. */
  readonly make: string;
  /** Lines that are said at AXIGEN's command line afterwards. */
  readonly says?: readonly string[];
  /** Shell that puts right what restoring the three configuration files and the services does not. */
  readonly mend?: string;
  /** Ids and verdicts that the audit has open then: these, in any order, and no other. */
  readonly finds: readonly string[];
}

/** Keeps the files of a gateway that is well, to go back to. */
export async function keepGood(server: ServerLab): Promise<void> {
  await server.sh(`mkdir -p /root/good && cp -p ${Object.values(configFiles).join(' ')} /root/good/`);
}

/** The files as they were, and the services started afresh. */
async function restore(server: ServerLab): Promise<void> {
  await server.sh(`${damageWords}
/etc/init.d/nod32smtp stop > /dev/null || :; axigen stop || :
cp -p $good/axigen.cfg $cfg; cp -p $good/smtpFilters.script $policy; cp -p $good/nod32.cfg $nod32
axigen start; scanner restart`);
}

/** Does the damage, sees exactly what is promised, puts it right and sees that it is gone. */
export async function expectFound(server: ServerLab, damage: Damage): Promise<void> {
  try {
    await server.sh(damageWords + damage.make);
    if (damage.says !== undefined) await atCommandLine(server, damage.says);
    const broken = await audit(server, damage);
    expect([...openFindings(broken)].sort(), details(broken)).toEqual([...damage.finds].sort());
    const own = broken.findings.find(({ id }) => id === damage.id);
    expect(own?.remedy ?? own?.found ?? '', damage.id).not.toBe('');
    expect(broken.said.code).not.toBe(0);
  } finally {
    await server.sh(damageWords + (damage.mend ?? ':'));
    await restore(server);
  }
  const mended = await audit(server);
  expect(openFindings(mended), details(mended)).toEqual([]);
  expect(mended.said.code).toBe(0);
}

/** What is not well, in a few lines. */
function details(audited: Audited): string {
  const open = audited.findings.filter(({ verdict }) => verdict !== 'ok' && verdict !== 'not-applicable');
  return open.map(({ id, verdict, found }) => `${id} ${verdict}: ${found}`).join('\n');
}
