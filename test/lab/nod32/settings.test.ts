import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { daemonSettings, smtpSettings } from '../../../src/lab/nod32/settings.js';
import { templatePath } from '../../../src/package-root.js';

const shipped = readFileSync(templatePath('lab', 'nod32', 'nod32.cfg'), 'utf8');

describe('nod32.cfg as shipped', () => {
  test('gives the defaults of the manual', () => {
    expect(daemonSettings(shipped, '/etc/opt/eset/nod32/nod32.cfg')).toEqual({
      threads: 2,
      licenseFolder: '/etc/opt/eset/nod32/license',
    });
    expect(smtpSettings(shipped)).toEqual({
      listen: { host: '127.0.0.1', port: 2526 },
      server: { host: '127.0.0.1', port: 2525 },
      policy: {
        onProcessed: 'accept',
        antivirus: true,
        onInfected: 'accept',
        onUncleanable: 'accept',
        onNotScanned: 'accept',
      },
      temporaryFolder: '/tmp',
    });
  });

  test('has what the article speaks of, as the article has it', () => {
    expect(shipped).toMatch(/^;num_thr = 2$/m);
    expect(shipped).toMatch(/^listen_addr = "localhost"$/m);
    expect(shipped).toMatch(/^listen_port = 2526$/m);
    for (const option of [
      'action_on_infected',
      'action_on_uncleanable',
      'action_on_notscanned',
      'quarantine',
    ]) {
      expect(shipped).toMatch(new RegExp(`^;${option} = `, 'm'));
    }
  });

  test('every default that is commented out is what the stand-in does without it', () => {
    const active = shipped.replace(
      /^;(?=(?:num_thr|nod32_lic_dir|tmp_dir|av_enabled|action_on_\w+|quarantine) )/gm,
      '',
    );
    expect(active).not.toBe(shipped);
    expect(smtpSettings(active)).toEqual(smtpSettings(shipped));
    expect(daemonSettings(active, '/etc/opt/eset/nod32/nod32.cfg')).toEqual(
      daemonSettings(shipped, '/etc/opt/eset/nod32/nod32.cfg'),
    );
  });
});

describe('values', () => {
  const smtp = (lines: string, global = ''): ReturnType<typeof smtpSettings> =>
    smtpSettings(`[global]\n${global}\n[smtp]\n${lines}\n`);

  test.each([
    ['bare', 'listen_addr = 0.0.0.0', '0.0.0.0'],
    ['quoted, no spaces', 'listen_addr="0.0.0.0"', '0.0.0.0'],
    ['localhost in capitals', 'listen_addr = "LOCALHOST"', '127.0.0.1'],
    ['twice: the first counts', 'listen_addr = "1.1.1.1"\nlisten_addr = "2.2.2.2"', '1.1.1.1'],
    ['CRLF and tabs', '\tlisten_addr\t=\t"3.3.3.3"\r', '3.3.3.3'],
  ])('%s', (_, line, host) => expect(smtp(line).listen.host).toBe(host));

  test('the agent section overrides [global]', () => {
    expect(smtp('', 'action_on_infected = reject').policy.onInfected).toBe('reject');
    expect(smtp('action_on_infected = "defer"', 'action_on_infected = reject').policy.onInfected).toBe(
      'defer',
    );
  });

  test.each([
    ['listen_port = 0', 'line 4: listen_port = 0: must be a whole number from 1 to 65535'],
    ['listen_port = 25x', 'line 4: listen_port = 25x'],
    ['server_port = 65536', 'line 4: server_port = 65536'],
    ['action_on_notscanned = scan', 'must be one of accept, defer, discard, reject'],
    ['av_enabled = maybe', 'must be yes or no'],
    ['quarantine = 1', 'must be yes or no'],
    ['listen_addr = ""', 'must be a text'],
    ['listen_addr = "local', 'line 4: the value of listen_addr is not understood'],
    ['listen_addr =', 'line 4: the value of listen_addr is not understood'],
    ['agent_enabled = no', 'the agent is turned off'],
    ['nonsense', 'line 4: neither a section nor "name = value"'],
    ['[global]', 'line 4: section [global] occurs a second time'],
  ])('%s is refused', (line, reason) => expect(() => smtp(line)).toThrow(reason));

  test.each([
    ['[smtp]\n', 'section [global] is missing'],
    ['[global]\n', 'section [smtp] is missing'],
    ['listen_port = 25\n', 'line 1: listen_port stands outside of any section'],
  ])('%j is refused', (text, reason) => expect(() => smtpSettings(text)).toThrow(reason));

  test.each(['0', '1001', '-1', 'ten'])('num_thr = %s is refused', (value) =>
    expect(() => daemonSettings(`[global]\nnum_thr = ${value}\n`, '/x/nod32.cfg')).toThrow(
      'must be a whole number',
    ),
  );
});
