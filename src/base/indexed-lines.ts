import { closeSync, openSync, readSync } from "node:fs";

/** A file with a line for each name, of which only the lines that are asked for are read. */
export class IndexedLines {
  private readonly places = new Map<string, { readonly offset: number; readonly length: number }>();

  /** @param lengths bytes of each line, in the order of the lines */
  constructor(
    private readonly file: string,
    lengths: Iterable<readonly [name: string, length: number]>,
  ) {
    let offset = 0;
    for (const [name, length] of lengths) {
      this.places.set(name, { offset, length });
      offset += length;
    }
  }

  get names(): readonly string[] {
    return [...this.places.keys()];
  }

  /** The line of a name; undefined for another name. */
  line(name: string): string | undefined {
    const place = this.places.get(name);
    return place && this.read(place.offset, place.length);
  }

  private read(offset: number, length: number): string {
    const bytes = Buffer.alloc(length);
    const descriptor = openSync(this.file, "r");
    try {
      const read = readSync(descriptor, bytes, 0, length, offset);
      if (read !== length) throw new Error(`${this.file}: the file ends before byte ${offset + length}`);
    } finally {
      closeSync(descriptor);
    }
    return bytes.toString("utf8");
  }
}

/**
 * Path of a file of an extract: in its own folder beside the bundle of the program, or in
 * `extracts` beside its reader. Undefined where neither has it. `resolve` is `require.resolve` of
 * the reader.
 */
export function extractFile(
  folder: string,
  name: string,
  resolve: (path: string) => string,
): string | undefined {
  for (const each of [folder, "extracts"]) {
    try {
      return resolve(`./${each}/${name}`);
    } catch {
      // the next place
    }
  }
  return undefined;
}
