import { describe, expect, test } from 'vitest';
import {
  emptyObject,
  getObject,
  getSet,
  getText,
  objectValue,
  setAttribute,
  setValue,
  textValue,
} from '../../../../src/lab/axigen/config/edit-tree.js';
import { parseConfig } from '../../../../src/lab/axigen/config/parse.js';
import { interpretConfig, readServerConfig } from '../../../../src/lab/axigen/config/server-config.js';
import { writeConfig } from '../../../../src/lab/axigen/config/write.js';
import { configAsInstalled } from '../../../../src/lab/axigen/config-as-installed.js';
import { ten, twelve } from '../stand-in.js';

test('as a server saves it: no comments, four spaces, values and quotes as they were', () => {
  const text = [
    '# a comment',
    'Server {',
    'services = ( log',
    '  smtpIncoming ) /* another */',
    'primaryDomain = "a \\"b\\" # c"',
    'denyRules =',
    'smtpIncoming = { listeners = ( { address = 127.0.0.1:25 enable = yes } { address = 127.0.0.1:26 } )',
    'clients = () }',
    '}',
  ].join('\n');
  expect(writeConfig(parseConfig('f', text))).toBe(`Server {
    services = (log smtpIncoming)
    primaryDomain = "a \\"b\\" # c"
    denyRules =
    smtpIncoming = {
        listeners = (
            {
                address = 127.0.0.1:25
                enable = yes
            }
            {
                address = 127.0.0.1:26
            }
        )
        clients = ()
    }
}
`);
});

test.each([twelve, ten])(
  '$profile.generation as installed: saved, it means the same and is saved the same',
  (build) => {
    const { profile } = build;
    const text = configAsInstalled(build);
    const saved = writeConfig(parseConfig('f', text, profile.generation));
    const meaning = (source: string) => readServerConfig('f', source, profile);
    expect(meaning(saved)).toEqual(meaning(text));
    expect(saved).not.toContain('#');
    expect(writeConfig(parseConfig('f', saved, profile.generation))).toBe(saved);
  },
);

describe('editing', () => {
  const server = parseConfig('f', 'Server {\nPrimaryDomain = "old"\nset = (a b)\nobject = { x = 1 }\n}');

  test('an attribute that is there keeps its place, its spelling and its quotes', () => {
    const changed = setAttribute(server, 'primarydomain', textValue('new'));
    expect(writeConfig(changed)).toBe(writeConfig(server).replace('"old"', '"new"'));
    expect(getText(server, 'primaryDomain')).toBe('old');
  });

  test('a new one comes last, in quotes when it needs them', () => {
    const changed = setAttribute(setAttribute(server, 'one', textValue('*')), 'two', textValue('a b'));
    expect(writeConfig(changed)).toMatch(/ {4}one = \*\n {4}two = "a b"\n\}\n$/);
  });

  test('objects and sets are found and put in', () => {
    expect(getObject(server, 'OBJECT')?.attributes.size).toBe(1);
    expect(getSet(server, 'set')).toHaveLength(2);
    expect([getObject(server, 'set'), getSet(server, 'object'), getText(server, 'none')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    const address = setAttribute(emptyObject(), 'address', textValue('127.0.0.1:2525'));
    const smtp = setAttribute(emptyObject(), 'listeners', setValue([objectValue(address)]));
    const whole = setAttribute(server, 'smtpIncoming', objectValue(smtp));
    const config = interpretConfig('f', whole, twelve.profile);
    expect(config.smtp?.listeners.map((listener) => listener.address.port)).toEqual([2525]);
  });
});
