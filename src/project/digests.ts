import { userError } from "../base/errors";
import { type ImageList, type ListedChart, type ListedImage } from "./image-list";
import { DIGEST } from "./image-lock/lock-schema";

/** Digests of images and charts by `image SOURCE:TAG` or `chart SOURCE/NAME:VERSION`. */
export type Digests = ReadonlyMap<string, string>;

interface Version {
  readonly source?: string | undefined;
  readonly tag?: string | undefined;
  readonly chart?: string;
  readonly version?: string;
  readonly digest?: string | undefined;
}

/** Identifies the version of an image or a chart in a lock and in a file of digests; undefined if no source is known. */
export function keyOf({ source, tag, chart, version }: Version): string | undefined {
  if (source === undefined) return undefined;
  if (chart !== undefined) return `chart ${source}/${chart}:${version ?? ""}`;
  return tag === undefined ? undefined : `image ${source}:${tag}`;
}

/** Digests that a lock records. */
export const digestsIn = ({
  images,
  charts,
}: {
  readonly images: readonly Version[];
  readonly charts: readonly Version[];
}): Digests =>
  new Map(
    [...images, ...charts].flatMap((entry) => {
      const key = keyOf(entry);
      return key === undefined || entry.digest === undefined ? [] : [[key, entry.digest] as const];
    }),
  );

/** A list with recorded digests. A digest that the configuration states is kept. */
export function withDigests(list: ImageList, digests: Digests): ImageList {
  const recorded = <T extends ListedImage | ListedChart>(entry: T): T => {
    const digest = entry.digest ?? digests.get(keyOf(entry) ?? "");
    return digest === undefined ? entry : { ...entry, digest };
  };
  return { ...list, images: list.images.map(recorded), charts: list.charts.map(recorded) };
}

/**
 * Reads the file of digests that the mirror script writes: a line `KEY DIGEST` for each version. Throws where a digest
 * differs from a recorded one, since a version then has other contents.
 */
export function readDigests(file: string, text: string, recorded: Digests): Digests {
  const digests = new Map(recorded);
  for (const [index, line] of text.split("\n").entries()) {
    if (line.trim() === "" || line.startsWith("#")) continue;
    const [, key = "", digest = ""] = /^((?:image|chart) \S+) (\S+)$/.exec(line) ?? [];
    const place = `${file}:${index + 1}`;
    if (!DIGEST.test(digest)) {
      throw userError({
        place,
        got: line.slice(0, 100),
        expected: "image SOURCE:TAG DIGEST, or chart SOURCE/NAME:VERSION DIGEST",
        fix: "name the file that the mirror script wrote",
      });
    }
    const known = digests.get(key);
    if (known !== undefined && known !== digest) {
      throw userError({
        place,
        got: `${digest} for ${key}`,
        expected: `${known}, the recorded digest`,
        fix: "find out why its contents changed; to accept them, remove the digest from the lock",
      });
    }
    digests.set(key, digest);
  }
  return digests;
}
