/** What `work` gives, or the reason of `lost` as soon as that is aborted: libraries may leave a call open when its line is gone. */
export async function untilLost<T>(lost: AbortSignal, work: Promise<T>): Promise<T> {
  let onAbort: (() => void) | undefined;
  const gone = new Promise<never>((_, reject) => {
    onAbort = () => reject(lost.reason);
    lost.addEventListener('abort', onAbort, { once: true });
    if (lost.aborted) onAbort();
  });
  // What comes of it afterwards is nobody's business any more.
  work.catch(() => {});
  try {
    return await Promise.race([gone, work]);
  } finally {
    if (onAbort !== undefined) lost.removeEventListener('abort', onAbort);
  }
}
