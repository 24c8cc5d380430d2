import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Cancelled } from '../../../src/errors.js';
import { askCli } from '../../../src/products/axigen/cli/ask-cli.js';
import { PromptLines } from '../../../src/products/axigen/cli/prompt-lines.js';
import { askEnvelope } from '../../../src/smtp/ask-envelope.js';
import { headerBlock } from '../../../src/smtp/headers.js';
import { probeBanner } from '../../../src/smtp/probe-banner.js';
import { probeEhlo } from '../../../src/smtp/probe-ehlo.js';
import { sendMessage } from '../../../src/smtp/send-message.js';
import { formatTranscript, Transcript, type TranscriptEntry } from '../../../src/smtp/transcript.js';
import { waitForMessage } from '../../../src/smtp/wait-for-message.js';
import { of2006, x } from '../../products/axigen/cli/dialects.js';
import { fake, password } from '../../products/axigen/cli/performing.js';
import { expectBounded, expectHarmless } from '../../support/hostile.js';
import { mutated, mutatedOneOf, pieces } from '../mutated.js';
import { property } from '../property.js';
import { type Ending, ScriptedPeer } from '../scripted-stream.js';

const ending = fc.constantFrom<Ending>('end', 'reset', 'silence');
const envelope = { helo: 'client.example.com', from: 'a@example.com', to: 'b@example.com' };

/** Whatever was heard: it is safe to show, it has an end, and no secret is in it. */
function assertFit(entries: readonly TranscriptEntry[], secret = password): void {
  const text = formatTranscript(entries);
  expectHarmless(text);
  expectBounded(text, 600);
  assert(!text.includes(secret), text);
  assert(entries.length <= 401);
}

const smtp = pieces(
  mutatedOneOf(
    '220 mail.example.com ESMTP\r\n250-mail.example.com Hello\r\n250-SIZE 10240000\r\n250-AUTH LOGIN CRAM-MD5\r\n250 8BITMIME\r\n250 ok\r\n250 ok\r\n354 go\r\n250 queued as 42\r\n221 bye\r\n',
    '421 too busy\r\n',
    '220-a\r\n220-b\r\n220 c\r\n250 mail\r\n250 ok\r\n550-no\r\n550 relaying denied\r\n221 bye\r\n',
  ),
);
const nonce = '0123456789abcdef0123456789abcdef';
const message = (line: string) =>
  `From: a@example.com\r\nX-Gateway-Setup-Nonce: ${nonce}\r\n${line}\r\n\r\nHello\r\n..dot\r\n.\r\n`;
const pop3 = pieces(
  mutatedOneOf(
    `+OK hello <1.2@pop>\r\n+OK\r\n+OK\r\n1 300\r\n.\r\n+OK\r\n${message('X-Virus-Scanner: clean')}+OK\r\n${message('Received: a;\r\n b')}+OK\r\n+OK bye\r\n`,
    `+OK hello\r\n-ERR no such user ${password}\r\n`,
    `+OK\r\n+OK\r\n+OK\r\n+OK 2\r\n1 20\r\n2 ${'9'.repeat(12)}\r\n.\r\n-ERR what?\r\n+OK\r\n.\r\n+OK\r\n`,
  ),
);

/** What AXIGEN's command line says in a whole look around, answer by answer. */
async function spoken(dialect: typeof x): Promise<readonly string[]> {
  const cli = fake({ dialect });
  const said: string[] = [];
  const evidence = await askCli(
    async () => {
      const stream = await cli.connect();
      const push = stream.push.bind(stream);
      stream.push = (chunk: Buffer | string | null) => {
        if (chunk !== null) said.push(Buffer.from(chunk).toString('latin1'));
        return push(chunk);
      };
      return stream;
    },
    { password },
  );
  assert.equal(evidence.kind, 'offered');
  return said;
}

const lookArounds = [await spoken(x), await spoken(of2006)];
/** One of the answers with mistakes in it. */
const cli = fc.tuple(fc.constantFrom(...lookArounds), fc.nat()).chain(([answers, number]) => {
  const at = number % answers.length;
  return mutated(fc.constant(answers[at] ?? '')).map((wrong) =>
    answers.with(at, wrong).map((one) => Buffer.from(one, 'latin1')),
  );
});

export const dialogueProperties = [
  property(
    'smtp: a greeting and EHLO end, whatever is said',
    fc.record({ said: smtp, ending }),
    async ({ said, ending: how }) => {
      const peer = new ScriptedPeer(said, how);
      assertFit(
        (await peer.until(probeEhlo(peer.connect, { name: 'client', clock: peer.clock }))).transcript,
      );
      const other = new ScriptedPeer(said, how);
      const banner = await other.until(probeBanner(other.connect, { clock: other.clock }));
      expectHarmless(JSON.stringify(banner).replaceAll('\\\\', ''));
    },
  ),
  property(
    'smtp: a message is sent whole or not at all, and what was heard is told',
    fc.record({ said: smtp, ending }),
    async ({ said, ending: how }) => {
      const peer = new ScriptedPeer(said, how);
      const content = Buffer.from('Subject: x\r\n\r\n.dot\r\n');
      const result = await peer.until(
        sendMessage(peer.connect, { ...envelope, message: content, clock: peer.clock }),
      );
      assertFit(result.transcript);
      if (result.kind === 'accepted')
        assert(peer.heard.includes('Subject: x\r\n\r\n..dot\r\n.\r\n'), peer.heard);
    },
  ),
  property(
    'smtp: asking about an envelope sends no message',
    fc.record({ said: smtp, ending }),
    async ({ said, ending: how }) => {
      const peer = new ScriptedPeer(said, how);
      const { transcript } = await peer.until(askEnvelope(peer.connect, envelope, { clock: peer.clock }));
      assertFit(transcript);
      assert(!/^DATA/m.test(peer.heard), peer.heard);
    },
  ),
  property(
    'pop3: only our own message is taken, and no password told',
    fc.record({ said: pop3, ending }),
    async ({ said, ending: how }) => {
      const peer = new ScriptedPeer(said, how);
      const waiting = waitForMessage({
        connect: peer.connect,
        user: 'postmaster',
        password,
        nonce,
        deadlineMs: 20_000,
        pollMs: 5000,
        clock: peer.clock,
      });
      const result = await peer.until(waiting);
      assertFit(result.transcript);
      if (result.kind === 'failed') assert(!result.error.message.includes(password), result.error.message);
      if (result.kind !== 'found') assert(!/^DELE/m.test(peer.heard), peer.heard);
    },
    // It knows the password from a session before this one.
    { examples: [{ said: [Buffer.from(`?-ERR no such user ${password}\r\n`)], ending: 'end' as const }] },
  ),
  property(
    'axigen command line: a look around ends, changes nothing, and tells no password',
    fc.record({ said: cli, ending }),
    async ({ said, ending: how }) => {
      const peer = new ScriptedPeer(said, how);
      const transcript = new Transcript();
      const evidence = await peer.until(
        askCli(peer.connect, { password, clock: peer.clock, transcript }).catch((error: unknown) => error),
      );
      assert(!(evidence instanceof Error) || evidence instanceof Cancelled, String(evidence));
      assertFit(transcript.entries);
      assert(!JSON.stringify(evidence).includes(password));
      assert(!/^(SET (?!CONSOLE|QUIET)|ADD|UPDATE|REMOVE|COMMIT|SAVE)/im.test(peer.heard), peer.heard);
    },
  ),
  property(
    'axigen command line: no byte of text is lost but what is meant for a terminal',
    pieces(mutatedOneOf(...lookArounds.flat())),
    (chunks) => {
      const lines = new PromptLines();
      const out = Buffer.concat(chunks.map((chunk) => lines.push(chunk)));
      assert(out.length <= Buffer.concat([...chunks]).length + chunks.length);
      assert(!out.includes(0x1b) && !out.includes(0));
    },
  ),
  property(
    'headers: any message and anything pasted is read',
    fc.record({ text: mutatedOneOf(message('Received: a;\r\n b')), pasted: fc.boolean() }),
    ({ text, pasted }) => {
      for (const { name } of headerBlock(pasted ? text : Buffer.from(text, 'latin1')))
        assert(/^[!-9;-~]+$/.test(name));
    },
  ),
];
