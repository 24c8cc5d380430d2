import { expect } from 'vitest';
import { type Audited, type AuditRun, audit, openFindings } from './audit.js';
import { atCommandLine } from './axigen-dialogue.js';
import { damageWords } from './damage-words.js';
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
  /** Shell that puts right what restoring the configuration files and the services does not. */
  readonly mend?: string;
  /** Setup puts it right, run with the same flags. */
  readonly setupMends?: true;
  /** Ids and verdicts that the audit has open then: these, in any order, and no other. */
  readonly finds: readonly string[];
}

/** A gateway that was set up and is well, to do damage to. */
export class Patient {
  readonly #server: ServerLab;
  readonly #words: string;

  constructor(server: ServerLab) {
    this.#server = server;
    this.#words = damageWords[server.lab.record.options.scanner];
  }

  /** Runs shell with the words of the tables. */
  async sh(script: string): Promise<void> {
    await this.#server.sh(this.#words + script);
  }

  /**
   * Does the damage, sees exactly what is promised, and puts it right. That it is gone is seen by the damage that comes
   * next, since what that one finds is told to the last finding, and by `isWell` in the end.
   */
  async suffers(damage: Damage): Promise<void> {
    try {
      await this.sh(damage.make);
      if (damage.says !== undefined) await atCommandLine(this.#server, damage.says);
      const broken = await audit(this.#server, damage);
      expect([...notWaived(broken)].sort(), details(broken)).toEqual([...damage.finds].sort());
      const own = broken.findings.find(({ id }) => id === damage.id);
      expect(own?.remedy ?? own?.found ?? '', damage.id).not.toBe('');
      expect(broken.said.code).not.toBe(0);
      if (damage.setupMends === true) await this.#isMendedBySetup(damage);
    } finally {
      await this.sh(damage.mend ?? ':');
      // The files as they were, and the services started afresh.
      await this.sh('scanner stop || :; axigen stop || :; get_good; axigen start; scanner restart');
    }
  }

  async #isMendedBySetup({ flags = [] }: Damage): Promise<void> {
    const { code, all } = await this.#server.setup({ flags });
    expect(code, all).toBe(0);
    await this.isWell();
  }

  /** Sees that nothing is open. */
  async isWell(): Promise<void> {
    const mended = await audit(this.#server);
    expect(notWaived(mended), details(mended)).toEqual([]);
    expect(mended.said.code).toBe(0);
  }
}

function notWaived({ said, findings }: Audited): readonly string[] {
  return openFindings({ said, findings: findings.filter(({ waived }) => waived === undefined) });
}

/** What is not well, in a few lines. */
function details(audited: Audited): string {
  const open = audited.findings.filter(({ verdict }) => verdict !== 'ok' && verdict !== 'not-applicable');
  return open.map(({ id, verdict, found }) => `${id} ${verdict}: ${found}`).join('\n');
}
