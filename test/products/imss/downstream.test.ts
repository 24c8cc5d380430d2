import { expect, test } from 'vitest';
import { readImssConfig } from '../../../src/products/imss/config.js';

const config = (text: string) => readImssConfig(Buffer.from(text, 'latin1'), 'imss.ini');
const read = (text: string) => {
  const { downstream } = config(text);
  return downstream === undefined ? undefined : [downstream.address, downstream.port];
};
const address = 'downstream_smtp_server_addr';
const port = 'downstream_smtp_server_port';

test.each<[string, string]>([
  ['the likeliest names', `[smtp]\n${address}=10.0.0.7\n${port}=10026\n`],
  [
    'wherever they stand',
    `[deliver]\n${port}="10026"\n${address}="10.0.0.7"\n[smtp]\nrelay_host=x\nrelay_port=1\n`,
  ],
  ['one value for both', `[smtp]\n${address}=10.0.0.7:10026\n`],
  ['the same twice', `[smtp]\n${address}=10.0.0.7\n${address}=10.0.0.7\n${port}=10026\n`],
])('certain: %s', (_name, text) => {
  expect(read(text)).toEqual(['10.0.0.7', '10026']);
});

const otherNames: readonly [string, (host: string) => string][] = [
  ['other names', (host) => `[smtp]\nrelay_host=${host}\nrelay_port=10026\n`],
  [
    'and others',
    (host) => `[out]\nsmtp-delivery-ip=${host}\nsmtp-delivery-port=10026\n[smtp]\nport=25\nhost=x\n`,
  ],
  ['and others in one value', (host) => `[out]\nnext_hop_server=${host}:10026\n`],
  [
    'POP3 is something else',
    (host) => `[a]\nforward_addr=${host}\nforward_port=10026\npop3_forward_addr=x\npop3_forward_port=1\n`,
  ],
  ['who may relay, too', (host) => `[a]\nrelay_host=${host}\nrelay_port=10026\nrelay_allow_ip=127.0.0.1\n`],
];

test.each(otherNames)('certain where it is AXIGEN, a guess elsewhere: %s', (_name, text) => {
  expect(read(text('localhost'))).toEqual(['localhost', '10026']);
  expect(config(text('localhost')).downstreamGuess).toBeUndefined();
  expect(read(text('10.0.0.7'))).toBeUndefined();
  expect(config(text('10.0.0.7')).downstreamGuess).toMatchObject({ address: '10.0.0.7', port: '10026' });
});

test.each<[string, string]>([
  ['nothing', '[smtp]\nproxy_port=25\n'],
  ['an address alone', `[smtp]\n${address}=10.0.0.7\n`],
  ['a port alone', `[smtp]\n${port}=10026\n`],
  [
    'a likely pair does not mend the half of the likeliest',
    `[smtp]\n${port}=1\n[a]\nrelay_host=x\nrelay_port=2\n`,
  ],
  ['in two sections', `[a]\n${address}=10.0.0.7\n[b]\n${port}=10026\n`],
  ['two pairs', '[a]\nrelay_host=10.0.0.7\nrelay_port=1\n[b]\ndeliver_host=10.0.0.8\ndeliver_port=2\n'],
  ['two addresses', '[a]\nrelay_host=10.0.0.7\nrelay_ip=10.0.0.7\nrelay_port=1\n'],
  ['no port', `[smtp]\n${address}=10.0.0.7\n${port}=66000\n`],
  ['no address', `[smtp]\n${address}=10.0.0.7 10.0.0.8\n${port}=10026\n`],
  ['a number is no address', `[smtp]\n${address}=7\n${port}=10026\n`],
  ['said differently twice', `[smtp]\n${address}=10.0.0.7\n${address}=10.0.0.8\n${port}=10026\n`],
  ['in doubt', `[smtp]\n${address}=10.0.0.7 # axigen\n${port}=10026\n`],
  ['turned off', `[smtp]\n#${address}=10.0.0.7\n#${port}=10026\n`],
  ['parts of other words', '[a]\ndelivered_scripts=x\nrelayed_ports=1\n'],
])('not certain: %s', (_name, text) => {
  expect(read(text)).toBeUndefined();
});
