import { closeSync, openSync, readSync } from "node:fs";

/** Bytes of a line in a file. */
export interface LinePlace {
  readonly offset: number;
  readonly length: number;
}

/** Places of lines by name. The lengths are in the order of the lines. */
export function linePlaces(lengths: Iterable<readonly [string, number]>): ReadonlyMap<string, LinePlace> {
  const places = new Map<string, LinePlace>();
  let offset = 0;
  for (const [name, length] of lengths) {
    places.set(name, { offset, length });
    offset += length;
  }
  return places;
}

/** One line of a file, without reading the others. */
export function lineAt(file: string, { offset, length }: LinePlace): string {
  const bytes = Buffer.alloc(length);
  const descriptor = openSync(file, "r");
  try {
    const read = readSync(descriptor, bytes, 0, length, offset);
    if (read !== length) throw new Error(`${file}: the file ends before byte ${offset + length}`);
  } finally {
    closeSync(descriptor);
  }
  return bytes.toString("utf8");
}

/**
 * Path of a file of an extract: in its own folder beside the bundle of the program, or in `extracts` beside its reader. Undefined where
 * neither has it. `resolve` is `require.resolve` of the reader.
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
