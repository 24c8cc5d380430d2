import { expect, test } from 'vitest';
import { flagsOf } from '../../src/lab/asking-again.js';
import { type LabRequest, resolveLabOptions } from '../../src/lab/options.js';

test.each<[LabRequest, string[]]>([
  [{}, []],
  [{ name: 'x', scanner: 'nod32', axigen: '1.2', isolation: 'chroot' }, []],
  [{ scanner: 'imss' }, ['--scanner imss']],
  [{ scanner: 'imss', distro: 'rhel-3' }, ['--scanner imss']],
  [{ scanner: 'imss', distro: 'suse-9.0' }, ['--scanner imss', '--distro suse-9.0']],
  [{ axigen: '10', cli: false, forceStandIns: true }, ['--axigen 10', '--no-cli', '--stand-ins']],
  [{ smtpName: 'smtpIn', clientsName: 'set' }, ['--smtp-name smtpIn', '--clients-name set']],
])('a lab of %j is asked for again by %j', (request, flags) => {
  expect(flagsOf(resolveLabOptions(request))).toEqual(flags);
});
