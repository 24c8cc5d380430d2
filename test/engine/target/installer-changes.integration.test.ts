import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, test } from 'vitest';
import { quoteWord } from '../../../src/host/shell.js';
import { begin, servers, shellsWithoutApplets, take } from '../../support/installed-server.js';

const server = servers();

function program(root: string, name: string, ...lines: readonly string[]): void {
  mkdirSync(`${root}-bin`, { recursive: true });
  writeFileSync(`${root}-bin/${name}`, ['#!/bin/sh', ...lines, ''].join('\n'));
  chmodSync(`${root}-bin/${name}`, 0o755);
}

describe.each(shellsWithoutApplets)('what an installer changed in /etc, with %s', (_name, command) => {
  test('the mode alone: it is put back, and looked at', () => {
    const { root, sh } = server(command);
    chmodSync(`${root}/etc/services`, 0o640);
    expect(sh(begin).code).toBe(0);
    chmodSync(`${root}/etc/services`, 0o666);
    expect(sh('end_installer 001; is_uninstalled 001')).toMatchObject({ code: 1 });
    expect(sh(take)).toMatchObject({ code: 0, errors: '' });
    expect(statSync(`${root}/etc/services`).mode & 0o777).toBe(0o640);
  });

  test('a mode that somebody has set since stays', () => {
    const { root, sh } = server(command);
    expect(sh(begin).code).toBe(0);
    chmodSync(`${root}/etc/services`, 0o666);
    expect(sh('end_installer 001').code).toBe(0);
    chmodSync(`${root}/etc/services`, 0o600);
    sh(take);
    expect(statSync(`${root}/etc/services`).mode & 0o777).toBe(0o600);
  });

  test('links of the start scripts, and what was replaced or removed with its folder', () => {
    const { root, file, sh, wrote } = server(command);
    file('etc/old/deep/a', 'a\n');
    chmodSync(`${root}/etc/old/deep`, 0o710);
    file('etc/aliases', 'postmaster: root\n');
    mkdirSync(`${root}/etc/rc3.d`);
    symlinkSync('../init.d/mail', `${root}/etc/rc3.d/S80mail`);
    symlinkSync('../init.d/x', `${root}/etc/rc3.d/S90x`);
    symlinkSync('../init.d', `${root}/etc/rc3.d/S91folder`);
    mkdirSync(`${root}/etc/init.d`);
    expect(sh(begin)).toEqual({ code: 0, said: '', errors: '' });
    rmSync(`${root}/etc/old`, { recursive: true });
    rmSync(`${root}/etc/aliases`);
    symlinkSync('/opt/trend/aliases', `${root}/etc/aliases`);
    for (const name of ['S80mail', 'S90x', 'S91folder']) rmSync(`${root}/etc/rc3.d/${name}`);
    symlinkSync('../init.d/y', `${root}/etc/rc3.d/S90x`);
    symlinkSync('..', `${root}/etc/rc3.d/S91folder`);
    expect(sh('end_installer 001')).toMatchObject({ code: 0, errors: '' });
    expect(wrote()).toEqual([
      'replaced 1 /etc/aliases',
      'removed 2 /etc/old',
      'removed 3 /etc/old/deep',
      'removed 4 /etc/old/deep/a',
      'removed 5 /etc/rc3.d/S80mail',
      'replaced 6 /etc/rc3.d/S90x',
      'replaced 7 /etc/rc3.d/S91folder',
    ]);
    const { code, said, errors } = sh(take);
    expect([code, errors], said).toEqual([0, '']);
    expect(lstatSync(`${root}/etc/aliases`).isFile()).toBe(true);
    expect(readFileSync(`${root}/etc/aliases`, 'latin1')).toBe('postmaster: root\n');
    expect(readFileSync(`${root}/etc/old/deep/a`, 'latin1')).toBe('a\n');
    expect(statSync(`${root}/etc/old/deep`).mode & 0o777).toBe(0o710);
    expect(readlinkSync(`${root}/etc/rc3.d/S80mail`)).toBe('../init.d/mail');
    expect(readlinkSync(`${root}/etc/rc3.d/S90x`)).toBe('../init.d/x');
    expect(readlinkSync(`${root}/etc/rc3.d/S91folder`)).toBe('../init.d');
    expect(sh(take).code).toBe(0);
  });

  test('a link that somebody has changed since: nothing is touched', () => {
    const { root, sh } = server(command);
    symlinkSync('one', `${root}/etc/link`);
    expect(sh(begin).code).toBe(0);
    rmSync(`${root}/etc/link`);
    symlinkSync('two', `${root}/etc/link`);
    expect(sh('end_installer 001').code).toBe(0);
    rmSync(`${root}/etc/link`);
    symlinkSync('three', `${root}/etc/link`);
    const { code, said } = sh(take);
    expect(code).toBe(1);
    expect(said).toMatch(/etc\/link: changed by somebody since, so it is not put back/);
    rmSync(`${root}/etc/link`);
    expect(sh(take).code).toBe(0);
    expect(readlinkSync(`${root}/etc/link`)).toBe('one');
  });

  test('the crontabs as well, and nothing else of the spool', () => {
    const { root, file, sh, wrote } = server(command);
    file('var/spool/cron/tabs/root', '0 4 * * * backup\n');
    file('var/spool/cron/lastrun/cron.daily', '');
    file('var/spool/clientmqueue/1', 'mail');
    expect(sh(begin).code).toBe(0);
    file('var/spool/cron/tabs/root', '0 4 * * * backup\n* * * * * /opt/trend/imss/update\n');
    file('var/spool/cron/tabs/imss', '* * * * * /opt/trend/imss/purge\n');
    file('var/spool/cron/lastrun/cron.daily', 'x');
    file('var/spool/clientmqueue/2', 'mail');
    file('var/spool/cups/1', 'page');
    expect(sh('end_installer 001')).toMatchObject({ code: 0, errors: '' });
    expect(wrote()).toEqual(['placed 1 /var/spool/cron/tabs/imss', 'edited 2 /var/spool/cron/tabs/root']);
    expect(sh(take)).toMatchObject({ code: 0, errors: '' });
    expect(existsSync(`${root}/var/spool/cron/tabs/imss`)).toBe(false);
    expect(readFileSync(`${root}/var/spool/cron/tabs/root`, 'latin1')).toBe('0 4 * * * backup\n');
  });

  test('and what the removal of its packages did there meanwhile does not stand in the way', () => {
    const { root, file, sh } = server(command);
    program(
      root,
      'rpm',
      `case $1 in`,
      `  -qa) cat ${root}-bin/list ;;`,
      `  -q) grep -x "rpm $2" ${root}-bin/list > /dev/null ;;`,
      `  -e) : > ${root}-bin/list; sed /imss/d ${root}/etc/passwd > ${root}/etc/p; mv ${root}/etc/p ${root}/etc/passwd ;;`,
      'esac',
    );
    writeFileSync(`${root}-bin/list`, '');
    file('etc/passwd', 'root:x:0:0\n');
    expect(sh(begin)).toMatchObject({ code: 0, errors: '' });
    writeFileSync(`${root}-bin/list`, 'rpm imss\n');
    file('etc/passwd', 'root:x:0:0::/root\nimss:x:9:9\n');
    const { code, said } = sh(take);
    expect(said).toMatch(/etc\/passwd: put back/);
    expect(code).toBe(0);
    expect(readFileSync(`${root}/etc/passwd`, 'latin1')).toBe('root:x:0:0\n');
  });
});

describe.each(shellsWithoutApplets)('finding out what an installer wrote, with %s', (_name, command) => {
  test('cut off when all but the last was done, it begins anew', () => {
    const { root, file, sh } = server(command);
    expect(sh(begin).code).toBe(0);
    file('etc/services', 'smtp\nimss\n');
    expect(sh('sync() { return 1; }; end_installer 001').code).toBe(1);
    expect(sh(take)).toMatchObject({ code: 0, errors: '' });
    expect(readFileSync(`${root}/etc/services`, 'latin1')).toBe('smtp\n');
  });

  test.each(['exit 1', 'kill -9 $$'])('a list of packages that breaks off is none: %s', (end) => {
    const { root, sh } = server(command);
    program(root, 'rpm', 'echo "rpm bash"', 'echo "rpmdb: locked" >&2', end);
    const { code, errors } = sh(begin);
    expect(code).toBe(1);
    expect(errors).toMatch(/the packages of this server could not be listed/);
  });

  test('an /opt that is a link to another disk is looked into like any other', () => {
    const { root, sh, wrote } = server(command);
    mkdirSync(`${root}/data/disk/opt/trend/old`, { recursive: true });
    rmSync(`${root}/opt`, { recursive: true });
    symlinkSync('data/disk/opt', `${root}/opt`);
    expect(sh(begin).code).toBe(0);
    mkdirSync(`${root}/opt/trend/imss`);
    writeFileSync(`${root}/opt/trend/imss/a`, '');
    expect(sh('end_installer 001').code).toBe(0);
    expect(wrote()).toEqual(['tree 1 /data/disk/opt/trend/imss']);
    expect(sh(take)).toMatchObject({ code: 0 });
    expect(existsSync(`${root}/opt/trend/imss`)).toBe(false);
    expect(existsSync(`${root}/opt/trend/old`)).toBe(true);
  });

  test('a single file is not taken away through a link that came since', () => {
    const { root, file, sh } = server(command);
    file('usr/lib/x/old');
    expect(sh(begin).code).toBe(0);
    file('usr/lib/x/new');
    expect(sh('end_installer 001').code).toBe(0);
    rmSync(`${root}/usr/lib/x`, { recursive: true });
    file('data/new', 'precious');
    symlinkSync(`${root}/data`, `${root}/usr/lib/x`);
    expect(sh(take)).toMatchObject({
      code: 1,
      said: expect.stringMatching(/NOT removed, the folder that it lies in/),
    });
    expect(existsSync(`${root}/data/new`)).toBe(true);
  });
});

describe.each(shellsWithoutApplets)('whose programs are ended, with %s', (_name, command) => {
  test('those that really run from there, and no other that has such a name', async () => {
    const { root, sh } = server(command);
    mkdirSync(`${root}/opt/trend`);
    const own = `${root}/opt/trend/own`;
    copyFileSync('/bin/sleep', own);
    // A name by which a process of somebody else's seems to be another one's.
    const foreign = `${root}/x /proc/${process.pid}/exe -> ${root}/opt/trend/y`;
    mkdirSync(dirname(foreign), { recursive: true });
    copyFileSync('/bin/sleep', foreign);
    const programs = [own, foreign].map((file) => spawn(file, ['1000']));
    try {
      await Promise.all(programs.map((one) => once(one, 'spawn')));
      const { said } = sh(`processes_of ${quoteWord(`${root}/opt/trend`)}`);
      expect(said).toBe(`${programs[0]?.pid}\n`);
    } finally {
      for (const one of programs) one.kill('SIGKILL');
    }
  });
});

describe.each(shellsWithoutApplets)('the command of an installer, with %s', (_name, command) => {
  test('does what it would at a prompt, and no argument of a process shows it', () => {
    const { root, sh, shell } = server(command);
    const line = `key="it's $((6*7)) \\"q\\" *"; cat /proc/$$/cmdline > ${root}/seen; printf '%s' "$key" > ${root}/key # \\`;
    program(root, 'wait', 'exit 7');
    expect(sh(`run_installer 001 ${quoteWord(`${line}\n${root}-bin/wait`)} 2> /dev/null`).code).toBe(7);
    expect(readFileSync(`${root}/key`, 'latin1')).toBe(`it's 42 "q" *`);
    expect(readFileSync(`${root}/seen`, 'latin1')).not.toContain('key=');
    expect(existsSync(shell.path('001.command'))).toBe(false);
  });
});
