import { connect, createServer, type Server as NetServer, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import type { StageView } from '../../../src/engine/operator.js';
import { Session } from '../../../src/engine/setup/session.js';
import { walkStages } from '../../../src/engine/setup/walk-stages.js';
import type { Host } from '../../../src/host/host.js';
import { stagesOf } from '../../../steps/index.js';
import { scriptedOperator } from '../../support/operator.js';
import { answers, handedOver, look, paths, withFiles } from '../../support/server.js';
import { untouchedHost } from '../../support/untouched-host.js';

const stages = stagesOf(answers);

/** A server whose file is right. */
const settled = withFiles(handedOver, {
  [paths.axigenConfig]: `Server {
  smtpIncoming = {
    listeners = ( { address = 127.0.0.1:2525 } )
    clients = ( { priority = 501 patternIn = * patternOut = * allowStartTLS = no allowBinaryData = no } )
  }
}
`,
});

let smtp: NetServer | undefined;
afterEach(() => {
  smtp?.close();
});

/** What answers on port 25 offers these, and relays for nobody. */
async function hostOffering(...keywords: readonly string[]): Promise<Host> {
  const replies = (line: string) => {
    if (/^EHLO/i.test(line)) return ['250-mail', ...keywords.map((one) => `250-${one}`), '250 OK'];
    if (/^RCPT/i.test(line)) return ['550 Relay denied'];
    return [/^QUIT/i.test(line) ? '221 Good bye' : '250 Sender accepted'];
  };
  const serve = (socket: Socket) => {
    socket.on('error', () => {}).write('220 mail AXIGEN ESMTP ready\r\n');
    socket.setEncoding('latin1').on('data', (text: string) => {
      for (const line of text.split('\r\n').slice(0, -1)) socket.write(`${replies(line).join('\r\n')}\r\n`);
    });
  };
  const server = createServer(serve);
  smtp = server;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return untouchedHost({ connect: async () => connect(address.port, '127.0.0.1') });
}

/** What is planned for each stage that is considered, before anything at all is done. */
async function planned(host: Host): Promise<Readonly<Record<string, readonly string[]>>> {
  const shown: Record<string, readonly string[]> = {};
  const consider = ({ steps, handover }: StageView) => {
    const name = handover ? 'handover' : (steps[0]?.step.id ?? '');
    shown[name] = steps
      .flatMap(({ changes }) => changes)
      .map((change) => (change.kind === 'service' ? `${change.verb} ${change.service.id}` : change.kind));
    return 'skip' as const;
  };
  const session = new Session(
    {
      host,
      operator: scriptedOperator({ consider }).operator,
      answers,
      secrets: {},
      signal: new AbortController().signal,
      version: '0',
      startedBy: 'a test',
    },
    look(settled),
  );
  await walkStages(session, new Set(), stages);
  return shown;
}

describe('a file that is right, and a server that does something else', () => {
  test('the restart that AXIGEN owes is planned, not found when all is over', async () => {
    const plan = await planned(await hostOffering('STARTTLS', 'SIZE'));
    expect(plan['limit-esmtp-extensions']).toEqual(['restart axigen']);
  });

  test('nothing is planned where it does as the file says', async () => {
    const plan = await planned(await hostOffering('SIZE'));
    expect(plan['limit-esmtp-extensions'] ?? []).toEqual([]);
  });
});
