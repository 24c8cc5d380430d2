import type { SFTPWrapper } from 'ssh2';

/** Every server takes this much in one packet (draft-ietf-secsh-filexfer-02, section 3: 34000 bytes with its head). */
const chunkBytes = 32_768;
/** Packets under way at once, so that the length of the way does not set the pace: a megabyte. */
const outstanding = 32;

/**
 * Creates `path`, which must not be there, with mode 0600, and writes `content` to it. Needs version 3 of the protocol and
 * nothing of its extensions. @throws Error as the server says it, which of version 3 is not much ("Failure").
 */
export async function writeSftp(
  sftp: SFTPWrapper,
  path: string,
  content: Uint8Array,
  onWritten: (bytes: number) => void,
): Promise<void> {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  const handle = await new Promise<Buffer>((resolve, reject) => {
    sftp.once('error', reject);
    sftp.once('close', () => reject(new Error('the server ended the transfer')));
    sftp.open(path, 'wx', { mode: 0o600 }, (error, opened) =>
      error === undefined ? resolve(opened) : reject(error),
    );
  });
  let next = 0;
  const sendOne = (at: number) =>
    new Promise<void>((resolve, reject) => {
      const length = Math.min(chunkBytes, bytes.length - at);
      sftp.write(handle, bytes, at, length, at, (error) => {
        if (error) return reject(error);
        onWritten(length);
        resolve();
      });
    });
  const sender = async () => {
    while (next < bytes.length) {
      const at = next;
      next += chunkBytes;
      await sendOne(at);
    }
  };
  await Promise.all(Array.from({ length: outstanding }, sender));
  await new Promise<void>((resolve, reject) => {
    sftp.close(handle, (error) => (error ? reject(error) : resolve()));
  });
}
