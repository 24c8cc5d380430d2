import { basename } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Each takes a minute or more. Whichever of them were begun last, all the other workers would wait for it at the end. */
const slowest = [
  'ssh-trouble',
  'matrix',
  'drivers',
  'crash-nod32-local-file',
  'rollback',
  'rollback-edited',
  'failure',
  'failure-imss',
  'crash-nod32-ssh-cli',
  'crash-imss-local-cli',
  'crash-imss-ssh-file',
  'damage-axigen',
  'damage-imss',
  'damage-scanner',
  'damage-imss-file',
  'damage-imss-fresh',
  'commands-on-target',
  'ssh-access-bare',
  'plan',
  'wizard',
  'bad-input',
  'under-load',
  'pack',
  'host-contract.integration',
  'apply-and-undo.integration',
  'hindered-undo.integration',
].map((name) => `${name}.test.ts`);

/** The slowest files first, the others as they would come. */
export class SlowestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const place = slowest.indexOf(basename(moduleId));
      return place < 0 ? slowest.length : place;
    };
    return (await super.sort(files)).sort((one, other) => rank(one) - rank(other));
  }
}
