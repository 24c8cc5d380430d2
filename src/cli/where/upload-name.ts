import { basename } from 'node:path';

/** Characters; with its folder and what is put beside it meanwhile, it fits every file system. */
const longest = 100;

/**
 * What a file of this machine is called on the target: only letters that mean nothing to any program there, and the ending
 * that it had (`.lic`, `.rpm`, `.deb`), as packages and licences are told by it. Pure.
 */
export function uploadName(path: string): string {
  const name = basename(path);
  const ending = /\.[A-Za-z0-9]{1,8}$/.exec(name)?.[0] ?? '';
  const stem = name
    .slice(0, name.length - ending.length)
    .replace(/[^A-Za-z0-9._+~-]/g, '_')
    .replace(/^[-.~]/, '_')
    .slice(0, longest);
  return `${stem === '' ? 'file' : stem}${ending}`;
}
