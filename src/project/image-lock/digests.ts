/** Digests of images and charts by `image SOURCE:TAG` or `chart SOURCE/NAME:VERSION`. */
export type ImageDigests = ReadonlyMap<string, string>;

interface Version {
  readonly source?: string | undefined;
  readonly tag?: string | undefined;
  readonly chart?: string;
  readonly version?: string;
  readonly digest?: string | undefined;
}

/** Identifies the version of an image or a chart in a lock and in a file of digests; undefined if no source is known. */
export function digestKey({ source, tag, chart, version }: Version): string | undefined {
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
}): ImageDigests =>
  new Map(
    [...images, ...charts].flatMap((entry) => {
      const key = digestKey(entry);
      return key === undefined || entry.digest === undefined ? [] : [[key, entry.digest] as const];
    }),
  );

/** A list with recorded digests. A digest that the configuration states is kept. */
export function withDigests<
  List extends { readonly images: readonly Version[]; readonly charts: readonly Version[] },
>(list: List, digests: ImageDigests): List {
  const recorded = (entry: Version): Version => {
    const digest = entry.digest ?? digests.get(digestKey(entry) ?? "");
    return digest === undefined ? entry : { ...entry, digest };
  };
  return { ...list, images: list.images.map(recorded), charts: list.charts.map(recorded) };
}
