import { StringDecoder } from 'node:string_decoder';

export interface LineSplitter {
  write(chunk: Buffer): void;
  /** Nothing more comes: a last line without an end of line is given out too. */
  end(): void;
}

/** Chunks of UTF-8 in, whole lines out, without their ends. A line may come in any number of chunks. */
export function lineSplitter(onLine: (line: string) => void): LineSplitter {
  const decoder = new StringDecoder('utf8');
  let begun: string[] = [];
  const finish = (last: string) => {
    const line = [...begun, last].join('');
    begun = [];
    onLine(line);
  };
  return {
    write(chunk) {
      const parts = decoder.write(chunk).split('\n');
      const rest = parts.pop() ?? '';
      for (const part of parts) finish(part);
      if (rest !== '') begun.push(rest);
    },
    end() {
      const rest = decoder.end();
      if (rest !== '' || begun.length > 0) finish(rest);
    },
  };
}
