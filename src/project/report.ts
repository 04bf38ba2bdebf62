import { lifecycleOf } from "../terraform/lifecycle";
import pc from "picocolors";
import { formatProblem, joinWithLimit } from "../environment/problems";
import { counted } from "../base/counted";
import { type Layer, splitStackName } from "../base/layers";
import { type StackJson, type SynthesizedResource, asObject } from "../terraform/stack-json";
import { typeOf } from "./address-lock";
import { type StackDifference } from "./address-locks/compare";
import { type Examined, isLosing } from "./examine";
import { replacedPage } from "./report-replaced";
import { isRepository } from "./repositories";
import { renamedModelWay } from "./address-locks/renamed-models";
import { requestPortOf } from "./address-locks/request-port";
import { temporaryKeys } from "./address-locks/temporary-keys";
import { type LikelyMove, fixedName, likelyMoves } from "./address-locks/likely-moves";
import { NPX } from "../base/program-name";

/** Sources for the description of an address. */
export interface Knowledge {
  /** Stacks of the last synth, by name. */
  readonly before: ReadonlyMap<string, StackJson>;
  /** Stacks of this synth, by name. */
  readonly now: ReadonlyMap<string, StackJson>;
  /** Position of the YAML value that causes an address, as `file:line:column`. */
  readonly locate: (environment: string, layer: Layer, address: string) => string | undefined;
}

/** The reasons why synth fails, and the commands that resolve them. */
export function refusal(examined: readonly Examined[], knowledge: Knowledge): string {
  const problems = examined.flatMap((each) => each.problems.map(formatProblem));
  const losing = examined.filter(isLosing);
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
      const place = placeOf(examined.environment, stack, address, before, knowledge);
      const move = likely.find(({ from }) => from === address);
      const fate = fateOf(examined, stack, address, before);
      return `${head} ${pc.bold(stack)} ${address}${place}\n      ${fate}${move ? `; ${proposal(move)}` : ""}`;
    });
  });
}

/** Both commands that resolve a loss. The command for a rename is complete where the new address is known. */
export function lostAddressOptions(examined: readonly Examined[], knowledge: Knowledge): string {
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
    `${addressCount(differences.flatMap((each) => each.lost).length)} lost; choose one:`,
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

export const addressCount = (count: number): string => `${count} ${count === 1 ? "address" : "addresses"}`;

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

function placeOf(
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
    const named = name === undefined ? nameOf(before) : ` "${name}"`;
    return `an apply no longer manages the ${typeOf(address)}${named}, which stays with its images`;
  }
  const change = addresses.has(address) ? " and creates another, since a for_each was added or removed" : "";
  const isProtected = lifecycleOf(before?.config);
  const guard =
    isProtected["prevent_destroy"] === true ? "; removing the block removes its prevent_destroy" : "";
  return `an apply destroys the ${typeOf(address)}${nameOf(before)}${change}${guard}`;
}

function nameOf(resource: SynthesizedResource | undefined): string {
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
