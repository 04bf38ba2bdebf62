import pc from "picocolors";
import { formatProblem, joinWithLimit } from "../config/loader/problems";
import { type Layer, splitStackName } from "../core/layers";
import { type StackJson, type SynthesizedResource, asArray, asObject } from "../terraform-json/stack-json";
import { typeOf } from "./address-lock";
import { type StackDifference } from "./compare";
import { type Examined, isLosing } from "./examine";
import { type LikelyMove, fixedName, likelyMoves } from "./likely-moves";

/** What helps to say what an address stands for. */
export interface Knowledge {
  /** The stacks of the last synth, by name. */
  readonly before: ReadonlyMap<string, StackJson>;
  /** The stacks that are emitted now, by name. */
  readonly now: ReadonlyMap<string, StackJson>;
  /** The value of the environment's file that an address follows from, as `file:line:column`. */
  readonly locate: (environment: string, layer: Layer, address: string) => string | undefined;
}

/** Why a synth must not be published, and the ways out. */
export function refusal(examined: readonly Examined[], knowledge: Knowledge): string {
  const problems = examined.flatMap((each) => each.problems.map(formatProblem));
  const losing = examined.filter(isLosing);
  const lost = losing.flatMap((each) => lostLines(each, knowledge, pc.red("lost ")));
  return [
    ...problems,
    ...lost,
    ...(losing.length > 0 ? ["", lostAddressOptions(losing, knowledge)] : []),
  ].join("\n");
}

/** Two lines for each address of an environment that is recorded and no longer emitted. */
export function lostLines(examined: Examined, knowledge: Knowledge, head: string): string[] {
  return examined.differences.flatMap((difference) => {
    const { stack, lost } = difference;
    const likely = likelyIn(difference, knowledge);
    return lost.map((address) => {
      const before = knowledge.before.get(stack)?.find(address);
      const place = placeOf(examined.environment, stack, address, before, knowledge);
      const move = likely.find(({ from }) => from === address);
      const fate = fateOf(examined, stack, address, before);
      return `${head} ${pc.bold(stack)} ${address}${place}\n      ${fate}${move ? `; ${proposal(move)}` : ""}`;
    });
  });
}

/** Both commands that resolve a loss; the one for a rename ready to run where the new address is known. */
export function lostAddressOptions(examined: readonly Examined[], knowledge: Knowledge): string {
  const differences = examined.flatMap((each) => each.differences);
  const likely = differences.flatMap((difference) => likelyIn(difference, knowledge));
  const moves = likely.map(({ from, to }) => `--move ${from}=${to}`);
  const options = moves.length > 0 ? [...new Set(moves)] : ["--move OLD=NEW"];
  const isGuess = likely.some(({ differs }) => differs === undefined);
  return [
    `${addressCount(differences.flatMap((each) => each.lost).length)} lost; two ways out:`,
    isGuess
      ? "  perhaps renamed, guessed from addresses alone; Terraform keeps what exists where a plan then replaces nothing:"
      : "  renamed, so that Terraform keeps what exists:",
    `    npm run addresses -- ${options.join(" \\\n      ")}`,
    "  given up, so that the next apply destroys it:",
    "    npm run addresses -- --accept",
  ].join("\n");
}

export const addressCount = (count: number): string => `${count} ${count === 1 ? "address" : "addresses"}`;

function likelyIn({ stack, lost, added }: StackDifference, { before, now }: Knowledge): LikelyMove[] {
  const emitted = now.get(stack);
  if (!emitted) return [];
  return likelyMoves({
    lost: lost.filter((address) => !added.includes(address)),
    added: added.filter((address) => !lost.includes(address)),
    before: before.get(stack),
    now: emitted,
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
  { emitted }: Examined,
  stack: string,
  address: string,
  before: SynthesizedResource | undefined,
): string {
  const addresses = emitted.get(stack);
  if (!addresses) return "the stack is gone: Terraform destroys nothing, and nothing manages what it made";
  const change = addresses.has(address) ? " and makes another, since a for_each came or went" : "";
  const isProtected = asObject(asArray(before?.config["lifecycle"])[0] ?? before?.config["lifecycle"]);
  const guard = isProtected["prevent_destroy"] === true ? "; its prevent_destroy goes with its block" : "";
  return `an apply destroys the ${typeOf(address)}${nameOf(before)}${change}${guard}`;
}

function nameOf(resource: SynthesizedResource | undefined): string {
  if (!resource) return "";
  const tag = asObject(resource.config["tags"])["Name"];
  const name = fixedName(resource.config) ?? (typeof tag === "string" ? tag : undefined);
  return name === undefined ? "" : ` "${name}"`;
}

function proposal({ to, differs }: LikelyMove): string {
  if (differs === undefined) return `by its address alone it may be ${to} now`;
  const same =
    differs.length === 0 ? "every argument is the same" : `all is the same but ${joinWithLimit(differs, 3)}`;
  return `probably ${to} now: ${same}`;
}
