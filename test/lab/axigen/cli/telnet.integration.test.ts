import { spawn } from 'node:child_process';
import { afterEach, expect, it } from 'vitest';
import { CliService } from './cli-service.js';

let service: CliService | undefined;

afterEach(() => service?.stop());

/** Types each answer when its question stands at the end of what telnet shows. Gives all that was shown. */
function telnet(
  port: number,
  dialogue: readonly (readonly [question: string, answer: string])[],
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn('telnet', ['127.0.0.1', String(port)], { stdio: ['pipe', 'pipe', 'ignore'] });
    let shown = '';
    const left = [...dialogue];
    child.stdout.setEncoding('latin1').on('data', (text: string) => {
      shown += text;
      const [next] = left;
      if (next === undefined || !shown.replace(/\x1b\[\d+m/g, '').endsWith(next[0])) return;
      left.shift();
      child.stdin.write(`${next[1]}\n`);
    });
    child.on('error', reject).on('close', () => resolve(shown));
  });
}

it('talks with telnet, which answers the telnet commands that hide the password', async () => {
  service = await CliService.start({ generation: '10' });
  const shown = await telnet(service.port, [
    ['<login> ', 'USER admin'],
    ['<password> ', CliService.password],
    ['<#> ', 'CONFIG SERVER'],
    ['<server#> ', 'CONFIG SMTP-INCOMING'],
    ['<server-smtpIncoming#> ', 'LIST Listeners'],
    ['<server-smtpIncoming#> ', 'EXIT'],
  ]);
  expect(shown).toContain("Welcome to AXIGEN's Command Line Interface");
  expect(shown).toMatch(/0\.0\.0\.0:25 \| yes\r?\n/);
  expect(shown).toContain('+OK: have a nice day');
  expect(shown).not.toContain('\xff');
});
