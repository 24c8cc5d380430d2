/** Zero bytes that bring `length` to the next multiple of `boundary`; none when it is one already. */
export function padding(length: number, boundary: number, fill = 0): Buffer {
  return Buffer.alloc((boundary - (length % boundary)) % boundary, fill);
}
