import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, test } from 'vitest';
import { shells } from '../../host/shells.js';
import { begin, servers, shellsWithoutApplets, take } from '../../support/installed-server.js';
import { words } from '../../support/target-shell.js';

const server = servers();

describe.each(shellsWithoutApplets)('what an installer wrote, with %s', (_name, command) => {
  test('each kind of it', () => {
    const { root, file, sh, wrote } = server(command);
    expect(sh(begin)).toEqual({ code: 0, said: '', errors: '' });
    file('opt/trend/imss/a');
    file('opt/trend/imss/b');
    file('opt/axigen/queue');
    file('opt/other/new');
    file('etc/services', 'smtp\nimss\n');
    file('etc/imss.conf');
    file('usr/bin/old', 'newer');
    file('usr/local/bin/imss');
    file('var/lib/somebody/x');
    file('tmp/x');
    expect(sh('end_installer 001')).toMatchObject({ code: 0, errors: '' });
    expect(wrote()).toEqual([
      'placed 1 /etc/imss.conf',
      'edited 2 /etc/services',
      'file 1 /opt/other/new',
      'tree 2 /opt/trend',
      'touched 0 /usr/bin/old',
      'folder 0 /usr/local',
      'folder 0 /usr/local/bin',
      'file 1 /usr/local/bin/imss',
      'folder 0 /var',
      'folder 0 /var/lib',
      'beside 1 /var/lib/somebody',
    ]);
    const { code, said } = sh(take);
    expect(said).toContain(`${root}/usr/bin/old: was changed while the installer ran`);
    expect(code).toBe(1);
    for (const name of ['opt/trend', 'opt/other/new', 'etc/imss.conf', 'usr/local'])
      expect(existsSync(`${root}/${name}`), name).toBe(false);
    for (const name of ['opt/axigen/queue', 'var/lib/somebody/x', 'tmp/x', 'opt/other/x'])
      expect(existsSync(`${root}/${name}`), name).toBe(true);
    expect(readFileSync(`${root}/etc/services`, 'latin1')).toBe('smtp\n');
  });

  test('names of all kinds, and what lies beside them', () => {
    const { root, file, sh } = server(command);
    const names = ['-rf', 'a b', ' c ', "d'e", '$(x)', 'f\ng', '*', 'h\\n', 'tree 9 /opt/other'];
    file('opt/a');
    file('opt/f');
    expect(sh(begin).code).toBe(0);
    for (const name of names) {
      file(`opt/${name}/in`);
      file(`usr/bin/${name.replaceAll('/', '-')}`);
    }
    const { code, said, errors } = sh(take);
    expect([code, errors], said).toEqual([0, '']);
    for (const name of names) expect(existsSync(`${root}/opt/${name}/in`), name).toBe(false);
    for (const name of ['opt/a', 'opt/f', 'opt/other/x', 'usr/bin/old'])
      expect(existsSync(`${root}/${name}`), name).toBe(true);
  });

  test('half a listing is none: nothing is run on it', () => {
    const { root, sh } = server(command);
    mkdirSync(`${root}-bin`);
    writeFileSync(`${root}-bin/find`, '#!/bin/sh\nfor at; do break; done\n/usr/bin/find "$@"\nkill -9 $$\n');
    chmodSync(`${root}-bin/find`, 0o755);
    const { code, errors } = sh(begin);
    expect(code).toBe(1);
    expect(errors).toMatch(/could not be listed/);
  });

  test('a folder that cannot be read is not taken for an empty one', () => {
    const { root, sh } = server(command);
    mkdirSync(`${root}-bin`);
    writeFileSync(
      `${root}-bin/find`,
      '#!/bin/sh\n/usr/bin/find "$@"\necho "find: /opt/x: Input/output error" >&2; exit 1\n',
    );
    chmodSync(`${root}-bin/find`, 0o755);
    expect(sh(begin).errors).toMatch(/could not be listed: find: \/opt\/x: Input\/output error/);
  });
});

describe.each(shellsWithoutApplets)('packages that an installer brought, with %s', (_name, command) => {
  test('are removed all at once; those that were there, and those updated, stay', () => {
    const { root, sh } = server(command);
    mkdirSync(`${root}-bin`);
    const list = (...names: readonly string[]) =>
      writeFileSync(`${root}-bin/list`, names.map((name) => `${name}\n`).join(''));
    writeFileSync(
      `${root}-bin/rpm`,
      `#!/bin/sh
list=${root}-bin/list
case $1 in
  -qa) sed 's/^/rpm /' $list ;;
  -q) grep -x "$2" $list > /dev/null ;;
  -e) shift; echo "$*" >> ${root}-bin/removed; for one; do grep -v -x "$one" $list > $list.new; mv $list.new $list; done ;;
esac
`,
    );
    chmodSync(`${root}-bin/rpm`, 0o755);
    list('bash', 'axigen');
    expect(sh(begin).code).toBe(0);
    list('bash', 'axigen', 'imss', 'imss-ui');
    const { said, code } = sh(take);
    expect(said).toContain('package imss: removed\n  package imss-ui: removed');
    expect(code).toBe(0);
    expect(readFileSync(`${root}-bin/removed`, 'latin1')).toBe('imss imss-ui\n');
    expect(readFileSync(`${root}-bin/list`, 'latin1')).toBe('bash\naxigen\n');
  });
});

describe.each(shells)('what is never taken away, with %s', (_name, command) => {
  test.each([
    ['/', 'no path of a folder of its own'],
    ['/etc', 'a folder of the system'],
    ['/opt', 'a folder of the system'],
    ['/usr/../etc', 'no path of a folder of its own'],
    ['/proc', 'a folder of the system'],
    ['relative', 'no path of a folder of its own'],
  ])('never takes away %s', (path, why) => {
    const { sh } = server(command);
    const { code, said } = sh(`may_go ${words(path)}`);
    expect(code).toBe(1);
    expect(said).toContain(why);
  });

  test('nor the run itself', () => {
    const { sh, shell } = server(command);
    expect(sh(`may_go ${words(dirname(shell.run))}`).said).toMatch(/this run is kept there/);
  });
});
