import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createLab, openLab, resetLab } from '../../../../src/lab/lab.js';
import { describeLab } from '../../../../src/lab/status.js';
import { makeQuickFolder } from '../../../support/quick-folder.js';
import { converse } from '../../lab-in-test.js';
import { consent, Installation } from './installation.js';

/** The edits of the article, Interconnecting 1 and 2, as an administrator makes them with the tools of the server. */
const byHand = `
/etc/init.d/axigen stop
sed 's/address = 0.0.0.0:25$/address = 127.0.0.1:10026/' /var/opt/axigen/run/axigen.cfg > /tmp/axigen.cfg
cat /tmp/axigen.cfg > /var/opt/axigen/run/axigen.cfg
/etc/init.d/axigen start
cd /opt/trend/imss/config
sed -e 's/^smtp_allow_client_ip/#&/' -e 's/^proxy_port=10025/proxy_port=25/' \\
    -e 's/^proxy_smtp_server_ip=.*/proxy_smtp_server_ip=0.0.0.0/' \\
    -e 's/^pop3_enable_proxy=.*/pop3_enable_proxy=no/' -e 's/^pop3_virus_scan=.*/pop3_virus_scan=no/' imss.ini > /tmp/imss.ini
cat /tmp/imss.ini > imss.ini
/etc/init.d/S99ISIMSS restart`;

const message = 'Subject: by hand\r\n\r\nA body.\r\n.';

describe.each([
  ['1.2', 'rhel-3'],
  ['10', 'suse-9.0'],
])("AXIGEN's article on IMSS, by hand, with AXIGEN %s on %s", (axigen, distro) => {
  let folder = '';
  let context: { readonly env: Record<string, string> };
  let imss: Installation;

  beforeAll(async () => {
    folder = makeQuickFolder('labs-');
    context = { env: { GATEWAY_SETUP_LABS: join(folder, 'labs'), HOME: folder } };
    imss = new Installation(await createLab({ scanner: 'imss', axigen, distro }, context));
    await imss.set({ delay: '0' });
  });

  afterAll(async () => {
    await imss.lab.down();
    rmSync(folder, { recursive: true, force: true });
  });

  test('two banners on port 25, no STARTTLS, and the headers in the mailbox', async () => {
    expect((await imss.install(consent.usual)).code).toBe(0);
    const edited = await imss.run(byHand);
    expect(edited.code, edited.text).toBe(0);
    const sockets = async () => (await imss.run('netstat -ltn')).text;
    await expect.poll(sockets, { timeout: 30_000, interval: 50 }).toContain(' 0.0.0.0:25 ');
    const envelope = ['EHLO x', 'MAIL FROM:<alice@example.test>', 'RCPT TO:<alice@example.test>', 'DATA'];
    const text = await converse(imss.lab, 25, [...envelope, message, 'QUIT'], /^\d{3} [^\n]*\n(?![\s\S])/);
    expect(text.replaceAll('\r', '')).toMatch(
      /^220-TrendMicro IMSS SMTP proxy\n220 mail\.example\.test \S+ \S+ ready$/im,
    );
    expect(text).toMatch(/^250[- ]PIPELINING/m);
    expect(text).not.toMatch(/STARTTLS|BINARYMIME|^250[- ]AUTH/m);
    const mail = await imss.run('cat $(find /var/opt/axigen/domains/example.test/alice -type f)');
    expect(mail.text.replaceAll('\r', '')).toMatch(
      /^Subject: by hand\nX-imss-version: \S+\nX-imss-result: Passed\n[\s\S]*\n\nA body\.\n/m,
    );
    expect(await sockets()).not.toContain(':10110 ');
  });

  test('the record and the status know the scanner, and a lab with the other one is refused', async () => {
    const opened = openLab('default', context);
    expect(opened.record.options).toMatchObject({ scanner: 'imss', distro: { id: distro } });
    const status = describeLab('default', { condition: 'up', lab: opened }, opened.record.product, 200);
    expect(status).toMatch(new RegExp(`AXIGEN ${axigen.replace('.', '\\.')}.*, for IMSS\\n`));
    expect(status).toMatch(/stand-ins +AXIGEN, IMSS/);
    expect(status).toMatch(/installer +\/root\/media\/imss-5\.7\/install\.sh, activation code LABS-/);
    const other = createLab({ axigen, distro }, context);
    await expect(other).rejects.toThrow(/is a different one \(.*, for IMSS\)/);
    const fresh = await resetLab('default', context);
    expect(fresh.record.options.scanner).toBe('imss');
    imss = new Installation(fresh);
    expect((await imss.run('ls /root/media /opt')).text).toMatch(/imss-5\.7/);
    expect((await imss.run('ls /opt/trend')).code).not.toBe(0);
  });
});
