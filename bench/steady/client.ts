import { connect } from 'node:net';

// Runs in the lab, as the text of its Node's `-e`: begins a delivery every so many milliseconds until its input ends, each
// with an id of its own, and then prints what became of each as JSON. No id is ever sent a second time: what was not taken
// for certain may have been taken all the same.
const [port, pauseMs, recipient = '', prefix = ''] = process.argv.slice(1);

// As bench/steady/tally.ts reads it; nothing can be imported from there.
type Outcome = 'accepted' | 'refused' | 'broken' | 'unanswered' | 'rejected';

interface Delivery {
  readonly id: string;
  readonly begunAt: number;
  readonly endedAt: number;
  readonly outcome: Outcome;
  readonly said: string;
}

const patienceMs = 20_000;

function deliver(id: string): Promise<Delivery> {
  const begunAt = performance.now();
  return new Promise((resolve) => {
    const socket = connect(Number(port), '127.0.0.1').setNoDelay(true).setEncoding('latin1');
    const letter = `Subject: ${id}\r\nFrom: sender@example.org\r\nTo: ${recipient}\r\n\r\nA letter.\r\n.`;
    const lines = [
      'EHLO client.example.org',
      'MAIL FROM:<sender@example.org>',
      `RCPT TO:<${recipient}>`,
      'DATA',
      letter,
    ];
    let text = '';
    let isConnected = false;
    const end = (outcome: Outcome, said: string) => {
      socket.destroy();
      resolve({ id, begunAt, endedAt: performance.now(), outcome, said });
    };
    const lost = (why: string) =>
      end(lines.length === 0 ? 'unanswered' : isConnected ? 'broken' : 'refused', why);
    socket.on('connect', () => {
      isConnected = true;
    });
    socket.setTimeout(patienceMs, () => lost('silence'));
    socket.on('error', ({ message }) => lost(message));
    socket.on('close', () => lost('closed'));
    socket.on('data', (chunk: string) => {
      text += chunk;
      const reply = /^(\d)\d\d(?: .*)?\r\n$/m.exec(text);
      if (!text.endsWith('\r\n') || reply === null) return;
      const said = text.trim();
      text = '';
      if (Number(reply[1]) > 3) return end('rejected', said);
      const next = lines.shift();
      if (next === undefined) {
        socket.write('QUIT\r\n');
        end('accepted', said);
      } else socket.write(`${next}\r\n`);
    });
  });
}

const deliveries: Promise<Delivery>[] = [];
const timer = setInterval(() => {
  deliveries.push(deliver(`${prefix}-${deliveries.length + 1}`));
  if (deliveries.length === 1) process.stderr.write('sending\n');
}, Number(pauseMs));
process.stdin.on('end', async () => {
  clearInterval(timer);
  process.stdout.write(JSON.stringify(await Promise.all(deliveries)), () => process.exit(0));
});
process.stdin.resume();
