import { describe, expect, test } from 'vitest';
import { labLicense, nod32Package } from '../../../src/lab/nod32/package.js';

describe('the NOD32 package', () => {
  const spec = nod32Package();
  const file = (path: string) => spec.files.find((candidate) => candidate.path === path);
  const text = (path: string): string => Buffer.from(file(path)?.content ?? []).toString('utf8');

  test('has the paths of the build that the article uses', () => {
    expect(`${spec.name}-${spec.version}-${spec.release}`).toBe('nod32lms-2.51-1');
    for (const path of ['/etc/opt/eset/nod32', '/etc/opt/eset/nod32/license', '/opt/eset/nod32/sbin']) {
      expect(file(path)?.kind).toBe('directory');
    }
    expect(file('/etc/opt/eset/nod32/nod32.cfg')?.config).toBe(true);
    for (const name of ['nod32d', 'nod32smtp']) {
      expect(file(`/etc/init.d/${name}`)?.mode).toBe(0o755);
      expect(text(`/opt/eset/nod32/sbin/${name}`)).toContain(
        `exec /opt/lab/bin/node /opt/lab/gateway-setup/dist/src/lab/nod32/${name}.js "$@"\n`,
      );
    }
  });

  test('holds no directory that belongs to the system', () => {
    for (const path of ['/etc', '/opt', '/etc/opt', '/etc/init.d']) expect(file(path)).toBeUndefined();
  });

  test('says what it is', () => {
    expect(spec.summary).toContain('stand-in');
    expect(text('/etc/opt/eset/nod32/nod32.cfg')).toContain(
      "stand-in of NOD32 in gateway-setup's rehearsal lab",
    );
    expect(Buffer.from(labLicense()).toString('utf8')).toContain('NOT A LICENSE OF ESET');
  });

  test('its scripts never start nod32smtp', () => {
    expect(spec.postinstall).not.toContain('nod32smtp');
  });
});
