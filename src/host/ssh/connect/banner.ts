/** What a server says to whoever logs in, before they have (RFC 4252, 5.4). */
const shownLength = 2048;
/** Far more than any server has to say. */
const mostBytes = 256 * 1024;
const mostBanners = 100;

/** Passes on the first 2 KB of all banners together. */
export class Banners {
  #shown = 0;
  #bytes = 0;
  #count = 0;

  constructor(private readonly note: (text: string) => void) {}

  /** False: it is too much. */
  take(text: string): boolean {
    this.#count += 1;
    this.#bytes += text.length;
    const part = text.slice(0, Math.max(0, shownLength - this.#shown));
    this.#shown += part.length;
    for (const line of part.split(/\r?\n/)) if (line.trim() !== '') this.note(line);
    return this.#count <= mostBanners && this.#bytes <= mostBytes;
  }
}
