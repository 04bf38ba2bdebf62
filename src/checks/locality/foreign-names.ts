import { homeIn } from "../../infrastructure/text-foreign-names";
import { groupBy } from "../../base/group-by";
import { type Check, type Finding, ruleOf } from "../check";
import words from "./words-of-names.json";
import TEXTS from "./texts.json";

type Home = NonNullable<ReturnType<typeof homeIn>>;
type PlacedName = ReturnType<Home["foreignIn"]>[number];
type NameKind = PlacedName["kind"];

export const foreignNames: Check = {
  ...ruleOf(TEXTS, "foreign-names"),
  // The first possible plan has every block that may exist.
  findsExcess: true,
  run: (plan, { statedOf }) => {
    const home = homeIn(statedOf(plan.name));
    if (home === undefined) return [];
    const untrusted = home.foreignIn(plan).filter((name) => !isTrusted(name, home));
    const foreign = untrusted.filter((name) => !untrusted.some((zone) => isBelow(name, zone)));
    return [...groupBy(foreign, ({ layer, address, value }) => `${layer} ${address} ${value}`).values()].map(
      (names) => findingOf(names, home),
    );
  },
};

/** Whether a host is below one that is found too: an entry for the zone accepts both. */
const isBelow = (name: PlacedName, zone: PlacedName): boolean =>
  name.kind === "domain" && zone.kind === "domain" && name.value.endsWith(`.${zone.value}`);

/** Whether an entry of `trusted` has a name; an entry for a registry or a source also has the paths below it. */
const isTrusted = (name: PlacedName, { trusted }: Home): boolean =>
  trusted.some((entry) => trusts(entry, name));

export function trusts(
  entry: { readonly kind: string; readonly value: string },
  { kind, value }: { readonly kind: string; readonly value: string },
): boolean {
  if (entry.kind !== kind || kind === "partition") return false;
  if (value === entry.value) return true;
  if (kind === "registry" || kind === "source") return value.startsWith(`${entry.value.replace(/\/$/, "")}/`);
  return kind === "domain" && value.endsWith(`.${entry.value}`);
}

function findingOf(names: readonly PlacedName[], home: Home): Finding {
  const [{ layer, address, path, kind, value, whole }] = names as [PlacedName];
  const more = new Set(names.map((name) => name.path)).size - 1;
  const inside = whole === value ? "" : ` in ${shortened(whole)}`;
  const places = more === 0 ? "" : `, and in ${more} more ${more === 1 ? "place" : "places"} of the block`;
  return {
    layer,
    address,
    message: `${path} names ${WORDS[kind]} ${value}${inside}${places}, expected ${expectedOf(kind, home)}`,
    fix: fixOf(kind, value, home),
  };
}

const WORDS: Readonly<Record<NameKind, string>> = words.kinds;

const expectedOf = (kind: NameKind, { account, region, partition }: Home): string =>
  ({
    account: `${account}, the account of the environment`,
    alias: "the alias of a key of the environment, or one of AWS",
    domain: "a host of the file, or one below it or below a zone of the environment",
    partition: `${partition.id} with the domain ${partition.domain}, those of ${region}`,
    region: `${region}, the region of the environment`,
    registry: "an image of its own registry, of the authors of a chart, or one that the file names",
    source: "a repository that the authors of a chart publish, its own registry, or one that the file names",
    "time-zone": "the time zone of the file, or UTC",
  })[kind];

function fixOf(kind: NameKind, value: string, { region, partition }: Home): string {
  if (kind === "partition")
    return `write arn:${partition.id}:… and ${partition.domain}: no other partition can be reached from ${region}`;
  return `replace it by the environment's own name; if it is meant, add to trusted of the file: { kind: ${kind}, value: ${JSON.stringify(value)}, reason: … }`;
}

const shortened = (text: string): string => (text.length > 120 ? `${text.slice(0, 117)}...` : text);
