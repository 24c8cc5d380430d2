import { describe, expect, test } from 'vitest';
import { absent, present, unreadable } from '../../../src/host/fact.js';
import { readAxigenConfig } from '../../../src/products/axigen/config.js';
import { generationIn, readGeneration } from '../../../src/products/axigen/generation.js';
import { readAxigenPolicy } from '../../../src/products/axigen/policy.js';

const smtp = (inside: string) =>
  readAxigenConfig(Buffer.from(`Server {\n  smtpIncoming = {\n    ${inside}\n  }\n}\n`), 'axigen.cfg');
const script = (text: string) => readAxigenPolicy(Buffer.from(text), 'smtpFilters.script');

interface Server {
  readonly version?: string;
  readonly config?: string;
  readonly policy?: string;
}

function told({ version, config = 'maxErrors = 20', policy = '' }: Server) {
  const generation = readGeneration({
    package: version === undefined ? absent : present({ name: 'axigen', version }),
    config: present(smtp(config)),
    policy: present(script(policy)),
  });
  return generation.state === 'present' ? generation.value : undefined;
}

const clients = 'clients = ()';
const limits = 'serviceAccessControl = { peerMaxConnections = 20 }';
const switched = 'event onEhlo { if (is (a, "b")) { } else { set (allowStartTLS, "yes"); } }';
const webAdmin = 'method WA_Routing_basic { set (sslEnabled, "no"); }';

describe('what tells where the switches are', () => {
  test.each<readonly [string, Server, string | undefined, RegExp]>([
    ['nothing', {}, undefined, /^$/],
    ['version 1', { version: '1.2.5' }, '1.2', /^its package is version 1\.2\.5$/],
    ['version 5', { version: '5.0.1' }, '10', /version 5\.0\.1$/],
    ['version 10', { version: '10.3.1-1' }, '10', /version 10\.3\.1-1$/],
    ['versions 2 to 4 do not tell', { version: '2.0.1' }, undefined, /^$/],
    ['version 4 with clients', { version: '4.4', config: clients }, '1.2', /set of SMTP-In clients$/],
    ['a version that is no number', { version: 'nightly' }, undefined, /^$/],
    ['clients', { config: clients }, '1.2', /^axigen\.cfg has a set of SMTP-In clients$/],
    ['clients without a value', { config: 'clients =' }, '1.2', /clients$/],
    ['clients by another name', { config: 'rules = ( { patternIn = "*" } )' }, '1.2', /clients$/],
    ['limits of the service', { config: limits }, '10', /serviceAccessControl$/],
    [
      'a listener\u2019s domain',
      { config: 'listeners = ( { listenerDomain = "" } )' },
      '10',
      /listenerDomain$/,
    ],
    ['a switch in the script', { policy: switched }, '10', /allowStartTLS or allowBinaryData$/],
    ['a method of WebAdmin\u2019s', { policy: webAdmin }, '10', /WA_/],
    ['another script', { policy: 'event onEhlo { set (remoteDelivery, "auth"); }' }, undefined, /^$/],
    [
      'the program over a file that an earlier one left',
      { version: '10.0', config: clients },
      '10',
      /version 10\.0, although axigen\.cfg has a set of SMTP-In clients$/,
    ],
    [
      'clients over the script',
      { config: clients, policy: webAdmin },
      '1.2',
      /clients, although the policy script/,
    ],
  ])('%s', (_name, server, value, because) => {
    expect(told(server)?.value).toBe(value);
    expect(told(server)?.because ?? '').toMatch(because);
  });

  test('files that cannot be read say nothing; the version still does', () => {
    const files = { config: unreadable('no'), policy: unreadable('no') };
    expect(readGeneration({ package: absent, ...files }).state).toBe('absent');
    const installed = present({ name: 'axigen', version: '1.2' });
    expect(readGeneration({ package: installed, ...files })).toMatchObject({ value: { value: '1.2' } });
  });

  test('a version from outside is made safe', () => {
    expect(told({ version: '10.0\x1b[31m' })?.because).toContain('\\x1b');
  });
});

test('the operator counts only where the server does not tell', () => {
  const server = (generation: ReturnType<typeof readGeneration>) => ({ axigen: { generation } });
  const tells = present({ value: '1.2', because: 'x' } as const);
  expect(generationIn(server(tells), { axigenGeneration: '10' })).toBe('1.2');
  expect(generationIn(server(absent), { axigenGeneration: '10' })).toBe('10');
  expect(generationIn(server(absent), {})).toBeUndefined();
});
