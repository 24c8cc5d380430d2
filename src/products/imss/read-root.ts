import { absent, type Fact, follow, present, unreadable } from '../../host/fact.js';
import type { FileFact, PlaceFact } from '../../host/survey/answers.js';
import type { ImssRoot } from './facts.js';
import { imss } from './product.js';

/** How a folder was found, by the words of `findRootRequest`. */
const because: Readonly<Record<string, string>> = {
  given: 'it was named with --imss-root',
  script: `${imss.script} names it`,
  process: 'a program runs from it',
  package: 'a package has files in it',
  usual: 'it is a usual place',
};

export interface FoundRoot {
  readonly root: Fact<ImssRoot>;
  readonly roots: readonly ImssRoot[];
  readonly configFile: Fact<FileFact>;
}

/**
 * Which of the folders holds IMSS. One that the operator named decides; else there must be just one, where two names of the
 * same folder are one. Pure.
 */
export function readRoot(places: readonly PlaceFact[], given: string | undefined): FoundRoot {
  const candidates = distinct(places.filter(isCandidate));
  const roots = candidates.map(rootOf);
  const chosen = choose(candidates, places, given);
  const root = follow(chosen, (place) => {
    const found = rootOf(place);
    return isPlainPath(found.path) && isPlainPath(found.folder)
      ? present(found)
      : unreadable('the name of its folder has characters in it that cannot be handled safely');
  });
  return { root, roots, configFile: follow(root, () => follow(chosen, ({ file }) => file)) };
}

function choose(
  candidates: readonly PlaceFact[],
  places: readonly PlaceFact[],
  given: string | undefined,
): Fact<PlaceFact> {
  if (given !== undefined) {
    const named = places.find(({ how }) => how === 'given');
    if (named !== undefined && named.file.state !== 'absent') return looked(named);
    if (candidates.length === 0) return absent;
    return unreadable(
      `--imss-root names ${given}, where there is no ${imss.configFile}; it lies in ${listed(candidates)}`,
    );
  }
  const readable = candidates.filter(({ file }) => file.state === 'present');
  const [first, ...others] = readable.length > 0 ? readable : candidates;
  if (first === undefined) return absent;
  if (others.length === 0 || readable.length === 0) return looked(first);
  return unreadable(`${imss.configName} lies in more than one folder: ${listed(readable)}`);
}

/** A folder whose file could not be looked at is named in the reason. */
function looked(place: PlaceFact): Fact<PlaceFact> {
  const { file, folder } = place;
  return file.state === 'unreadable'
    ? unreadable(`${folder}/${imss.configFile}: ${file.reason}`)
    : present(place);
}

/** Where any program runs from may be closed to us; that alone does not make it the folder of IMSS. */
function isCandidate({ how, folder, file }: PlaceFact): boolean {
  if (file.state === 'unreadable') return how !== 'process' || /imss|trend/i.test(folder);
  return file.state === 'present';
}

function distinct(places: readonly PlaceFact[]): readonly PlaceFact[] {
  const nameOf = ({ real, folder }: PlaceFact) => real ?? folder;
  return places.filter((place, index) => places.findIndex((one) => nameOf(one) === nameOf(place)) === index);
}

function rootOf({ folder, real = folder, how }: PlaceFact): ImssRoot {
  return {
    path: /\/\.\.?(\/|$)/.test(folder) ? real : folder,
    folder: real,
    because: because[how] ?? how,
  };
}

function listed(places: readonly PlaceFact[]): string {
  return places.map((place) => `${rootOf(place).path} (${rootOf(place).because})`).join(', ');
}

/** Safe to show, to quote and to compare in any shell and in awk. */
function isPlainPath(path: string): boolean {
  return /^(?:\/[A-Za-z0-9 ._+@,:~-]+)+$/.test(path);
}
