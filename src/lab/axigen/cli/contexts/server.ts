import { serverValues } from '../attributes.js';
import { CliError } from '../cli-error.js';
import type { Command, Context } from '../command.js';
import { Draft, serverPlace } from '../draft.js';
import { back, commit, reset, type Setup, saveConfig, set, show } from './common.js';
import { type ServiceEntry, serviceContext } from './service.js';

export function serverContext(setup: Setup): Context {
  const { running } = setup;
  const draft = Draft.ofRunning(running, serverPlace);
  return {
    name: 'server',
    title: 'Server',
    commands: [
      back,
      commit(draft),
      show('Server', draft, serverValues),
      ...(running.profile.generation === '10' ? [saveConfig(running)] : []),
      set(draft, serverValues),
      reset(draft),
      ...servicesOf(setup).map((entry) => config(entry.command, () => serviceContext(setup, entry))),
      ...outgoing(setup),
      ...(running.profile.generation === '10' ? smtpFilters(setup) : []),
    ],
  };
}

function config(name: string, context: () => Context): Command {
  return {
    verb: `CONFIG ${name.toUpperCase()}`,
    help: [[`CONFIG ${name}`, `enters the ${name} context`]],
    run: () => ({ move: context() }),
  };
}

function servicesOf({ running, quirks }: Setup): ServiceEntry[] {
  const smtp = running.profile.smtpName;
  const command = quirks.smtpContext ?? smtpCommand(smtp);
  return [
    { name: smtp, service: 'smtp', command, defaultAddress: '127.0.0.1:25' },
    { name: 'pop3', service: 'pop3', command: 'POP3', defaultAddress: '127.0.0.1:110' },
    { name: 'cli', service: 'cli', command: 'CLI', defaultAddress: '127.0.0.1:7000' },
  ];
}

/** X says SMTP-INCOMING for smtpIncoming (facts 2); what 1.2 said is not known, so its names are made alike. */
export function smtpCommand(name: string): string {
  return name.replace(/([a-z])([A-Z])/g, '$1-$2').toUpperCase();
}

/** The other SMTP service, of which the stand-in has nothing but the name. One object `smtp` is both. */
function outgoing({ running }: Setup): Command[] {
  const { smtpName } = running.profile;
  if (smtpName === 'smtp') return [];
  const name = smtpName === 'smtpIncoming' ? 'smtpOutgoing' : smtpName === 'smtpIn' ? 'smtpOut' : 'smtp-out';
  const title = smtpCommand(name);
  return [
    config(title, () => {
      const draft = Draft.ofRunning(running, serverPlace);
      return { name: `server-${name}`, title, commands: [back, commit(draft)] };
    }),
  ];
}

/** The policy script through the command line: X only (facts 2). */
function smtpFilters({ running, conversation }: Setup): Command[] {
  const inline = (args: readonly string[]) => {
    if (args.length > 0) throw new CliError('a path is not understood by this stand-in');
  };
  return [
    {
      verb: 'SHOW SMTPFILTERS',
      help: [['SHOW SmtpFilters', 'downloads the SMTP filters file']],
      run: (args) => {
        inline(args);
        return {
          rows: running
            .policy()
            .replace(/\r?\n$/, '')
            .split(/\r?\n/),
        };
      },
    },
    {
      verb: 'UPDATE SMTPFILTERS',
      help: [['UPDATE SmtpFilters', 'uploads the SMTP filters file, ended by a line with a dot']],
      run: async (args) => {
        inline(args);
        await running.changePolicy(await conversation.receiveText());
        return {};
      },
    },
  ];
}
