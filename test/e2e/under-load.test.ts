import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type SteadySender, sendSteadily, takeAllMail } from '../../bench/steady/steady-sender.js';
import type { Tally } from '../../bench/steady/tally.js';
import { inLab, labMailboxPassword, labRecipient } from '../../src/lab/paths.js';
import { setStandIn } from './support/imss.js';
import { mailClients, storedLetter } from './support/mail.js';
import { expectCleanOutput, oneLine } from './support/output.js';
import { type ServerLab, useLabs } from './support/server-lab.js';

// Somebody sends ten messages a second while port 25 changes hands, and afterwards each of them is looked for. How long it takes
// is none of this: `npm run bench` tells.

const labs = useLabs();
const runs = '/var/lib/gateway-setup/runs';

let sender: SteadySender | undefined;
afterEach(async () => {
  await sender?.stop();
  sender = undefined;
});

async function send(server: ServerLab, prefix: string, header: string): Promise<void> {
  sender = await sendSteadily(server.lab, prefix, header);
}

async function stop(): Promise<Tally> {
  const tally = await sender?.stop();
  sender = undefined;
  if (tally === undefined) throw new Error('nobody has sent anything');
  expect(tally.lost).toEqual([]);
  expect(tally.doubled).toEqual([]);
  return tally;
}

/** How the mail went, each way once: `old`, `new`. */
function ways({ scanned }: Tally): readonly string[] {
  return scanned
    .filter((is, index) => index === 0 || is !== scanned[index - 1])
    .map((is) => (is ? 'new' : 'old'));
}

function told({ deliveries, scanned, outages }: Tally): string {
  const failed = deliveries.filter(({ outcome }) => outcome !== 'accepted');
  const words = failed.map(({ id, outcome, said }) => `${id} ${outcome}: ${said}`);
  return [scanned.map((is) => (is ? 'S' : '-')).join(''), JSON.stringify(outages), ...words].join('\n');
}

/** Nothing of a run is at work any more, and nothing waits. */
async function expectNobodyLeft(server: ServerLab): Promise<void> {
  expect(await server.sh(`ls ${runs}/*/armed 2>/dev/null || :`)).toBe('');
  // A watch that was called off looks once a second.
  await server.sh(`for watch in $(cut -d' ' -f1 ${runs}/*/watch); do
  while ps -e -o pid= -o stat= | grep -E "^ *$watch [^Z]" > /dev/null; do sleep 0.1; done
done`);
  const args = await server.sh('ps -e -o args=');
  expect(args.split('\n').filter((line) => /undo\.sh|apply\.sh|bin\/gateway-setup/.test(line))).toEqual([]);
}

describe.each([
  { scanner: 'nod32', header: 'X-Virus-Scanner' },
  { scanner: 'imss', header: 'X-imss-version' },
] as const)('mail keeps coming: $scanner', ({ scanner, header }) => {
  let server: ServerLab;
  beforeAll(async () => {
    server = await labs.create(`e2e-load-${scanner}`, { scanner });
    if (scanner === 'imss') await setStandIn(server, { delay: '0' });
    await takeAllMail(server.lab);
  });

  // Of NOD32 the same is tried over SSH.
  if (scanner === 'imss')
    test('the wizard sleeps past the deadline: the server takes it back, and the wizard says so', async () => {
      const setup = `echo $$ > /root/wizard; exec gateway-setup setup --yes --answers ${inLab.answers} --confirm-timeout 10`;
      const running = server.exec(['/bin/sh', '-c', setup], '', {
        GATEWAY_SETUP_MAILBOX_PASSWORD: labMailboxPassword,
      });
      await server.sh(`
until grep -q '"intent".*"move-axigen-listener"' ${runs}/*/journal.jsonl 2> /dev/null; do
  [ ! -s /root/wizard ] || kill -0 $(cat /root/wizard)
  sleep 0.02
done
kill -STOP $(cat /root/wizard)
until grep -q '"event":"undo-end"' ${runs}/*/journal.jsonl; do sleep 0.1; done`);
      await expectOldWay(server, 'asleep');
      await server.sh('kill -CONT $(cat /root/wizard); rm /root/wizard');
      const { code, out, all, err } = await running;
      expect(code, all).toBe(1);
      expectCleanOutput({ code, out, all, err });
      expect(oneLine(out)).toContain(
        'The check was not done within 10 seconds, so the server has begun to put this back by itself, and has done so.',
      );
      expect(out).not.toMatch(/^Done on /m);
      await expectNobodyLeft(server);
      const history = await server.product('history', '--format', 'json');
      expect(JSON.parse(history.out).runs[0]).toMatchObject({ tookItselfBack: { outcome: 'taken-back' } });
    });

  async function expectOldWay(of: ServerLab, when: string): Promise<void> {
    for (const client of mailClients) {
      const subject = `the old way, ${when}, ${client.name}`;
      const sent = await client.send(of, { from: 'a@example.org', to: labRecipient, subject });
      expect(sent.code, sent.all).toBe(0);
      const letter = await storedLetter(of, labRecipient, subject);
      expect(letter).toContain('Received:');
      expect(letter).not.toContain(header);
    }
  }

  test('none is lost, none comes twice, and from the handover on none goes past the scanner', async () => {
    await send(server, 'there', header);
    const result = await server.setup();
    expect(result.code, result.all).toBe(0);
    const tally = await stop();
    expect(ways(tally), told(tally)).toEqual(['old', 'new']);
    expect(tally.outages.filter(({ handsOver }) => handsOver).length).toBeLessThan(2);
    await expectNobodyLeft(server);
  });

  test('nor when it is taken back', async () => {
    await send(server, 'back', header);
    const back = await server.product('rollback', '--yes');
    expect(back.code, back.all).toBe(0);
    const tally = await stop();
    expect(ways(tally), told(tally)).toEqual(['new', 'old']);
    await expectOldWay(server, 'back');
  });
});
