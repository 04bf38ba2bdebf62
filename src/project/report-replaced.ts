import pc from "picocolors";
import { joinWithLimit } from "../environment/problems";
import { counted } from "../base/counted";
import { type Layer, splitStackName } from "../base/layers";
import { type StackJson } from "../terraform/stack-json";
import { typeOf } from "./address-lock";
import { isRefusedVersion, versionLine, versionWays } from "./cluster-version";
import { type Examined } from "./examine";
import { RECORDED_TYPES, heldBy } from "./address-locks/held";
import { type Replacement } from "./address-locks/values";
import { waysBeside } from "./address-locks/ways-beside";
import { NPX } from "../base/program-name";

/** Sources for the description of a replacement. */
interface Sources {
  /** Stacks of this synth, by name. */
  readonly now: ReadonlyMap<string, StackJson>;
  /** Position of the YAML value that causes an address, as `file:line:column`. */
  readonly locate: (environment: string, layer: Layer, address: string) => string | undefined;
}

/** The objects that an apply would replace, and the ways out; empty without one. */
export function replacedPage(examined: readonly Examined[], sources: Sources): string[] {
  const lines = examined.flatMap((each) => replacedLines(each, sources, "replaced"));
  return lines.length === 0 ? [] : [...lines, "", replacementOptions(examined, sources)];
}

/** Two lines for each cause. */
export function replacedLines(
  { environment, replaced }: Examined,
  sources: Sources,
  word: "replaced" | "accepted",
): string[] {
  const versions = replaced.filter(isRefusedVersion).flatMap((each) => {
    const place = sources.locate(environment, "cluster", each.address) ?? "";
    const head = pc.red(word === "replaced" ? "refused" : word);
    return [`${head} ${pc.bold(each.stack)} ${each.address} (${place})`, `      ${versionLine(each)}`];
  });
  const replacing = replaced.filter((each) => !isRefusedVersion(each));
  const others = groups(replacing, sources.now).flatMap(({ first, addresses, others }) => {
    const { stack, address, argument, recorded, emitted } = first;
    const layer = splitStackName(stack)?.layer;
    const place = layer && sources.locate(environment, layer, address);
    const { noun, loss } = heldBy(typeOf(address));
    const effect = first.isRefused
      ? "EKS refuses the update"
      : `an apply deletes the ${noun} with ${loss}, before it creates another`;
    const also = others === 0 ? "" : `; the same change replaces ${counted(others, "object")} more`;
    return [
      `${pc.red(word)} ${pc.bold(stack)} ${joinWithLimit(addresses, 3)}${place === undefined ? "" : ` (${place})`}`,
      `      ${argument}: got ${emitted}, expected ${recorded} as recorded; ${effect}${also}`,
    ];
  });
  return [...versions, ...others];
}

interface Group {
  readonly first: Replacement;
  /** Replaced objects of its stack and type. */
  readonly addresses: readonly string[];
  /** Number of all other objects of the group, with those that refer to one of them. */
  readonly others: number;
}

/**
 * One group for each cause: values in which the same part changes, such as a prefix of names, and the objects that refer to
 * a replaced one.
 */
function groups(replaced: readonly Replacement[], now: Sources["now"]): Group[] {
  const rank = ({ address }: Replacement) => RECORDED_TYPES.indexOf(typeOf(address));
  const causes = new Map(replaced.map((each) => [each, causeAmong(replaced, each, now)]));
  const roots = replaced.filter((each) => causes.get(each) === undefined);
  const rootOf = (each: Replacement): Replacement => {
    const cause = causes.get(each);
    return cause === undefined ? each : rootOf(cause);
  };
  return [...new Set(roots.map(changedPart))].flatMap((part): Group[] => {
    const all = replaced
      .filter((each) => changedPart(rootOf(each)) === part)
      .sort((a, b) => rank(a) - rank(b));
    const [first] = all;
    if (!first) return [];
    const isAlike = (each: Replacement) =>
      each.stack === first.stack && typeOf(each.address) === typeOf(first.address);
    const addresses = [...new Set(all.filter(isAlike).map(({ address }) => address))];
    return [{ first, addresses, others: new Set(all.map(idOf)).size - addresses.length }];
  });
}

const idOf = ({ stack, address }: Replacement): string => `${stack} ${address}`;

/** Both values without what they begin and end with alike. */
function changedPart({ recorded, emitted }: Replacement): string {
  const shorter = Math.min(recorded.length, emitted.length);
  let start = 0;
  while (start < shorter && recorded[start] === emitted[start]) start += 1;
  let end = 0;
  while (end < shorter - start && recorded.at(-1 - end) === emitted.at(-1 - end)) end += 1;
  return JSON.stringify([recorded, emitted].map((text) => text.slice(start, text.length - end)));
}

/** A replaced object to which the object of a replacement refers. */
function causeAmong(
  replaced: readonly Replacement[],
  { stack, address }: Replacement,
  now: Sources["now"],
): Replacement | undefined {
  const text = JSON.stringify(now.get(stack)?.find(address)?.config ?? {});
  return replaced.find(
    (other) => other.stack === stack && other.address !== address && text.includes(`\${${other.address}.`),
  );
}

/** The ways that keep what runs, and the command that accepts its end. */
export function replacementOptions(examined: readonly Examined[], { now }: Sources): string {
  const all = examined.flatMap((each) => each.replaced);
  const replaced = all.filter((each) => !isRefusedVersion(each));
  const versions = all
    .filter(isRefusedVersion)
    .flatMap((each) => ["1 update refused; choose one:", ...versionWays(each)]);
  if (replaced.length === 0) return versions.join("\n");
  const roots = replaced.filter((each) => causeAmong(replaced, each, now) === undefined);
  return [
    ...versions,
    `${replacedCount(replaced)}; choose one:`,
    ...waysBeside(roots, now),
    ...acceptance(replaced),
    `    ${NPX} lock addresses --accept`,
  ].join("\n");
}

function acceptance(replaced: readonly Replacement[]): string[] {
  const types = new Set(replaced.map(({ address }) => typeOf(address)));
  return types.size === 1 && types.has("aws_eks_node_group")
    ? ["  if all their pods may end at once, replace the groups with the next apply:"]
    : ["  if all that they hold may end, or nothing is applied yet, accept the new values:"];
}

/** `2 node groups replaced`; objects of several kinds, and of kinds whose name has no plural, are objects. */
export function replacedCount(replaced: readonly Replacement[]): string {
  const objects = new Set(replaced.map(idOf));
  const [noun = "", ...others] = new Set(replaced.map(({ address }) => heldBy(typeOf(address)).noun));
  const isWord = others.length === 0 && noun === noun.toLowerCase();
  return `${counted(objects.size, isWord ? noun : "object")} replaced`;
}
