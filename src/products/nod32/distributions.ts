/** The platforms of the article (AXIGEN + NOD32, Prerequisites), as ids of `readRelease`. */
export const listedDistributions: ReadonlySet<string> = new Set([
  'fedora-core-1',
  'fedora-core-2',
  'fedora-core-3',
  'fedora-core-4',
  'fedora-core-5',
  'mandrake-10.2',
  'mandriva-2006',
  'suse-9.0',
  'suse-9.3',
  'suse-10.0',
  'suse-10.1',
  'debian-3.1',
  'ubuntu-5.04',
  'ubuntu-5.10',
  'ubuntu-6.06',
]);
