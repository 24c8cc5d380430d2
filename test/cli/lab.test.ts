import { describe, expect, test } from 'vitest';
import { nextLines } from '../../src/cli/lab-next.js';
import { main } from '../../src/cli/main.js';
import { ExitCode } from '../../src/errors.js';
import { distroIds } from '../../src/lab/distros.js';
import { resolveLabOptions } from '../../src/lab/options.js';
import { ioDouble } from './io-double.js';

async function running(...args: string[]) {
  const { io, out, err } = ioDouble({ env: { GATEWAY_SETUP_LABS: '/nonexistent/labs' } });
  const code = await main(['lab', ...args], io);
  return { code, out: out(), err: err() };
}

describe('words of lab that are wrong: exit 4, what happened, what to do', () => {
  test.each([
    [['dwon'], 'There is no command "lab dwon".', 'Did you mean gateway-setup lab down?'],
    [
      ['frobnicate'],
      'There is no command "lab frobnicate".',
      'The commands are: exec, shell, status, ssh-config, reset, down',
    ],
    [['--name', 'x', 'shel'], 'There is no command "lab shel".', 'Did you mean gateway-setup lab shell?'],
    [['--bogus'], "Unknown option '--bogus'.", 'All flags: gateway-setup lab --help'],
    [['--buld-only'], "Unknown option '--buld-only'.", 'Did you mean --build-only?'],
    [
      ['down', '--nmae', 'x'],
      "Unknown option '--nmae'.",
      'Did you mean --name? All flags: gateway-setup lab down',
    ],
    [['down', 'x'], "Too many arguments for 'down'.", 'gateway-setup lab down --help'],
    [['ssh-confg'], 'There is no command "lab ssh-confg".', 'Did you mean gateway-setup lab ssh-config?'],
    [['ssh-config', 'x'], "Too many arguments for 'ssh-config'.", 'gateway-setup lab ssh-config --help'],
    [['--ssh-era', '2004'], 'the lab has no sshd of "2004"', 'use --ssh-era with one of: 2003, 2006'],
    [['exec'], "Missing required argument 'command'.", 'gateway-setup lab exec --help'],
    [['--distro'], "Option '--distro <id>' argument missing.", 'gateway-setup lab --help'],
    [['--scanner', 'clamav'], 'there is no scanner "clamav"', 'use --scanner with one of: nod32, imss'],
  ])('%j', async (args, message, next) => {
    const { code, out, err } = await running(...args);
    expect([code, out]).toEqual([ExitCode.usage, '']);
    const flat = err.replace(/\s+/g, ' ');
    expect(flat).toMatch(/^Error: /);
    expect(flat).toContain(message);
    expect(flat).toContain(next);
  });
});

describe('the help of lab', () => {
  test.each([[[]], [['exec']], [['shell']], [['status']], [['ssh-config']], [['reset']], [['down']]])(
    '%j has the flags that every command has, and no line is too wide',
    async (words) => {
      const { code, out, err } = await running(...words, '--help');
      expect([code, err]).toEqual([ExitCode.ok, '']);
      for (const flag of ['--name <name>', '--no-color', '--verbose', '-h, --help'])
        expect(out).toContain(flag);
      expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
    },
  );

  test('says which scanners and which distributions it has unless told otherwise', async () => {
    const { out } = await running('--help');
    const flat = out.replace(/\s+/g, ' ');
    expect(flat).toContain('--scanner <scanner> nod32 or imss (default: "nod32")');
    expect(flat).toContain('(default: fedora-core-5 for NOD32, rhel-3 for IMSS)');
  });

  test('says which sshd an era stands for', async () => {
    const { out } = await running('--help');
    expect(out.replace(/\s+/g, ' ')).toContain('2003 (OpenSSH 3.6.1p2) or 2006 (OpenSSH 4.3)');
  });

  test('names every distribution', async () => {
    const { out } = await running('--help');
    expect(out.replace(/\s+/g, ' ')).toContain(`Distributions: ${distroIds.join(', ')}`);
  });
});

test('ssh-config of a lab that is not there: nothing on standard output, and how to build it', async () => {
  const { code, out, err } = await running('ssh-config', '--name', 'r2');
  expect([code, out]).toEqual([ExitCode.couldNotLook, '']);
  expect(err).toContain('there is no lab "r2"');
  expect(err).toContain('gateway-setup lab --name r2 --build-only');
});

describe('output that cannot be written', () => {
  test.each([[['--help']], [['status']]])('%j into a full disk is a failure', async (args) => {
    const { io, err } = ioDouble({ env: { GATEWAY_SETUP_LABS: '/nonexistent/labs' } });
    io.stdout._write = (_chunk, _encoding, done) =>
      done(Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' }));
    expect(await main(['lab', ...args], io)).toBe(ExitCode.failed);
    expect(err()).toContain('What was asked for could not be written');
  });

  test('a reader that went away has had enough', async () => {
    const { io, err } = ioDouble();
    io.stdout._write = (_chunk, _encoding, done) =>
      done(Object.assign(new Error('EPIPE'), { code: 'EPIPE' }));
    expect(await main(['lab', '--help'], io)).toBe(ExitCode.ok);
    expect(err()).toBe('');
  });
});

describe('what to do with a lab that stays up', () => {
  const at = (columns: number, env = {}) => ({
    ...ioDouble({ env }).io,
    stderr: Object.assign(ioDouble().io.stderr, { columns }),
  });

  test('after a run, of the default lab: no name', () => {
    expect(nextLines(resolveLabOptions({}), true, at(100))).toEqual([
      'The lab "default" stays up.',
      '  Open the wizard again:  gateway-setup lab',
      '  Take back what it did:  gateway-setup lab exec -- gateway-setup rollback',
      '  Look into it:           gateway-setup lab shell',
      '  Take it down:           gateway-setup lab down',
    ]);
  });

  test('a command that does not fit stands on a line of its own, whole', () => {
    expect(nextLines(resolveLabOptions({ name: 'r2' }), true, at(60, { npm_command: 'exec' }))).toEqual([
      'The lab "r2" stays up.',
      '  Open the wizard again:  npx gateway-setup lab --name r2',
      '  Take back what it did:',
      '    npx gateway-setup lab exec --name r2 -- gateway-setup rollback',
      '  Look into it:',
      '    npx gateway-setup lab shell --name r2',
      '  Take it down:',
      '    npx gateway-setup lab down --name r2',
    ]);
  });

  test('of another lab than the usual one: with what it is made of, or it would be refused', () => {
    const imss = resolveLabOptions({ name: 'trend', scanner: 'imss' });
    const [, wizard, ...rest] = nextLines(imss, false, at(100));
    expect(wizard).toMatch(/gateway-setup lab --name trend --scanner imss$/);
    expect(rest.join('\n')).not.toContain('--scanner');
    const [, old] = nextLines(resolveLabOptions({ name: 'old', sshEra: '2003' }), false, at(100));
    expect(old).toMatch(/gateway-setup lab --name old --ssh-era 2003$/);
  });

  test('built only: there is nothing to take back', () => {
    expect(nextLines(resolveLabOptions({ name: 'r2' }), false, at(80)).join('\n')).not.toMatch(
      /rollback|again/,
    );
  });
});
