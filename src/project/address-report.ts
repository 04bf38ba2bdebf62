import pc from "picocolors";
import { counted } from "../base/counted";
import { type Layer, splitStackName } from "../base/layers";
import { NPX } from "../base/program-name";
import { readOutput } from "../base/read-output";
import { formatProblem, joinWithLimit } from "../environment/problems";
import { lifecycleOf } from "../terraform/lifecycle";
import { type OutputStack, readStacks } from "../terraform/output";
import { type StackJson, type SynthesizedResource, asObject } from "../terraform/stack-json";
import { versionLine, versionWays } from "./address-locks/cluster-version";
import { type StackDifference } from "./address-locks/compare";
import { RECORDED_TYPES, heldBy } from "./address-locks/held";
import { type LikelyMove, fixedName, likelyMoves } from "./address-locks/likely-moves";
import { typeOf } from "./address-locks/lock";
import { renamedModelWay } from "./address-locks/renamed-models";
import { isRepository } from "./address-locks/repositories";
import { requestPortOf } from "./address-locks/request-port";
import { temporaryKeys } from "./address-locks/temporary-keys";
import { type Replacement } from "./address-locks/values";
import { waysBeside } from "./address-locks/ways-beside";
import { type Examined } from "./examine";

/** Sources for the description of an address. */
interface Knowledge {
  /** Stacks of the last synth, by name. */
  readonly before: ReadonlyMap<string, StackJson>;
  /** Stacks of this synth, by name. */
  readonly now: ReadonlyMap<string, StackJson>;
  /** Position of the YAML value that causes an address, as `file:line:column`. */
  readonly locate: (environment: string, layer: Layer, address: string) => string | undefined;
}

/**
 * Descriptions need this besides the locks. Stacks of the last synth still contain the lost resources. Without a readable output folder,
 * messages have fewer details; that is no reason to fail.
 */
export function knowledgeOf(
  outdir: string,
  stacks: readonly OutputStack[],
  locate: Knowledge["locate"],
): Knowledge {
  const byName = (all: readonly OutputStack[]) => new Map(all.map(({ stack }) => [stack.name, stack]));
  const now = byName(stacks);
  try {
    return { before: byName(readOutput(outdir, () => readStacks(outdir))), now, locate };
  } catch {
    return { before: new Map(), now, locate };
  }
}

/** The reasons why synth fails, and the commands that resolve them. */
export function refusal(examined: readonly Examined[], knowledge: Knowledge): string {
  const problems = examined.flatMap((each) => each.problems.map(formatProblem));
  const losing = examined.filter(({ isLosing }) => isLosing);
  const lost = losing.flatMap((each) => lostLines(each, knowledge, pc.red("lost ")));
  return [
    ...problems,
    ...lost,
    ...(losing.length > 0 ? ["", lostAddressOptions(losing, knowledge)] : []),
    ...(lost.length > 0 && examined.some(({ replaced }) => replaced.length > 0) ? [""] : []),
    ...replacedPage(examined, knowledge),
  ].join("\n");
}

/** Why a synth fails for locks without a YAML file, and both ways out. */
export const refusedOrphans = (files: readonly string[]): string =>
  [
    ...files.map(
      (file) =>
        `${pc.red("lost ")} ${pc.bold(file)}: the YAML file of this lock is missing, and its stacks would lose their output`,
    ),
    "",
    `${counted(files.length, "environment")} lost; choose one:`,
    "  if renamed, rename the lock like the YAML file:",
    "    git mv OLD.addresses.json NEW.addresses.json",
    "  if no longer needed, destroy its stacks first, with the YAML file of the last commit (README, Deploy); then:",
    `    ${NPX} lock addresses --accept`,
  ].join("\n");

/** Two lines for each address of an environment that is recorded and no longer emitted. */
export function lostLines(examined: Examined, knowledge: Knowledge, head: string): string[] {
  return examined.differences.flatMap((difference) => {
    const { stack, lost } = difference;
    const likely = likelyIn(examined, difference, knowledge);
    return lost.map((address) => {
      const before = knowledge.before.get(stack)?.find(address);
      const place = placeOfBlock(examined.environment, stack, address, before, knowledge);
      const move = likely.find(({ from }) => from === address);
      const fate = fateOf(examined, stack, address, before);
      return `${head} ${pc.bold(stack)} ${address}${place}\n      ${fate}${move ? `; ${proposal(move)}` : ""}`;
    });
  });
}

/** Both commands that resolve a loss. The command for a rename is complete where the new address is known. */
function lostAddressOptions(examined: readonly Examined[], knowledge: Knowledge): string {
  const differences = examined.flatMap((each) => each.differences);
  const likely = examined.flatMap((each) =>
    each.differences.flatMap((difference) => likelyIn(each, difference, knowledge)),
  );
  const moves = likely.map(({ from, to }) => `--move ${from}=${to}`);
  const options = moves.length > 0 ? [...new Set(moves)] : ["--move OLD=NEW"];
  const isGuess = likely.some(({ differs }) => differs === undefined);
  const models = renamedModelWay(examined, knowledge);
  const rename = isGuess
    ? "  if renamed (a guess from the addresses alone; check that a plan replaces nothing), keep the resources:"
    : "  if renamed, keep the resources:";
  return [
    `${counted(differences.flatMap((each) => each.lost).length, "address")} lost; choose one:`,
    ...temporaryKeys(differences),
    ...models,
    ...(models.length > 0 && likely.length === 0
      ? []
      : [rename, `    ${NPX} lock addresses ${options.join(" \\\n      ")}`]),
    differences.some(({ lost }) => lost.some(isRepository))
      ? "  if no longer needed, let the next apply destroy them, except image repositories, which stay:"
      : "  if no longer needed, let the next apply destroy them:",
    `    ${NPX} lock addresses --accept`,
  ].join("\n");
}

function likelyIn(
  { lock }: Examined,
  { stack, lost, added }: StackDifference,
  { before, now }: Knowledge,
): LikelyMove[] {
  const emitted = now.get(stack);
  const recorded = lock.values.get(stack);
  if (!emitted) return [];
  return likelyMoves({
    lost: lost.filter((address) => !added.includes(address) && requestPortOf(address) === undefined),
    added: added.filter((address) => !lost.includes(address)),
    before: before.get(stack),
    now: emitted,
    ...(recorded ? { recorded } : {}),
  });
}

function placeOfBlock(
  environment: string,
  stack: string,
  address: string,
  before: SynthesizedResource | undefined,
  { locate }: Knowledge,
): string {
  const layer = splitStackName(stack)?.layer;
  const places = [before?.constructPath, layer && locate(environment, layer, address)];
  const known = places.filter((place) => place !== undefined);
  return known.length > 0 ? ` (${known.join(", ")})` : "";
}

function fateOf(
  { emitted, lock }: Examined,
  stack: string,
  address: string,
  before: SynthesizedResource | undefined,
): string {
  const addresses = emitted.get(stack);
  if (!addresses) return "the stack no longer exists: its resources remain, and nothing manages them";
  if (isRepository(address)) {
    const name = lock.repositories.get(stack)?.get(address);
    const named = name === undefined ? nameOfBlock(before) : ` "${name}"`;
    return `an apply no longer manages the ${typeOf(address)}${named}, which stays with its images`;
  }
  const change = addresses.has(address) ? " and creates another, since a for_each was added or removed" : "";
  const isProtected = lifecycleOf(before?.config);
  const guard =
    isProtected["prevent_destroy"] === true ? "; removing the block removes its prevent_destroy" : "";
  return `an apply destroys the ${typeOf(address)}${nameOfBlock(before)}${change}${guard}`;
}

function nameOfBlock(resource: SynthesizedResource | undefined): string {
  if (!resource) return "";
  const tag = asObject(resource.config["tags"])["Name"];
  const name = fixedName(resource.config) ?? (typeof tag === "string" ? tag : undefined);
  return name === undefined ? "" : ` "${name}"`;
}

function proposal({ to, differs }: LikelyMove): string {
  if (differs === undefined) return `possibly renamed to ${to}, which has a similar address`;
  const same =
    differs.length === 0
      ? "which has the same arguments"
      : `which differs only in ${joinWithLimit(differs, 3)}`;
  return `probably renamed to ${to}, ${same}`;
}

/** The objects that an apply would replace, and the ways out; empty without one. */
function replacedPage(examined: readonly Examined[], sources: Knowledge): string[] {
  const lines = examined.flatMap((each) => replacedLines(each, sources, "replaced"));
  return lines.length === 0 ? [] : [...lines, "", replacementOptions(examined, sources)];
}

/** Two lines for each cause. */
export function replacedLines(
  { environment, replaced }: Examined,
  sources: Knowledge,
  word: "replaced" | "accepted",
): string[] {
  const versions = replaced
    .filter(({ isVersion }) => isVersion)
    .flatMap((each) => {
      const place = sources.locate(environment, "cluster", each.address) ?? "";
      const head = pc.red(word === "replaced" ? "refused" : word);
      return [`${head} ${pc.bold(each.stack)} ${each.address} (${place})`, `      ${versionLine(each)}`];
    });
  const replacing = replaced.filter((each) => !each.isVersion);
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
function groups(replaced: readonly Replacement[], now: Knowledge["now"]): Group[] {
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
    const isLikeFirst = (each: Replacement) =>
      each.stack === first.stack && typeOf(each.address) === typeOf(first.address);
    const addresses = [...new Set(all.filter(isLikeFirst).map(({ address }) => address))];
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
  now: Knowledge["now"],
): Replacement | undefined {
  const text = JSON.stringify(now.get(stack)?.find(address)?.config ?? {});
  return replaced.find(
    (other) => other.stack === stack && other.address !== address && text.includes(`\${${other.address}.`),
  );
}

/** The ways that keep what runs, and the command that accepts its end. */
function replacementOptions(examined: readonly Examined[], { now }: Pick<Knowledge, "now">): string {
  const all = examined.flatMap((each) => each.replaced);
  const replaced = all.filter((each) => !each.isVersion);
  const versions = all
    .filter(({ isVersion }) => isVersion)
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

/** The ways out of what is lost and replaced: one text for each. */
export const waysOut = (examined: readonly Examined[], knowledge: Knowledge): string[] => {
  const losing = examined.filter(({ isLosing }) => isLosing);
  return [
    ...(losing.length > 0 ? [lostAddressOptions(losing, knowledge)] : []),
    ...(examined.some(({ replaced }) => replaced.length > 0)
      ? [replacementOptions(examined, knowledge)]
      : []),
  ];
};
