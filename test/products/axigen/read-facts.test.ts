import { describe, expect, test } from 'vitest';
import { absent, type Fact, present, unreadable } from '../../../src/host/fact.js';
import type { FileFact } from '../../../src/host/survey/answers.js';
import { cfg, denied, facts, filters, goodConfig, goodPolicy, policy } from '../good-server.js';
import { fileFact } from '../survey-answers.js';

describe('axigen.cfg', () => {
  test.each<[string, Fact<FileFact>, object]>([
    ['absent', absent, absent],
    ['unreadable', denied, denied],
    ['a folder', fileFact(cfg, undefined, { type: 'directory' }), unreadable(`${cfg} is a folder`)],
    ['a device', fileFact(cfg, undefined, { type: 'other' }), unreadable(`${cfg} is no regular file`)],
    [
      'not understood',
      fileFact(cfg, 'Server {\n'),
      { state: 'unreadable', reason: expect.stringContaining(cfg) },
    ],
    ['present', goodConfig, { state: 'present' }],
  ])('%s', (_, file, config) => {
    const { axigen } = facts({ files: { [cfg]: file } });
    expect(axigen.configFile).toEqual(file);
    expect(axigen.config).toMatchObject(config);
    // Without it nobody knows which policy file counts.
    if (axigen.config.state !== 'present') expect(axigen.policyFile).toEqual(axigen.config);
  });
});

describe('the policy file', () => {
  const configured = (name: string) =>
    fileFact(cfg, `Server {\n  smtpFiltersFile = "${name}"\n  smtp = { x = 1 }\n}\n`);

  test.each<[string, string, Fact<readonly Fact<FileFact>[]>, object]>([
    ['switched off', 'none', present([goodPolicy]), absent],
    [
      'found among others',
      'filters/smtpFilters.script',
      present([fileFact(`${filters}/other`, ''), goodPolicy]),
      goodPolicy,
    ],
    ['not in the folder', 'filters/gone.script', present([goodPolicy]), absent],
    [
      'not in the folder, of which one file could not be looked at',
      'filters/gone.script',
      present([goodPolicy, denied]),
      denied,
    ],
    [
      'present, though another file could not be looked at',
      'filters/smtpFilters.script',
      present([denied, goodPolicy]),
      goodPolicy,
    ],
    ['no folder', 'filters/smtpFilters.script', absent, absent],
    ['a folder that is closed', 'filters/smtpFilters.script', denied, denied],
    [
      'elsewhere: it was not looked at',
      '/etc/my.script',
      present([goodPolicy]),
      { state: 'unreadable', reason: expect.stringContaining('/etc/my.script') },
    ],
    [
      'in a folder below: it was not looked at',
      'filters/mine/my.script',
      present([goodPolicy]),
      { state: 'unreadable', reason: expect.stringContaining('mine/my.script') },
    ],
  ])('%s', (_, name, folder, file) => {
    const { axigen } = facts({ files: { [cfg]: configured(name) }, folders: { [filters]: folder } });
    expect(axigen.policyFile).toMatchObject(file);
    if (axigen.policyFile.state !== 'present') expect(axigen.policy).toEqual(axigen.policyFile);
    else expect(axigen.policy.state).toBe('present');
  });

  test('not understood', () => {
    const { axigen } = facts({ folders: { [filters]: present([fileFact(policy, 'event onEhlo {')]) } });
    expect(axigen.policyFile.state).toBe('present');
    expect(axigen.policy).toMatchObject({ state: 'unreadable', reason: expect.stringContaining(policy) });
  });
});
