/** An instance of a block with `for_each`, as in `aws_subnet.private["a"]`. */
interface Instance {
  readonly block: string;
  readonly key: string;
}

/**
 * The address that synth gives to each instance of a module. `moved` blocks have those of the hand-over; the address of a new key
 * is that of the most similar key of its block, with the part that differs.
 */
export function stackAddresses(
  moved: ReadonlyMap<string, string>,
  addresses: readonly string[],
): Map<string, string> {
  const known = [...moved].map(([to, from]) => ({ ...instanceOf(to), from }));
  return new Map(
    addresses.flatMap((address): [string, string][] => {
      const named = moved.get(address);
      if (named !== undefined) return [[address, named]];
      const { block, key } = instanceOf(address);
      const siblings = known.filter((each) => each.block === block && each.key !== "");
      const [nearest] = siblings.sort((a, b) => shared(b.key, key) - shared(a.key, key));
      return nearest === undefined || key === "" ? [] : [[address, withKey(nearest, key)]];
    }),
  );
}

const INSTANCE = /^(.*?)\["(.*)"\]$/;

function instanceOf(address: string): Instance {
  const [, block = address, key = ""] = INSTANCE.exec(address) ?? [];
  return { block, key };
}

/** The words of a key that two keys do not share at their start and end. */
function differing(key: string, other: string): readonly [string, string] {
  const [words, others] = [wordsOf(key), wordsOf(other)];
  let start = 0;
  while (start < words.length && start < others.length && words[start] === others[start]) start += 1;
  let end = 0;
  const rest = Math.min(words.length, others.length) - start;
  while (end < rest && words.at(-1 - end) === others.at(-1 - end)) end += 1;
  return [
    words.slice(start, words.length - end).join("_"),
    others.slice(start, others.length - end).join("_"),
  ];
}

const wordsOf = (key: string): string[] => key.toLowerCase().split(/[^a-z0-9]+/);

const shared = (key: string, other: string): number =>
  wordsOf(other).length - wordsOf(differing(key, other)[1]).length;

function withKey({ key, from }: Instance & { readonly from: string }, other: string): string {
  const [own, new_] = differing(key, other);
  const at = `${from}_`.lastIndexOf(`_${own}_`);
  const start = at < 0 ? from.indexOf(`.${own}`) : at;
  if (start < 0) throw new Error(`${from}: has no ${own} of its key ${key}`);
  return `${from.slice(0, start + 1)}${new_}${from.slice(start + 1 + own.length)}`;
}
