import { absent, type Fact, follow, present, unreadable } from '../../host/fact.js';
import type { CommandFact, FileFact } from '../../host/survey/answers.js';
import type { PackageManager } from '../../model/change.js';
import type { InstalledPackage, PackageFileFact, PackageRemains } from '../host-facts.js';

/** `rpm` or `dpkg`, printed by the survey when the command and its database are there. */
export function readManager(command: Fact<CommandFact>): Fact<PackageManager> {
  return follow(command, ({ output }) => {
    const word = text(output).trim();
    if (word === 'rpm' || word === 'dpkg') return present(word);
    return word === '' ? absent : unreadable(word);
  });
}

/** The first installed package whose name matches. */
export function readInstalled(command: Fact<CommandFact>, name: RegExp): Fact<InstalledPackage> {
  return follow(entries(command, name), (list) => {
    const found = list.find(({ state }) => state === 'installed');
    return found === undefined ? absent : present({ name: found.name, version: found.version });
  });
}

/**
 * The first package whose name matches and that is neither installed nor gone: removed but for its
 * configuration, or stuck half-way. rpm knows no such states.
 */
export function readRemains(command: Fact<CommandFact>, name: RegExp): Fact<PackageRemains> {
  return follow(entries(command, name), (list) => {
    const found = list.find(({ state }) => state !== 'installed' && state !== 'not-installed');
    return found === undefined ? absent : present({ name: found.name, state: found.state });
  });
}

/** The lines `name<TAB>version<TAB>state` of the package list whose name matches; rpm prints no state. */
function entries(
  command: Fact<CommandFact>,
  name: RegExp,
): Fact<readonly (InstalledPackage & PackageRemains)[]> {
  return follow(command, ({ code, output }) => {
    if (code !== 0) return unreadable(text(output).trim() || `the package list ended with status ${code}`);
    const lines = text(output).split('\n');
    return present(
      lines.flatMap((line) => {
        const [found = '', version, status = 'install ok installed'] = line.split('\t');
        // Without a tab it is no line of the list but a warning among them.
        if (version === undefined || !name.test(found)) return [];
        return [{ name: found, version, state: status.split(' ').at(-1) ?? '' }];
      }),
    );
  });
}

/**
 * What a file given as a package is: its first bytes tell the format, the target's package manager the name.
 * `signature` is the output of `od` over the first eight bytes.
 */
export function readPackageFile(
  file: Fact<FileFact>,
  signature: Fact<CommandFact>,
  query: Fact<CommandFact>,
): Fact<PackageFileFact> {
  return follow(file, ({ size, type }) => {
    const hex = signature.state === 'present' ? text(signature.value.output).replace(/\s+/g, '') : '';
    // Its first eight bytes, or all of it; less was not read, and anything else is an error's words.
    if (type === 'file' && !(/^[0-9a-f]*$/.test(hex) && hex.length === 2 * Math.min(size, 8)))
      return unreadable('its first bytes could not be read');
    const format = hex.startsWith('edabeedb') ? 'rpm' : hex === '213c617263683e0a' ? 'dpkg' : 'unknown';
    const named = query.state === 'present' && query.value.code === 0 ? text(query.value.output).trim() : '';
    const [name, version] = named.split('\t');
    return present({
      format,
      size,
      type,
      ...(name === undefined || name === '' || version === undefined ? {} : { name, version }),
    });
  });
}

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('utf8');
}
