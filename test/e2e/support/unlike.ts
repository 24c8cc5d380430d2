/** What of a server may differ after everything was taken back, and why. The one list for all tests. */
interface Exception {
  readonly path: RegExp;
  readonly why: string;
}

/** Not looked at. */
export const notCompared: readonly Exception[] = [
  { path: /^\/opt\/lab$/, why: 'what holds the lab together, and this product: no server has it' },
  { path: /^\/(proc|dev)$/, why: 'mounted by the kernel; the processes are compared by themselves' },
  { path: /^\/var\/lib\/gateway-setup$/, why: 'the journal: it is meant to stay' },
  { path: /^\/var\/log\/./, why: 'logs' },
  { path: /^\/run\/sudo\/ts$/, why: 'sudo writes down when it was last given a password' },
  { path: /^\/var\/opt\/axigen\/log\/./, why: 'logs' },
  { path: /^\/opt\/trend\/imss\/log\/./, why: 'logs, and the process id among them' },
  { path: /^\/var\/opt\/axigen\/domains\/[^/]+\/[^/]+\/[^/]+\.eml$/, why: 'mail' },
  { path: /^\/var\/opt\/axigen\/queue\/[^/]+\/./, why: 'mail on its way out' },
  {
    path: /^\/var\/lib\/(rpm|dpkg)\/./,
    why: 'the package manager\u2019s own books; the list of packages is compared instead',
  },
];

/** Existence, owner and mode are compared; what stands in them is not. */
export const contentsNotCompared: readonly Exception[] = [
  {
    path: /^\/var\/(opt\/axigen\/)?run\/[^/]+\.pid$/,
    why: 'a service that was restarted has another process id',
  },
  { path: /\/log\/stand-in\.log$/, why: 'the log of IMSS, which lies in the folder that it is installed in' },
];

export function isListed(list: readonly Exception[], path: string): boolean {
  return list.some((exception) => exception.path.test(path));
}
