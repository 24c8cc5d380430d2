import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { imssMedia } from '../../src/lab/imss/install/media.js';
import { audit, openFindings } from './support/audit.js';
import { damageWords } from './support/damage-words.js';
import { accepted, refused } from './support/damages/imss-unlike.js';
import { config, setStandIn, waive } from './support/imss.js';
import { expectRefusal } from './support/refusal.js';
import { type ServerLab, useLabs } from './support/server-lab.js';
import { differences, snapshot } from './support/snapshot.js';

// What only a server can have on which IMSS is installed, and setup has not been yet.

const labs = useLabs();
const words = `${damageWords.imss} ini=$config; `;
let server: ServerLab;

beforeAll(async () => {
  server = await labs.create('e2e-damage-imss-fresh', { scanner: 'imss' });
  await setStandIn(server, { delay: '0' });
  await waive(server, 'IMSS-CONSOLE-EXPOSED');
  await server.sh(`${words} /bin/sh ${imssMedia}/answered.sh > /dev/null; listens 8445
keep_good; cp -p /etc/init.d/S99ISIMSS $good/`);
});

/** As it was installed. */
beforeEach(async () => {
  await server.sh(`${words} rm -rf $home/config /usr/local/trend; mkdir $home/config
cp -p $good/config $config; cp -p $good/S99ISIMSS /etc/init.d/`);
});

/** Ids and verdicts of what is open that is about IMSS. */
async function saysAudit(flags: readonly string[] = []): Promise<readonly string[]> {
  return openFindings(await audit(server, { flags }));
}

test('IMSS-STANDALONE-ANSWER: a mail server behind the fresh scanner already', async () => {
  const id = 'IMSS-STANDALONE-ANSWER drift';
  expect(await saysAudit()).not.toContain(id);
  await server.sh(`${words} holds 10026 master 25`);
  expect(await saysAudit()).toContain(id);
  await server.sh(`${words} lets_go`);
  expect(await saysAudit()).not.toContain(id);
});

describe('setup refuses, and changes nothing', () => {
  test.each(refused)('$what', async ({ what, make, flags = [], finds, code, says }) => {
    await server.sh(words + make);
    const before = await snapshot(server);
    expect(await saysAudit(flags)).toEqual(expect.arrayContaining([...finds]));
    expect(differences(before, await snapshot(server))).toEqual([]);
    await expectRefusal(server, {
      what,
      how: { flags },
      code,
      says: [],
      anywhere: says,
      why: /./,
      next: /./,
    });
  });
});

/** What the article makes of imss.ini (Interconnecting 2, Tweaking 1), in words of sed. */
const article = [
  's/^smtp_allow_client_ip/#&/',
  's/^proxy_smtp_server_ip=127\\.0\\.0\\.1/proxy_smtp_server_ip=0.0.0.0/',
  's/^pop3_enable_proxy=yes/pop3_enable_proxy=no/',
  's/^pop3_virus_scan=yes/pop3_virus_scan=no/',
  '/^proxy_service=SMTP_SERVICE/,/^\\[/s/^proxy_port=10025/proxy_port=25/',
  's/^supported_esmt[px]_cmds=.*8BITMIME/&,AUTH/',
];

describe('setup does what the article says, and leaves every other byte', () => {
  test.each(accepted)('$what', async ({ make, flags = [], finds, leaves, leavesOpen = [] }) => {
    await server.sh(words + make);
    expect(await saysAudit(flags)).toEqual(expect.arrayContaining([...finds]));
    const made = article.filter((one) => leaves === undefined || !one.includes(leaves));
    const script = made.map((one) => `-e '${one}'`).join(' ');
    await server.sh(`${words} LC_ALL=C sed ${script} $ini > $good/wanted`);
    const before = await snapshot(server);

    const said = await server.setup({ flags });
    const compared = await server.exec(['cmp', '/root/good/wanted', config()]);
    const open = await saysAudit(flags);
    const back = await server.product('rollback', '--yes');
    const after = await snapshot(server);

    const isUnsure = leavesOpen.some((one) => one.endsWith(' unknown'));
    expect(said.code, said.all).toBe(isUnsure ? 3 : 0);
    expect(said.out).toMatch(/! risk +IMSS-NOTIFICATIONS/);
    expect(compared.all).toBe('');
    expect([...open].sort()).toEqual(['IMSS-CONSOLE-EXPOSED risk', ...leavesOpen].sort());
    expect(back.code, back.all).toBe(0);
    expect(differences(before, after)).toEqual([]);
  });
});
