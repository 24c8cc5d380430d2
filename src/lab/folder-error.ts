import { type ExitCode, UserError } from '../errors.js';

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'not permitted',
  EROFS: 'the file system is read-only',
  ENOTDIR: 'a part of the path is not a folder',
  EEXIST: 'there is a file of that name',
  ENOENT: 'no such folder, and none can be made there',
  ENAMETOOLONG: 'the path is too long',
  ELOOP: 'the path is a loop of links',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
};

/** Errors of a write to an open file do not say which. */
const withoutPath = ['ENOSPC', 'EDQUOT', 'EROFS'];

/** What the machine refuses about the folder of the labs, as something to put right; any other error as it is. */
export function folderError(labs: string, error: unknown, exitCode?: ExitCode): unknown {
  if (!(error instanceof Error) || error instanceof UserError) return error;
  const { code = '', path, dest } = error as NodeJS.ErrnoException & { readonly dest?: string };
  const reason = reasons[code];
  if (reason === undefined) return error;
  const isOurs = [dest, path].some(
    (place) => place !== undefined && (isWithin(place, labs) || isWithin(labs, place)),
  );
  if (!isOurs && !(path === undefined && withoutPath.includes(code))) return error;
  return new UserError(`the folder of the labs, ${labs}, cannot be used: ${reason}`, {
    why: `a lab is files and folders in it${path === undefined ? '' : `; it failed at ${path}`}`,
    next: 'put that right, or name a folder that is yours: GATEWAY_SETUP_LABS=/path gateway-setup lab',
    cause: error,
    ...(exitCode === undefined ? {} : { exitCode }),
  });
}

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}

/** Runs what reads or writes the folder of the labs. @throws UserError for what the machine refuses about it. */
export async function inLabsFolder<T>(labs: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw folderError(labs, error);
  }
}
