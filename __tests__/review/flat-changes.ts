import microdiff from "microdiff";
import { type EnvironmentChanges } from "../../src/review/compare-environments";
import { type OutputStack } from "../../src/terraform/output";

export const BLOCKS = ["resource", "data"];

/** Arguments of blocks and whole other sections, by layer, address and name. */
type Flat = Record<string, unknown>;

const known = new WeakMap<OutputStack, Flat>();

function flatStack(output: OutputStack): Flat {
  const flat = known.get(output) ?? flattened(output);
  known.set(output, flat);
  return flat;
}

function flattened({ layer, stack }: OutputStack): Flat {
  const found: Flat = {};
  for (const [section, value] of Object.entries(stack.json)) {
    if (section === "//") continue;
    if (!BLOCKS.includes(section)) {
      found[`${layer} ${section}`] = value;
      continue;
    }
    for (const [type, byName] of entries(value)) {
      for (const [name, block] of entries(byName)) {
        for (const [argument, item] of entries(block)) {
          if (argument !== "//") found[`${layer} ${section} ${type}.${name} ${argument}`] = item;
        }
      }
    }
  }
  return found;
}

export const entries = (value: unknown): [string, unknown][] =>
  value !== null && typeof value === "object" ? Object.entries(value) : [];

/** Stacks that are not the same object on both sides; all others are equal. */
function touched(before: readonly OutputStack[], after: readonly OutputStack[]): (readonly [Flat, Flat])[] {
  return before.flatMap((old, index) => {
    const now = after[index] as OutputStack;
    return old === now ? [] : [[flatStack(old), flatStack(now)] as const];
  });
}

/** Changed arguments according to a library that compares any JSON. */
export function expectedChanges(before: readonly OutputStack[], after: readonly OutputStack[]): string[] {
  const paths = touched(before, after).flatMap(([old, now]) => microdiff(old, now).map(({ path }) => path));
  return [...new Set(paths.map(([first]) => String(first)))].sort();
}

/** Changed arguments according to the review. */
export function reviewedChanges(
  { resources, others }: EnvironmentChanges,
  before: readonly OutputStack[],
  after: readonly OutputStack[],
): string[] {
  const keys = new Set(touched(before, after).flatMap((sides) => sides.flatMap((side) => Object.keys(side))));
  const all = (prefix: string): string[] => [...keys].filter((key) => key.startsWith(`${prefix} `));
  const ofResources = resources.flatMap(({ layer, address, before: was, after: is, edits }) =>
    was && is
      ? edits.map(({ path }) => `${layer} resource ${address} ${firstKey(path)}`)
      : all(`${layer} resource ${address}`),
  );
  const ofOthers = others.flatMap(({ layer, address, edits }) => {
    if (!address.startsWith("data.")) return [`${layer} ${sectionOf(address)}`];
    const place = `${layer} data ${address.slice("data.".length)}`;
    return edits.flatMap(({ path }) => (path === "" ? all(place) : [`${place} ${firstKey(path)}`]));
  });
  return [...new Set([...ofResources, ...ofOthers])].sort();
}

const firstKey = (path: string): string => /^[^.[]+/.exec(path)?.[0] ?? "";

function sectionOf(address: string): string {
  const section = address.split(".")[0] ?? "";
  return section === "local" ? "locals" : section;
}
