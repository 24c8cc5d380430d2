import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { clockOf, processesOf } from '../../src/products/host/command-facts.js';
import { executablesOf } from '../../src/products/host/executables.js';
import { surveyRequests } from '../../src/products/requests.js';
import { temporaryFolder } from '../host/temporary-folder.js';
import { commandFact } from './survey-answers.js';

const folder = temporaryFolder();

/** What a command of the survey gives on a machine whose `ps` is this script, or its own. */
function survey(id: string, ps?: string) {
  const request = surveyRequests({}).find((one) => one.kind === 'command' && one.id === id);
  if (request?.kind !== 'command') throw new Error(`the survey does not ask for ${id}`);
  const path = process.env.PATH ?? '';
  if (ps !== undefined) {
    mkdirSync(folder('bin'), { recursive: true });
    writeFileSync(folder('bin', 'ps'), `#!/bin/sh\n${ps}`);
    chmodSync(folder('bin', 'ps'), 0o755);
  }
  const { status, stdout } = spawnSync('/bin/sh', ['-c', request.script.text], {
    env: { PATH: ps === undefined ? path : `${folder('bin')}:${path}` },
  });
  return commandFact(stdout.toString(), status ?? 255);
}

describe('the executables of the survey', () => {
  test('of this machine: this very process', () => {
    expect(executablesOf(survey('executables')).get(process.pid)).toBe(realpathSync(process.execPath));
  });

  test('of a `ps` that says more than a path: only its first word is told', () => {
    const found = survey('executables', 'echo "  4000001 /opt/trend/imss/bin/x --password secret"\n');
    expect(executablesOf(found).get(4_000_001)).toBe('/opt/trend/imss/bin/x');
    expect(
      JSON.stringify(found.state === 'present' && Buffer.from(found.value.output).toString()),
    ).not.toContain('secret');
  });
});

describe('the processes of the survey', () => {
  test('of this machine: this very process, and since when it runs', () => {
    const clock = clockOf(survey('clock'));
    const found = processesOf(survey('processes'), clock);
    if (found.state !== 'present') throw new Error(`it told nothing: ${JSON.stringify(found)}`);
    const own = found.value.find(({ pid }) => pid === process.pid);
    const started = Date.now() / 1000 - process.uptime();
    expect(own?.ended).toBeUndefined();
    expect(Math.abs((own?.startedAt ?? 0) - started)).toBeLessThan(5);
  });

  test('a `ps` without these columns: names and numbers, and no word of times', () => {
    const ps = 'case "$*" in *stat=*) echo "ps: unknown stat" >&2; exit 1 ;; esac\necho "    7 nod32d"\n';
    const found = processesOf(survey('processes', ps), clockOf(survey('clock')));
    expect(found).toEqual({ state: 'present', value: [{ pid: 7, name: 'nod32d' }] });
  });

  test('a `ps` that knows nothing: that is said', () => {
    const found = processesOf(
      survey('processes', 'echo "ps: no /proc" >&2; exit 1\n'),
      clockOf(survey('clock')),
    );
    expect(found.state).toBe('unreadable');
  });
});
