import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ini from 'ini';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { imssActivationCode, imssMedia, populateImssMedia } from '../../../../src/lab/imss/install/media.js';
import { resolveLabOptions } from '../../../../src/lab/options.js';
import { populateMedia } from '../../../../src/lab/root/media.js';
import { Tree } from '../../../../src/lab/root/tree.js';
import { templatePath } from '../../../../src/package-root.js';

const shipped = readFileSync(templatePath('lab', 'imss', 'files', 'config', 'imss.ini'));

describe('imss.ini as it is shipped', () => {
  const parsed = ini.parse(shipped.toString('latin1'));

  test('has what the article names, with the values that it gives', () => {
    expect(parsed.smtp).toMatchObject({
      smtp_allow_client_ip: '127.0.0.1',
      proxy_smtp_server_ip: '127.0.0.1',
      supported_esmtp_cmds: 'PIPELINING,SIZE,VRFY,ETRN,XVERP,8BITMIME',
    });
    expect(parsed.socket1).toMatchObject({ proxy_service: 'SMTP_SERVICE', proxy_port: '10025' });
    expect(parsed.socket2).toMatchObject({ proxy_service: 'SMTP_REPROCESS', proxy_port: '10024' });
    expect(parsed.pop3).toMatchObject({ pop3_enable_proxy: 'yes', pop3_virus_scan: 'yes' });
  });

  test('the port stands below the service, as the article describes it', () => {
    expect(shipped.toString('latin1')).toContain('\nproxy_service=SMTP_SERVICE\nproxy_port=10025\n');
  });

  test('hands mail on to where the article moves AXIGEN', () => {
    expect(parsed.smtp).toMatchObject({
      downstream_smtp_server_addr: '127.0.0.1',
      downstream_smtp_server_port: '10026',
    });
  });

  test('tries an editor: no UTF-8, blanks at the end of a line, a key in several sections, none with blanks round "="', () => {
    const text = shipped.toString('latin1');
    expect(shipped.includes(0xe9)).toBe(true);
    expect(() => new TextDecoder('utf-8', { fatal: true }).decode(shipped)).toThrow();
    expect(text).toMatch(/^\w+=\w+ +$/m);
    expect(text.match(/^log_level=/gm)).toHaveLength(3);
    expect(text.split('\n').filter((line) => /^[a-z]/.test(line) && !/^\w+=(\S|$)/.test(line))).toEqual([]);
  });

  test('says what it is', () => {
    expect(shipped.toString('latin1')).toMatch(/^#+\n# imss\.ini\n#\n# Configuration of the stand-in/);
  });
});

describe('the media', () => {
  let tree: Tree;

  beforeEach(() => {
    tree = new Tree(mkdtempSync(join(tmpdir(), 'imss-media-')));
  });

  afterEach(() => {
    rmSync(tree.root, { recursive: true });
  });

  const text = (path: string) => readFileSync(tree.at(path), 'latin1');

  test('with IMSS: its installer and nothing of NOD32, and answers that start it', () => {
    populateMedia(tree, resolveLabOptions({ scanner: 'imss' }), 'certificate');
    expect(readdirSync(tree.at('/root/media'))).toEqual(['imss-5.7']);
    const answers = ini.parse(text('/root/answers.ini'));
    expect(answers).toEqual({
      scanner: 'imss',
      installer: `/bin/sh ${imssMedia}/answered.sh`,
      recipient: 'alice@example.test',
    });
    for (const name of ['install.sh', 'answered.sh'])
      expect(statSync(tree.at(`${imssMedia}/${name}`)).mode & 0o777).toBe(0o755);
    expect(text(`${imssMedia}/files/UI/certificate.pem`)).toBe('certificate');
  });

  test('with NOD32: as ever', () => {
    populateMedia(tree, resolveLabOptions({}), 'certificate');
    expect(readdirSync(tree.at('/root/media'))).toEqual(['nod32.lic', 'nod32lms-2.51-1.noarch.rpm']);
    expect(ini.parse(text('/root/answers.ini'))).toMatchObject({ scanner: 'nod32' });
  });

  test.each([
    [true, 'exec "$home/bin/imss-standin" /opt/lab/bin/node /opt/lab/gateway-setup/dist/'],
    [false, 'exec "$home/bin/imss-standin" /opt/lab/gateway-setup/dist/'],
  ])('the program starts Node (%s), or is Node', (startsNode, line) => {
    const path = templatePath('lab', 'imss', 'README');
    populateImssMedia(tree, 'certificate', { path, startsNode });
    expect(text(`${imssMedia}/files/bin/start-imss-standin`)).toContain(line);
    expect(text(`${imssMedia}/files/bin/imss-standin`)).toBe(readFileSync(path, 'latin1'));
  });

  test('the readme names the activation code, and the answers give it', () => {
    populateImssMedia(tree, 'certificate');
    expect(text(`${imssMedia}/README`)).toContain(imssActivationCode);
    expect(text(`${imssMedia}/answered.sh`)).toContain(`\n${imssActivationCode}\n`);
  });
});
