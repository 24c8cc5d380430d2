/** Bytes that came in and that the system took to send so far, and those that wait to be sent. */
export interface Traffic {
  readonly received: number;
  readonly sent: number;
  readonly waiting: number;
}

/** How often the server is asked whether it is still there, and after how many such times of silence it is not. */
export const beatMs = 2500;
const silentBeats = 4;

/**
 * Calls `dead` once nothing has come in for 10 seconds, in which the client has asked for an answer several times. On a slow line the
 * question waits behind what is sent: as long as some of that gets through, the line lives.
 */
export function watch(wire: Traffic, dead: () => void): () => void {
  const look = () => ({ received: wire.received, sent: wire.sent, waiting: wire.waiting });
  let before = look();
  let silent = 0;
  const timer = setInterval(() => {
    const now = look();
    // With nothing waiting the system takes a little more to send even when the cable is out.
    const gettingThrough = before.waiting > 0 && now.sent > before.sent;
    const alive = now.received > before.received || gettingThrough;
    before = now;
    silent = alive ? 0 : silent + 1;
    if (silent < silentBeats) return;
    stop();
    dead();
  }, beatMs);
  const stop = () => clearInterval(timer);
  return stop;
}
