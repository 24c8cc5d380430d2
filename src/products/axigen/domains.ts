import { absent, type Fact, follow, present, unreadable } from '../../host/fact.js';
import { sh } from '../../host/shell.js';
import type { CommandFact } from '../../host/survey/answers.js';
import { axigen } from './product.js';

const folder = `${axigen.workFolder}/domains`;

/** Lists the folders of AXIGEN's domains, which bear their names (facts: axigen 5). */
export const domainsRequest = {
  kind: 'command',
  id: 'domains',
  script: sh`
cd ${folder} || exit 1
for domain in *; do
  if [ -d "$domain" ]; then printf '%s\n' "$domain"; fi
done`,
} as const;

/** Names of the domains, in lower case; absent where there are none to be seen. */
export function readDomains(command: Fact<CommandFact>): Fact<readonly string[]> {
  return follow(command, ({ code, output }) => {
    const text = Buffer.from(output).toString('utf8').trim();
    if (code !== 0) return unreadable(text || `the list of domains ended with status ${code}`);
    const names = text.split('\n').filter((name) => name !== '');
    return names.length === 0 ? absent : present(names.map((name) => name.toLowerCase()));
  });
}
