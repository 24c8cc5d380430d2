import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createLab, type Lab, openLab } from '../../src/lab/lab.js';
import type { LabRequest } from '../../src/lab/options.js';
import { inLab } from '../../src/lab/paths.js';
import { describeLab } from '../../src/lab/status.js';
import { makeQuickFolder } from '../support/quick-folder.js';
import { bannerOf, converse } from './lab-in-test.js';

let folder = '';
let context: { readonly env: Record<string, string> };
const config = '/var/opt/axigen/run/axigen.cfg';

beforeAll(() => {
  folder = makeQuickFolder('generations-');
  context = { env: { GATEWAY_SETUP_LABS: join(folder, 'labs'), HOME: folder } };
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function withLab(request: LabRequest, look: (lab: Lab) => Promise<void>): Promise<void> {
  const lab = await createLab(request, context);
  try {
    await look(lab);
  } finally {
    await lab.down();
  }
}

async function said(lab: Lab, ...argv: readonly string[]): Promise<string> {
  const { stdout, stderr } = await lab.exec(argv);
  return `${stdout}${stderr}`;
}

/** Sends lines to the command line service, each after the prompt to the one before. */
function commandLine(lab: Lab, ...lines: readonly string[]): Promise<string> {
  return converse(lab, 7000, lines, /<[\w-]*#?> \S*(?![\s\S])/);
}

const login = ['SET CONSOLE-CODES off', 'USER admin', 'lab-admin'];

describe.each(['fedora-core-5', 'debian-3.1'])('generation X on %s', (distro) => {
  test('package, version, banner, policy and command line are of X; the record keeps it', async () => {
    await withLab({ axigen: '10', distro }, async (lab) => {
      const query = distro.startsWith('debian')
        ? ['dpkg-query', '-W', '-f=${Version}', 'axigen']
        : ['rpm', '-q', '--qf', '%{VERSION}-%{RELEASE}', 'axigen'];
      expect(await said(lab, ...query)).toBe('10.3.1-1');
      expect(await said(lab, '/opt/axigen/bin/axigen', '--version')).toMatch(
        /^AXIGEN Mail Server 10\.3\.1 \(stand-in/,
      );
      expect((await lab.exec(['systemctl'])).code).toBe(127);
      expect(await bannerOf(lab, 25)).toBe('220 mail.example.test Axigen ESMTP ready\r\n');
      expect(await said(lab, 'cat', '/var/opt/axigen/filters/smtpFilters.script')).toContain(
        'call (WA_Acceptance_basic);',
      );
      expect(await said(lab, 'cat', config)).not.toMatch(/\bclients\b/);
      expect(await commandLine(lab, 'GET VERSION')).toMatch(/10\.3\.1\|Linux\|/);
      expect(await commandLine(lab, ...login, 'CONFIG SERVER', 'EXIT')).toContain('have a nice day');
      expect(openLab('default', context).record.options).toEqual(lab.record.options);
      await expect(createLab({ distro }, context)).rejects.toThrow(
        /is a different one \(.*, AXIGEN 10, for NOD32\)/,
      );
    });
  });
});

describe('the names that may have been', () => {
  test.each([
    { smtpName: 'smtpIn', clientsName: 'smtpClients' },
    { smtpName: 'smtp-in', clientsName: 'clientRules' },
    { smtpName: 'smtp', clientsName: 'clients' },
  ])('$smtpName and $clientsName: written, understood and told', async ({ smtpName, clientsName }) => {
    await withLab({ smtpName, clientsName }, async (lab) => {
      const text = await said(lab, 'cat', config);
      expect(text).toMatch(new RegExp(`^    ${smtpName} = \\{$`, 'm'));
      expect(text).toMatch(new RegExp(`^        ${clientsName} = \\(\\)$`, 'm'));
      expect(text).not.toContain('smtpIncoming');
      expect(await bannerOf(lab, 25)).toMatch(/^220 .* AXIGEN SMTP ready/);
      const status = describeLab('default', { condition: 'up', lab }, lab.record.product, 200);
      expect(status).toContain(`its SMTP object is called ${smtpName}`);
      expect(status.includes(clientsName)).toBe(clientsName !== 'clients');
      const client = `${clientsName} = ( { priority = 501 patternIn = "*" patternOut = "*" allowStartTLS = no } )`;
      await lab.exec(['sed', '-i', `s/^        ${clientsName} = ()/${client}/`, config]);
      await lab.exec(['chown', 'axigen:axigen', config]);
      expect((await lab.exec(['/etc/init.d/axigen', 'restart'])).code).toBe(0);
      const ehlo = `require('net').connect(25,'127.0.0.1').once('data',function(){this.end('EHLO c\\r\\nQUIT\\r\\n').on('data',d=>process.stdout.write(d))})`;
      expect(await said(lab, inLab.node, '-e', ehlo)).not.toContain('STARTTLS');
      expect(openLab('default', context).record.options).toEqual(lab.record.options);
    });
  });
});

test('without the command line service nothing listens on its port, and nothing is told of it', async () => {
  await withLab({ cli: false }, async (lab) => {
    expect(await commandLine(lab)).toBe('ECONNREFUSED');
    expect(await said(lab, 'cat', config)).toContain('(log processing smtpIncoming smtpOutgoing pop3)');
    expect(await said(lab, 'cat', '/etc/motd')).not.toContain('lab-admin');
    expect(describeLab('default', { condition: 'up', lab }, lab.record.product, 200)).toMatch(
      /AXIGEN 1\.2 \(without the command line service\)(?![\s\S]*lab-admin)/,
    );
  });
});

test('what the command line commits is in force and not saved; root is not needed for port 25 again', async () => {
  await withLab({}, async (lab) => {
    const listeners = async () => (await said(lab, 'netstat', '-tln')).match(/\S+:(25|2525)\b/g);
    const move = (from: string, to: string) =>
      commandLine(
        lab,
        ...[...login, 'CONFIG SERVER', 'CONFIG SMTP-INCOMING', `UPDATE Listener address ${from}`],
        ...[`SET address ${to}`, 'COMMIT', 'COMMIT', 'COMMIT', 'EXIT'],
      );
    const before = await said(lab, 'ls', '-l', config);
    expect(await move('0.0.0.0:25', '127.0.0.1:2525')).not.toContain('-ERR');
    expect(await listeners()).toEqual(['127.0.0.1:2525']);
    expect(await move('127.0.0.1:2525', '0.0.0.0:25')).not.toContain('-ERR');
    expect(await listeners()).toEqual(['0.0.0.0:25']);
    expect(await said(lab, 'ls', '-l', config)).toBe(before);
    const user = (await said(lab, 'ps', '-C', 'axigen', '-o', 'user=')).trim();
    expect(user).toBe(lab.record.running.isolation.mapping === 'single' ? 'root' : 'axigen');
    const saved = await commandLine(lab, ...login, 'ENTER commands', 'ENTER server', 'SAVE CONFIG', 'EXIT');
    expect(saved).not.toContain('-ERR');
    expect(await said(lab, 'cat', config)).not.toContain('#');
    expect((await said(lab, 'ls', '-l', config)).split(/\s+/).slice(0, 4)).toEqual(
      before.split(/\s+/).slice(0, 4),
    );
    expect((await lab.exec(['/etc/init.d/axigen', 'restart'])).code).toBe(0);
  });
});
