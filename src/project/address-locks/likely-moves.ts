import { type Json, type JsonObject, type StackJson, asArray, asObject } from "../../terraform/stack-json";
import { type FixedValues, typeOf } from "./lock";
import { differing, fixedValues } from "./fixed-values";
import { RECORDED_TYPES } from "./held";
import { editDistance } from "../../base/did-you-mean";

/** A lost address and the new address that probably has the same object. */
export interface LikelyMove {
  readonly from: string;
  readonly to: string;
  /** Arguments that differ. @default - unknown: only the old address is known, not its arguments */
  readonly differs?: readonly string[];
}

export interface Candidates {
  readonly lost: readonly string[];
  readonly added: readonly string[];
  /** The stack in the last synth; undefined without a last synth. */
  readonly before: StackJson | undefined;
  readonly now: StackJson;
  /** Recorded values at lost addresses. @default - none */
  readonly recorded?: ReadonlyMap<string, FixedValues>;
}

/** Above this many pairs a list of proposals is too long to be useful, and comparing all pairs takes too long. */
const MOST_PAIRS = 10_000;

/**
 * Pairs each lost address with the new address of the same type that shares the most arguments with it. Where the
 * arguments of the old one are unknown, it pairs the most similar addresses. It proposes nothing for an object whose name
 * or other fixed value changed, or may have changed: Terraform replaces such an object with or without a move.
 */
export function likelyMoves({ lost, added, before, now, recorded }: Candidates): LikelyMove[] {
  if (lost.length * added.length > MOST_PAIRS) return [];
  // in this first pass, references to other moved resources count as equal
  const changed = new Set([...lost, ...added]);
  const mask = (address: string): string => (changed.has(address) ? typeOf(address) : address);
  const [was, is] = [described(before, lost, mask), described(now, added, mask)];
  const named = namedAmong(now, added);
  const fixed = new Map([...is].map(([address, each]) => [address, each.fixed]));
  const pairs = lost
    .flatMap((from) => added.filter((to) => typeOf(to) === typeOf(from)).map((to) => ({ from, to })))
    .map((pair) => ({
      ...pair,
      steps: editDistance(pair.from, pair.to),
      similarity: similarityOf(was.get(pair.from), is.get(pair.to)),
    }))
    .filter(({ from, to, steps, similarity: found }) =>
      found ? found.share > LEAST_SHARE : !named.has(to) && steps * 2 <= Math.max(from.length, to.length),
    )
    .filter(({ from, to }) => differing(recorded?.get(from), fixed.get(to)).length === 0)
    .sort((a, b) => (b.similarity?.share ?? 0) - (a.similarity?.share ?? 0) || a.steps - b.steps);
  const moves = new Map<string, string>();
  const taken = new Set<string>();
  for (const { from, to } of pairs) {
    if (moves.has(from) || taken.has(to)) continue;
    moves.set(from, to);
    taken.add(to);
  }
  return judged(moves, before, now);
}

/**
 * Addresses whose objects have a fixed name or another fixed value that locks do not record, or refer to one that has,
 * as a policy refers to its repository.
 */
function namedAmong(stack: StackJson, addresses: readonly string[]): ReadonlySet<string> {
  const all = [...described(stack, addresses, (address) => address)];
  const isNamed = ([address, { name, fixed }]: readonly [string, Described]): boolean =>
    name !== undefined || (fixed.size > 0 && !RECORDED_TYPES.includes(typeOf(address)));
  const named = new Set(all.filter(isNamed).map(([address]) => address));
  const belongsToOne = ({ values }: Described): boolean =>
    [...values.values()].some((value) => value.match(REFERENCE)?.some((address) => named.has(address)));
  const belonging = all.filter(([, each]) => belongsToOne(each)).map(([address]) => address);
  return new Set([...named, ...belonging]);
}

/** Resources that share no more than this part of their arguments count as different. */
const LEAST_SHARE = 0.5;

/** Second pass: a reference counts as equal only where another pair moves its target. */
function judged(
  moves: ReadonlyMap<string, string>,
  before: StackJson | undefined,
  now: StackJson,
): LikelyMove[] {
  const was = described(before, [...moves.keys()], (address) => moves.get(address) ?? address);
  const is = described(now, [...moves.values()], (address) => address);
  return [...moves].flatMap(([from, to]) => {
    const found = similarityOf(was.get(from), is.get(to));
    if (!found) return [{ from, to }];
    return found.share > LEAST_SHARE ? [{ from, to, differs: found.differs }] : [];
  });
}

interface Described {
  readonly name: string | undefined;
  /** Values whose change replaces the object. */
  readonly fixed: FixedValues;
  /** Values of the arguments by path, without cdktf's metadata. */
  readonly values: ReadonlyMap<string, string>;
}

function described(
  stack: StackJson | undefined,
  addresses: readonly string[],
  referring: (address: string) => string,
): ReadonlyMap<string, Described> {
  if (!stack) return new Map();
  const wanted = new Set(addresses);
  const resources = stack.resources().filter(({ address }) => wanted.has(address));
  return new Map(
    resources.map((resource) => [
      resource.address,
      {
        name: fixedName(resource.config),
        fixed: fixedValues(stack, resource),
        values: valuesOf(resource.config, referring),
      },
    ]),
  );
}

const REFERENCE = /\b[a-z][a-z0-9_]*\.[A-Za-z_][\w-]*/g;

function valuesOf(config: JsonObject, referring: (address: string) => string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const visit = (value: Json, path: string): void => {
    if (value === null || typeof value !== "object") {
      found.set(path, JSON.stringify(value).replace(REFERENCE, referring));
    } else {
      for (const [key, item] of Object.entries(value)) visit(item, path === "" ? key : `${path}.${key}`);
    }
  };
  for (const [key, value] of Object.entries(config)) if (key !== "//") visit(value, key);
  return found;
}

/** Share of equal arguments, and the paths that differ; undefined where one of the two is unknown. */
function similarityOf(
  was: Described | undefined,
  is: Described | undefined,
): { readonly share: number; readonly differs: readonly string[] } | undefined {
  if (!was || !is) return undefined;
  const replaced = [...(was.name === is.name ? [] : ["name"]), ...differing(was.fixed, is.fixed)];
  if (replaced.length > 0) return { share: 0, differs: replaced };
  const all = new Set([...was.values.keys(), ...is.values.keys()]);
  const differs = [...all].filter((path) => was.values.get(path) !== is.values.get(path)).sort();
  return { share: all.size === 0 ? 1 : 1 - differs.length / all.size, differs };
}

/** The name of an object in AWS or Kubernetes, which cannot change; undefined without one. */
export function fixedName(config: JsonObject): string | undefined {
  const metadata = asObject(asArray(config["metadata"])[0] ?? config["metadata"]);
  return [config["bucket"], config["node_group_name"], config["name"], metadata["name"]].find(isLiteral);
}

const isLiteral = (value: Json | undefined): value is string =>
  typeof value === "string" && !value.includes("${");
