import { chmod, readFile, stat } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { getObject, objectValue, setAttribute } from '../../../src/lab/axigen/config/edit-tree.js';
import { parseConfig } from '../../../src/lab/axigen/config/parse.js';
import type { ConfigObject } from '../../../src/lab/axigen/config/tree.js';
import { StandIn, ten, twelve } from './stand-in.js';
import { Talk } from './talk.js';

let standIn: StandIn;
let holder: Server | undefined;
let talks: Talk[] = [];

beforeEach(async () => {
  standIn = await StandIn.start([], [], twelve);
});

afterEach(async () => {
  for (const talk of talks) talk.close();
  talks = [];
  holder?.close();
  holder = undefined;
  await standIn.stop();
});

const file = (name: string) => readFile(join(standIn.directory.path, name), 'latin1');

/** Attributes of an object, written as in axigen.cfg. */
const attributes = (text: string) => parseConfig('test', `Server {\n${text}\n}`).attributes;

/** The configuration in force with other attributes of one service. */
function withService(name: string, text: string): ConfigObject {
  const server = standIn.server.tree();
  const service = getObject(server, name);
  if (service === undefined) throw new Error(`no ${name}`);
  const changed = [...attributes(text).values()].reduce(
    (object, attribute) => setAttribute(object, attribute.name, attribute.value),
    service,
  );
  return setAttribute(server, name, objectValue(changed));
}

async function ehlo(port: number): Promise<string> {
  const { talk } = await Talk.greet(port);
  talks.push(talk);
  return talk.ask('EHLO c');
}

const port = (key: string) => standIn.server.ports().get(key) ?? 0;

/** A port that somebody else holds. */
async function takenPort(): Promise<number> {
  const server = createServer();
  holder = server;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

describe('a change is in force at once, and not in the file', () => {
  test('listeners come, go and keep their clients', async () => {
    const before = await file('run/axigen.cfg');
    const { talk } = await Talk.greet(standIn.smtpPort);
    talks.push(talk);
    const old = standIn.smtpPort;
    await standIn.server.apply(withService('smtpIncoming', 'listeners = ( { address = 127.0.0.4:0 } )'));
    expect([...standIn.server.ports().keys()]).toEqual([
      'pop3 127.0.0.1:0',
      'cli 127.0.0.1:0',
      'smtp 127.0.0.4:0',
    ]);
    await expect(Talk.open(old)).rejects.toThrow('ECONNREFUSED');
    const fresh = await Talk.greet(port('smtp 127.0.0.4:0'), undefined, '127.0.0.4');
    talks.push(fresh.talk);
    expect(fresh.greeting).toMatch(/^220 /);
    expect(await talk.ask('NOOP')).toBe('250 OK');
    expect(await file('run/axigen.cfg')).toBe(before);
  });

  test('clients and limits count for the connections to come', async () => {
    const client = '( { priority = 501 patternIn = "*" patternOut = "*" allowStartTLS = no } )';
    await standIn.server.apply(withService('smtpIncoming', `clients = ${client}`));
    expect(await ehlo(standIn.smtpPort)).not.toContain('STARTTLS');
    const listener = '( { address = 127.0.0.1:0 peerMaxConnections = 1 } )';
    await standIn.server.apply(withService('smtpIncoming', `listeners = ${listener}`));
    const { greeting } = await Talk.greet(standIn.smtpPort);
    expect(greeting).toMatch(/^421 .*too many connections/);
  });

  test('one address gives way to another on the same port', async () => {
    const free = await takenPort();
    holder?.close();
    const listen = (ip: string) =>
      standIn.server.apply(withService('smtpIncoming', `listeners = ( { address = ${ip}:${free} } )`));
    await listen('0.0.0.0');
    await listen('127.0.0.1');
    await listen('0.0.0.0');
    expect(await ehlo(free)).toMatch(/^250-/);
  });

  test('two changes at once come one after the other', async () => {
    const change = (ip: string) =>
      standIn.server.apply(withService('smtpIncoming', `listeners = ( { address = ${ip}:0 } )`));
    await Promise.all([change('127.0.0.5'), change('127.0.0.6')]);
    expect([...standIn.server.ports().keys()].filter((key) => key.startsWith('smtp'))).toEqual([
      'smtp 127.0.0.6:0',
    ]);
  });
});

describe('what cannot be is refused, and nothing has changed', () => {
  test('an address that another program holds: the old listener still answers', async () => {
    const taken = await takenPort();
    const [tree, ports] = [standIn.server.tree(), standIn.server.ports()];
    const listeners = `listeners = ( { address = 127.0.0.7:0 } { address = 127.0.0.1:${taken} } )`;
    await expect(standIn.server.apply(withService('smtpIncoming', listeners))).rejects.toThrow(
      `cannot open the smtp listener on 127.0.0.1:${taken}: listen EADDRINUSE`,
    );
    expect(standIn.server.tree()).toBe(tree);
    expect([...standIn.server.ports().keys()]).toEqual([...ports.keys()]);
    expect(await ehlo(standIn.smtpPort)).toMatch(/^250-/);
  });

  test('a value out of range', async () => {
    const tree = standIn.server.tree();
    const wrong = withService('smtpIncoming', 'listeners = ( { address = 127.0.0.1:0 timeInterval = 1 } )');
    await expect(standIn.server.apply(wrong)).rejects.toThrow(
      'timeInterval takes a whole number from 30 to 86400, not "1"',
    );
    expect(standIn.server.tree()).toBe(tree);
  });
});

describe('saving', () => {
  test('the file says what is in force, its mode stays, and a reload finds the same', async () => {
    const path = join(standIn.directory.path, 'run', 'axigen.cfg');
    await chmod(path, 0o664);
    await standIn.server.apply(withService('pop3', 'maxErrors = 7'));
    const tree = standIn.server.tree();
    await standIn.server.save();
    const saved = await file('run/axigen.cfg');
    expect(saved).not.toContain('#');
    expect(saved).toMatch(/^Server \{\n {4}services = \(.*\)\n/);
    expect(saved.match(/^ {8}maxErrors = 7$/gm)).toHaveLength(1);
    expect((await stat(path)).mode & 0o777).toBe(0o664);
    await standIn.server.reload();
    await standIn.server.save();
    expect(await file('run/axigen.cfg')).toBe(saved);
    expect([...standIn.server.tree().attributes.keys()]).toEqual([...tree.attributes.keys()]);
  });

  test('under another name it gets a suffix, and axigen.cfg stays', async () => {
    const before = await file('run/axigen.cfg');
    await standIn.server.save('run/mine');
    expect(await file('run/axigen.cfg')).toBe(before);
    expect(await file('run/mine.cfg')).toMatch(/^Server \{\n/);
  });

  test('without a save a reload takes the change back, and an edit of the file counts', async () => {
    await standIn.server.apply(withService('smtpIncoming', 'listeners = ( { address = 127.0.0.4:0 } )'));
    await standIn.server.reload();
    expect([...standIn.server.ports().keys()]).toContain('smtp 127.0.0.1:0');
  });
});

describe('the policy', () => {
  beforeEach(async () => {
    await standIn.stop();
    standIn = await StandIn.start([], [], ten);
  });

  test('a new one is in force at once and in the file; the mode stays', async () => {
    const text = standIn.server.policy();
    expect(text).toBe(await file('filters/smtpFilters.script'));
    const changed = text.replace('set (allowStartTLS, "yes")', 'set (allowStartTLS, "no")');
    await standIn.server.changePolicy(changed);
    expect(await ehlo(standIn.smtpPort)).not.toContain('STARTTLS');
    expect(await file('filters/smtpFilters.script')).toBe(changed);
    const path = join(standIn.directory.path, 'filters', 'smtpFilters.script');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  test('one that cannot be used changes nothing', async () => {
    const before = await file('filters/smtpFilters.script');
    await expect(standIn.server.changePolicy('event onEhlo {\n')).rejects.toThrow('smtpFilters.script:2: ');
    expect(standIn.server.policy()).toBe(before);
    expect(await file('filters/smtpFilters.script')).toBe(before);
    expect(await ehlo(standIn.smtpPort)).toContain('STARTTLS');
  });

  test('an edit of the file alone is not in force', async () => {
    await standIn.directory.editPolicy([['set (allowStartTLS, "yes")', 'set (allowStartTLS, "no")']]);
    expect(await ehlo(standIn.smtpPort)).toContain('STARTTLS');
    await standIn.server.reload();
    expect(await ehlo(standIn.smtpPort)).not.toContain('STARTTLS');
  });

  test('where the configuration names none there is nothing to change', async () => {
    await standIn.stop();
    standIn = await StandIn.start([['"filters/smtpFilters.script"', '"none"']], [], ten);
    expect(standIn.server.policy()).toBe('');
    await expect(standIn.server.changePolicy('')).rejects.toThrow('there is no SMTP policy file');
  });
});
