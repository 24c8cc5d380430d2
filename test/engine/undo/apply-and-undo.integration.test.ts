import { existsSync, statSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { EngineTarget } from '../../support/engine-target.js';
import { config, licence, MailAndScanner, policy, scanner } from './mail-and-scanner.js';

let server: MailAndScanner;
let target: EngineTarget;
beforeEach(() => {
  server = new MailAndScanner();
  ({ target } = server);
});
afterEach(() => target.remove());

describe('applied', () => {
  test('every file as wanted, every service running, AXIGEN down once', async () => {
    const run = await target.begin();
    await target.apply(run, [server.license()]);
    await target.apply(run, [server.startProxy()]);
    target.services.calls();
    const { result, progress } = await target.apply(run, server.handover());
    expect(result).toEqual({ kind: 'done', restarts: 3 });
    expect(progress[0]).toBe('plan 8');
    expect(progress.slice(1, 5)).toEqual(['begin 1', 'done 1', 'begin 2', 'done 2']);
    expect(progress.at(-1)).toBe('close');
    expect(target.read(policy)).toBe('closed\n');
    expect(target.read(config)).toBe('moved\n');
    expect(target.read(scanner)).toBe('port 25\n');
    expect(target.services.calls()).toEqual(['mail stop', 'mail start', 'scan restart', 'proxy restart']);
    expect(target.services.running()).toEqual(['mail', 'scan', 'proxy']);
    expect(statSync(target.path(config)).mode & 0o7777).toBe(0o640);
  });

  test('the journal says each intent before its effect, and done after it', async () => {
    const run = await server.applied();
    const events = target.events(run);
    expect(events.filter((one) => one.startsWith('intent'))).toHaveLength(8);
    expect(events.filter((one) => one === 'done')).toHaveLength(8);
    expect(events.slice(0, 4)).toEqual(['begin', 'step place-license', 'intent place-license', 'done']);
  });

  test('nothing is left lying beside the files', async () => {
    await server.applied();
    expect(Object.keys(target.tree()).filter((path) => path.includes('.gateway-setup.'))).toEqual([]);
  });
});

describe('taken back', () => {
  test('whole, by hand, without us: everything is as it was', async () => {
    const before = target.tree();
    const run = await server.applied();
    const { code, said } = target.undo(run);
    expect(said).toMatch(/Taken back\.$/m);
    expect(code).toBe(0);
    expect(target.tree()).toEqual(before);
    expect(target.services.running()).toEqual(['mail', 'scan']);
  });

  test.each([
    ['all services run: as long as one may take to open it', undefined, '2'],
    ['one does not run: nobody opens its port, so not as long', 'will-not-start', '10'],
  ] as const)('a port that is not open again is waited for; %s', async (_name, fault, seconds) => {
    const { mail, scan } = server;
    const run = await target.begin();
    await target.apply(run, server.handover().slice(0, 2), {}, [mail, scan], [1]);
    if (fault !== undefined) target.services.fault('mail', fault);
    const { code, said } = target.undo(run);
    expect(code).toBe(1);
    expect(said).toMatch(/^port 1: NOT open, but it was before$/m);
    expect(said.includes('mail: NOT running')).toBe(fault !== undefined);
    // On the target `patience` is 30 seconds; here it is 2.
    expect(target.read('ports-patience').trim()).toBe(seconds);
  });

  test('a second time nothing is touched and nobody is stopped', async () => {
    const run = await server.applied();
    target.undo(run);
    const after = target.tree();
    target.services.calls();
    expect(target.undo(run).code).toBe(0);
    expect(target.tree()).toEqual(after);
    expect(target.services.calls()).toEqual([]);
  });

  test('what could not be taken away beside a file goes the next time', async () => {
    const run = await server.applied();
    target.undo(run);
    const before = target.tree();
    target.file(`${config}.gateway-setup.004`, 'laid beside it when the folder could not be written in');
    expect(target.undo(run).code).toBe(0);
    expect(target.tree()).toEqual(before);
  });

  test.each([
    ['place-license', { policy: 'policy\n', config: 'config\n', scanner: 'scanner\n', licence: false }],
    ['start-scanner', { policy: 'policy\n', config: 'config\n', scanner: 'scanner\n', licence: true }],
    ['close-open-relay', { policy: 'policy\n', config: 'config\n', scanner: 'scanner\n', licence: true }],
    [
      'limit-esmtp-extensions',
      { policy: 'closed\n', config: 'config\n', scanner: 'scanner\n', licence: true },
    ],
    [
      'move-axigen-listener',
      { policy: 'closed\n', config: 'limited\n', scanner: 'scanner\n', licence: true },
    ],
    ['configure-scanner', { policy: 'closed\n', config: 'moved\n', scanner: 'scanner\n', licence: true }],
    ['restart-scanner', { policy: 'closed\n', config: 'moved\n', scanner: 'port 25\n', licence: true }],
  ])('back to before %s, twice, and then the rest', async (step, files) => {
    const before = target.tree();
    const run = await server.applied();
    for (let time = 0; time < 2; time += 1) {
      expect(target.undo(run, step).code).toBe(0);
      expect({
        policy: target.read(policy),
        config: target.read(config),
        scanner: target.read(scanner),
        licence: existsSync(target.path(licence)),
      }).toEqual(files);
      const proxyRuns = !['place-license', 'start-scanner'].includes(step);
      expect(target.services.running()).toEqual(proxyRuns ? ['mail', 'scan', 'proxy'] : ['mail', 'scan']);
    }
    expect(target.undo(run).code).toBe(0);
    expect(target.tree()).toEqual(before);
    expect(target.services.running()).toEqual(['mail', 'scan']);
  });

  test.each(['no-such-step', 'place-license start-scanner', '; rm -rf /', '--help', 'place_license'])(
    'an unknown step (%s): exit 4, the steps are named, nothing is touched',
    async (step) => {
      const run = await server.applied();
      const before = target.tree();
      target.services.calls();
      const { code, said } = target.undo(run, step);
      expect(code).toBe(4);
      expect(said).toContain(`no such step: ${step}`);
      expect(said).toContain('Steps: place-license start-scanner close-open-relay');
      expect(target.tree()).toEqual(before);
      expect(target.services.calls()).toEqual([]);
    },
  );
});
