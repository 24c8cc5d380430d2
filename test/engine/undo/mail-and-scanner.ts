import { spawnSync } from 'node:child_process';
import { expect } from 'vitest';
import type { PlannedChanges, Run } from '../../../src/engine/run/run.js';
import type { Service } from '../../../src/model/service.js';
import { edit, named, place, run as service } from '../../support/changes.js';
import { EngineTarget } from '../../support/engine-target.js';

export const policy = "server/filters/mail's $HOME policy";
export const config = 'server/run/axigen.cfg';
export const scanner = 'server/etc/nod32 `x`.cfg';
export const licence = "server/etc/the license's/folder/the licence";

/** A server of two services and their files, with names that a careless script would stumble over. */
export class MailAndScanner {
  readonly target = new EngineTarget();
  readonly mail = this.target.services.add('mail', 1);
  readonly scan = this.target.services.add('scan', 2);
  readonly proxy = this.target.services.add('proxy', 3);

  constructor() {
    const { target } = this;
    target.file(policy, 'policy\n', 0o644);
    target.file(config, 'config\n', 0o640);
    target.file(scanner, 'scanner\n', 0o604);
    target.file('media/the licence', 'licence\n', 0o600);
    for (const { script } of [this.mail, this.scan]) spawnSync(script, ['start'], { stdio: 'ignore' });
    target.services.calls();
  }

  change(name: string, before: string, after: string, readers: readonly Service[], whileStopped = true) {
    return edit(this.target.path(name), {
      before: Buffer.from(before),
      after: Buffer.from(after),
      readers,
      whileStopped,
    });
  }

  license(): PlannedChanges {
    const { target } = this;
    return {
      step: named('place-license'),
      changes: [place(target.path(licence), target.path('media/the licence'))],
    };
  }

  startProxy(): PlannedChanges {
    return { step: named('start-scanner'), changes: [service('start', this.proxy)] };
  }

  /** Two edits of one file among them, as in the handover. */
  handover(): readonly PlannedChanges[] {
    const { mail, scan, proxy } = this;
    return [
      { step: named('close-open-relay'), changes: [this.change(policy, 'policy\n', 'closed\n', [mail])] },
      {
        step: named('limit-esmtp-extensions'),
        changes: [this.change(config, 'config\n', 'limited\n', [mail])],
      },
      { step: named('move-axigen-listener'), changes: [this.change(config, 'limited\n', 'moved\n', [mail])] },
      {
        step: named('configure-scanner'),
        changes: [this.change(scanner, 'scanner\n', 'port 25\n', [scan, proxy], false)],
      },
      { step: named('restart-scanner'), changes: [service('restart', scan), service('restart', proxy)] },
    ];
  }

  /** A run with all of it, which succeeded. */
  async applied(): Promise<Run> {
    const run = await this.target.begin();
    for (const stage of [[this.license()], [this.startProxy()], this.handover()]) {
      const { result } = await this.target.apply(run, stage, {}, this.#running());
      expect(result).toMatchObject({ kind: 'done' });
    }
    return run;
  }

  #running(): readonly Service[] {
    return [this.mail, this.scan, this.proxy].filter((one) => this.target.services.isRunning(one));
  }
}
