import { gunzipSync, gzipSync } from 'node:zlib';
import { PackageError } from './package-error.js';

const operatingSystemByte = 9;
const unix = 3;

/** The same bytes on every system: zlib would write the operating system's number into the header. */
export function gzip(data: Uint8Array): Buffer {
  const packed = gzipSync(data, { level: 9 });
  packed[operatingSystemByte] = unix;
  return packed;
}

/** @throws PackageError when the data is not gzip or is damaged. */
export function gunzip(data: Uint8Array): Buffer {
  try {
    return gunzipSync(data);
  } catch (cause) {
    throw new PackageError(`damaged gzip data: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
}
