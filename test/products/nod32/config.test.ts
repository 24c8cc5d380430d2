import { describe, expect, test } from 'vitest';
import { readNod32Config } from '../../../src/products/nod32/config.js';

const read = (text: string) => readNod32Config(Buffer.from(text), '/etc/opt/eset/nod32/nod32.cfg');

const defaults = {
  listenAddress: { value: 'localhost', line: undefined, consistent: true },
  listenPort: { value: '2526', line: undefined, consistent: true },
  serverAddress: { value: 'localhost', line: undefined, consistent: true },
  serverPort: { value: '2525', line: undefined, consistent: true },
};

describe('nod32.cfg', () => {
  test.each<[string, string, boolean]>([
    ['an empty file', '', false],
    ['another section', '[global]\nlisten_port = 25\n', false],
    ['an empty section', '[smtp]\n', true],
    ['keys that are commented out', '[smtp]\n;listen_port = 25\n#server_port = 99\n', true],
    ['another scanner’s section', '[smtp]\n[pop3]\nlisten_port = 110\n', true],
  ])('the product’s defaults count: %s', (_, text, hasSmtpSection) => {
    expect(read(text)).toMatchObject({ hasSmtpSection, ...defaults });
  });

  test('what is set counts, quotes or none, with its line', () => {
    const config = read(
      '[global]\n\n[smtp]\nlisten_addr = "0.0.0.0"\nlisten_port=25\r\nserver_addr = 127.0.0.1\nserver_port = "2525"\n',
    );
    expect(config).toMatchObject({
      listenAddress: { value: '0.0.0.0', line: 4, consistent: true },
      listenPort: { value: '25', line: 5, consistent: true },
      serverAddress: { value: '127.0.0.1', line: 6, consistent: true },
      serverPort: { value: '2525', line: 7, consistent: true },
    });
  });

  test.each([
    ['[smtp]\nlisten_port = 25\nlisten_port = 25\n', true],
    ['[smtp]\nlisten_port = 2526\nlisten_port = 25\n', false],
    ['[smtp]\nlisten_port = 2526\n[other]\n[smtp]\nlisten_port = 25\n', false],
    ['[smtp]\nlisten_port = 2526\n;listen_port = 25\n', true],
    ['[smtp]\nlisten_port = 2526\n[other]\nlisten_port = 25\n', true],
  ])('repeated keys: %j consistent: %s', (text, consistent) => {
    expect(read(text).listenPort.consistent).toBe(consistent);
  });

  test('of repeated keys the first is given: which one the product reads is not known', () => {
    const text = '[smtp]\nlisten_port = 2526\nlisten_port = 25\n';
    expect(read(text).listenPort).toEqual({ value: '2526', line: 2, consistent: false });
  });
});
