import { absent, type Fact, follow, present, unreadable } from '../../host/fact.js';
import type { CommandFact, FileFact } from '../../host/survey/answers.js';
import type { PackageManager } from '../../model/change.js';
import type { InstalledPackage, PackageFileFact } from '../host-facts.js';

/** `rpm` or `dpkg`, printed by the survey when the command and its database are there. */
export function readManager(command: Fact<CommandFact>): Fact<PackageManager> {
  return follow(command, ({ output }) => {
    const word = text(output).trim();
    if (word === 'rpm' || word === 'dpkg') return present(word);
    return word === '' ? absent : unreadable(word);
  });
}

/** Lines `name<TAB>version<TAB>state` of all installed packages; the first whose name matches. */
export function readInstalled(command: Fact<CommandFact>, name: RegExp): Fact<InstalledPackage> {
  return follow(command, ({ code, output }) => {
    if (code !== 0) return unreadable(text(output).trim() || `the package list ended with status ${code}`);
    for (const line of text(output).split('\n')) {
      const [found = '', version, state = 'install ok installed'] = line.split('\t');
      // Without a tab it is no line of the list but a warning among them.
      if (version !== undefined && name.test(found) && / installed$/.test(state))
        return present({ name: found, version });
    }
    return absent;
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
