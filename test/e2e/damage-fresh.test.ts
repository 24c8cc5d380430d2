import { beforeAll, expect, test } from 'vitest';
import { inLab } from '../../src/lab/paths.js';
import { audit } from './support/audit.js';
import { damageWords } from './support/damage-words.js';
import { type ServerLab, useLabs } from './support/server-lab.js';

/** What only a server can have on which the scanner does not stand yet. */
const labs = useLabs();
const words = damageWords.nod32;
let server: ServerLab;

beforeAll(async () => {
  server = await labs.create('e2e-damage-fresh');
});

async function verdictOf(id: string): Promise<string | undefined> {
  const { findings } = await audit(server);
  return findings.find((finding) => finding.id === id)?.verdict;
}

test('HOST-ROOT: who is not root is told so, and that what is told may be wrong', async () => {
  const as = ['su', '-s', '/bin/sh', 'nobody', '-c', 'cd /; gateway-setup audit'];
  const { code, out } = await server.exec(as);
  expect(code).toBe(3);
  expect(out).toMatch(/\? unknown +HOST-ROOT/);
  expect(await verdictOf('HOST-ROOT')).toBe('ok');
});

test('AXIGEN-GENERATION: nothing tells where the ESMTP switches are', async () => {
  expect(await verdictOf('AXIGEN-GENERATION')).toBe('ok');
  await server.sh(`${words} mkdir -p $good; cp -a /var/lib/rpm $good/rpm; cp -p $cfg $good/
rpm -e --justdb --noscripts axigen; cfg '/^ *clients = ()/d'`);
  expect(await verdictOf('AXIGEN-GENERATION')).toBe('unknown');
  await server.sh(`${words} cp -p $good/axigen.cfg $cfg; rm -r /var/lib/rpm; mv $good/rpm /var/lib/rpm`);
  expect(await verdictOf('AXIGEN-GENERATION')).toBe('ok');
});

test('NOD32-STANDALONE-ANSWER: a mail server behind the fresh scanner already', async () => {
  await server.sh(`${words} mkdir -p $good /etc/opt/eset/nod32/license
cp ${inLab.media}/nod32.lic /etc/opt/eset/nod32/license/
rpm -i ${inLab.media}/nod32lms*.rpm > /dev/null; /etc/init.d/nod32smtp start > /dev/null`);
  expect(await verdictOf('NOD32-STANDALONE-ANSWER')).toBe('ok');
  await server.sh(`${words} holds 2525 master 25`);
  expect(await verdictOf('NOD32-STANDALONE-ANSWER')).toBe('drift');
  await server.sh(`${words} lets_go`);
  expect(await verdictOf('NOD32-STANDALONE-ANSWER')).toBe('ok');
});
