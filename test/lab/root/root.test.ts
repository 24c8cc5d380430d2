import { describe, expect, test } from 'vitest';
import { resolveAxigen } from '../../../src/lab/axigen-options.js';
import { distros, findDistro } from '../../../src/lab/distros.js';
import { accountFiles } from '../../../src/lab/root/accounts.js';
import { commandScripts, forbiddenCommands, periodCommands } from '../../../src/lab/root/commands.js';
import { etcFiles, runLevelFolders } from '../../../src/lab/root/etc.js';
import { parseLdd } from '../../../src/lab/root/libraries.js';
import { motd } from '../../../src/lab/root/motd.js';

describe("the lab's commands", () => {
  const paths = [...periodCommands.map(({ path }) => path), ...Object.keys(commandScripts)];
  const names = paths.map((path) => path.slice(path.lastIndexOf('/') + 1));

  test('each is listed once', () => {
    expect(new Set(names).size).toBe(names.length);
  });

  test('none is younger than the servers', () => {
    expect(names.filter((name) => forbiddenCommands.includes(name))).toEqual([]);
  });

  test.each(['stat', 'md5sum', 'sha1sum', 'readlink', 'mktemp', 'cmp', 'awk', 'egrep', 'su'])(
    '%s is there',
    (name) => {
      expect(names).toContain(name);
    },
  );
});

describe('ldd', () => {
  test('libraries, the loader, the vdso and what is not dynamic, of several programs', () => {
    const output = [
      '/bin/ls:',
      '\tlinux-vdso.so.1 (0x00007ffd)',
      '\tlibc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f01)',
      '\t/lib64/ld-linux-x86-64.so.2 (0x00007f02)',
      '/bin/static:',
      '\tnot a dynamic executable',
      '/bin/cat:',
      '\tlibc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f01)',
      '\tlibmissing.so => not found',
      '',
    ].join('\n');
    expect(parseLdd(output)).toEqual(['/lib/x86_64-linux-gnu/libc.so.6', '/lib64/ld-linux-x86-64.so.2']);
  });
});

describe('/etc', () => {
  const fedora = findDistro('fedora-core-5');
  if (!fedora) throw new Error('no fedora-core-5');

  test('axigen is a user of its own, or root by another name where there is only one', () => {
    expect(accountFiles(true)['/etc/passwd']).toMatch(/^axigen:x:220:220:/m);
    expect(accountFiles(false)['/etc/passwd']).toMatch(/^root:x:0:0:[\s\S]*^axigen:x:0:0:/m);
  });

  test('the server knows itself by its own name and by the one that it answers to', () => {
    const name = 'mail.example.test';
    expect(etcFiles(fedora, name)['/etc/hosts']).toBe(`127.0.0.1\tlocalhost.localdomain localhost ${name}\n`);
    expect(etcFiles(fedora, 'box')['/etc/hosts']).toMatch(/ mail\.example\.test box\n$/);
  });

  test('every distribution keeps its name where it always did', () => {
    const places = ['/etc/sysconfig/network', '/etc/HOSTNAME', '/etc/hostname'];
    for (const distro of distros) {
      const files = etcFiles(distro, 'h');
      expect(places.filter((place) => place in files)).toHaveLength(1);
    }
  });

  test('the message of the day names the stand-ins and what the isolation cannot show', () => {
    const text = motd(
      { name: 'x', scanner: 'nod32', distro: fedora, axigen: resolveAxigen({}) },
      { kind: 'namespaces', mapping: 'single' },
      ['ps'],
    );
    const flat = text.replace(/\s+/g, ' ');
    expect(flat).toMatch(/cannot be used here: ps\./);
    expect(flat).toMatch(/root and axigen are the same user/);
    expect(flat).toMatch(/alice@example\.test, password lab-password\./);
    expect(flat).toMatch(/telnet localhost 7000, user admin, password lab-admin\./);
  });

  test('with IMSS it tells of the installer, and how to get past its questions', () => {
    const text = motd(
      { name: 'x', scanner: 'imss', distro: fedora, axigen: resolveAxigen({}) },
      { kind: 'namespaces', mapping: 'root' },
      [],
    );
    const flat = text.replace(/\s+/g, ' ');
    expect(flat).toMatch(/AXIGEN and IMSS are stand-ins/);
    expect(flat).toMatch(/imss-5\.7\/install\.sh, its activation code [A-Z0-9-]{19}\./);
    expect(flat).not.toMatch(/NOD32/);
  });

  test('links to what is started lie where the distribution looks for them', () => {
    const folders = (id: string) => {
      const distro = findDistro(id);
      return distro === undefined ? [] : runLevelFolders(distro);
    };
    expect(folders('rhel-3')).toEqual(['/etc/rc.d/rc3.d', '/etc/rc.d/rc5.d']);
    expect(folders('suse-9.0')).toEqual(['/etc/init.d/rc3.d', '/etc/init.d/rc5.d']);
    expect(folders('debian-3.1')).toEqual(['/etc/rc3.d', '/etc/rc5.d']);
  });

  test.each([40, 60, 78])('its lines fit into %i columns', (width) => {
    const options = {
      name: 'x'.repeat(31),
      scanner: 'imss',
      distro: fedora,
      axigen: resolveAxigen({}),
    } as const;
    const text = motd(options, { kind: 'namespaces', mapping: 'single' }, ['ps', 'rpm'], width);
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(width);
  });
});
