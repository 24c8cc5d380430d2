import { describe, expect, test } from 'vitest';
import { absent, present, unreadable } from '../../src/host/fact.js';
import type { HostFacts } from '../../src/products/host-facts.js';
import { scanners } from '../../src/products/scanners.js';
import { mailPath, pathNow } from '../../src/report/human/mail-path.js';
import { plainPaint } from '../../src/report/human/paint.js';
import { behindScanner, hostFacts } from '../wizard/fixture.js';

const scanner = scanners.nod32;

const port25 = (program?: string) => ({
  address: '0.0.0.0',
  port: 25,
  ...(program === undefined ? {} : { program }),
});

describe('the path now', () => {
  test.each<[string, HostFacts, string]>([
    ['AXIGEN alone', hostFacts(), 'internet > port 25 > AXIGEN > mailboxes'],
    [
      'behind the scanner',
      behindScanner(),
      'internet > port 25 > NOD32 > localhost:2525 > AXIGEN > mailboxes',
    ],
    ['nobody', hostFacts({ listening: present([]) }), 'internet > port 25 > nothing listens there'],
    [
      'postfix',
      hostFacts({ listening: present([port25('master')]) }),
      'internet > port 25 > master (neither AXIGEN nor the scanner)',
    ],
    [
      'a program without a name',
      hostFacts({ listening: present([port25()]) }),
      'internet > port 25 > not known (the program that listens there could not be named)',
    ],
    [
      'two',
      hostFacts({ listening: present([port25('axigen'), port25('master')]) }),
      'internet > port 25 > several programs: axigen, master',
    ],
    [
      'one on two addresses',
      hostFacts({ listening: present([port25('axigen'), port25('axigen')]) }),
      'internet > port 25 > AXIGEN > mailboxes',
    ],
    [
      'unreadable',
      hostFacts({ listening: unreadable('no ss') }),
      'internet > port 25 > not known (the listening ports could not be read)',
    ],
    [
      'the scanner with nobody behind it',
      { ...behindScanner(), listening: present([port25('nod32smtp')]) },
      'internet > port 25 > NOD32 > localhost:2525 > nothing listens there',
    ],
    [
      'the scanner whose configuration is unreadable',
      { ...behindScanner(), nod32: { ...behindScanner().nod32, config: unreadable('denied') } },
      'internet > port 25 > NOD32 > not known (nod32.cfg could not be read)',
    ],
  ])('%s', (_name, facts, path) => {
    expect(pathNow(facts).join(' > ')).toBe(path);
  });
});

describe('the picture', () => {
  test('of a fresh server', () => {
    expect(mailPath({ facts: hostFacts(), scanner }, plainPaint)).toEqual([
      "  The mail's path now:",
      '    internet -> port 25 -> AXIGEN -> mailboxes',
      '  and when this is done:',
      '    internet -> port 25 -> NOD32 (scans) -> 127.0.0.1:2525 -> AXIGEN ->',
      '      mailboxes',
      '  * 0.0.0.0:25 is held by axigen (process 812).',
      '  * AXIGEN 1.2.5: axigen.cfg lets it listen on 0.0.0.0:25.',
      '  * NOD32: not installed.',
    ]);
  });

  test('tells absent from unreadable', () => {
    const facts = hostFacts();
    const lines = mailPath(
      {
        scanner,
        facts: {
          ...facts,
          axigen: { ...facts.axigen, config: unreadable('permission denied') },
          nod32: { ...facts.nod32, package: present({ name: 'n', version: '2.51' }), config: absent },
        },
      },
      plainPaint,
    );
    expect(lines).toContain('  * AXIGEN 1.2.5: axigen.cfg could not be read: permission denied');
    expect(lines).toContain('  * NOD32 2.51: nod32.cfg is not there.');
  });

  test('names from the server cannot command the terminal', () => {
    const text = mailPath(
      { facts: hostFacts({ listening: present([port25('\u001b[2Jevil')]) }), scanner },
      plainPaint,
    ).join('\n');
    expect(text).not.toContain('\u001b');
    expect(text).toContain('\\x1b[2Jevil');
  });
});
