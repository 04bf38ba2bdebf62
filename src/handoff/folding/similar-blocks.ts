import { type Json, type StackJson, type SynthesizedResource, asObject } from "../../terraform/stack-json";
import { groupBy } from "../../base/group-by";
import { isTemplate } from "../../terraform/terraform-templates";
import { withoutNote } from "../variables/variable";
import { type Collection, type Element } from "./collection";
import { type Family } from "./families";
import { snakeCase } from "./growing";

/** Fewest blocks that become one for being alike. */
const FEWEST = 3;

/** A block, and the step of its path in which similar blocks differ from it. */
interface Placed {
  readonly block: SynthesizedResource;
  readonly step: string;
}

/**
 * Families of blocks of one type that have one place of the tree of constructs, the same arguments and the same references.
 * Their collection is no list of the file: its keys are the names of the constructs. `withOwnNames` gives them names that no other block
 * has.
 */
export function similarFamilies(
  stack: StackJson,
  families: readonly Family[],
  taken: readonly string[],
): Family[] {
  const folded = new Set(families.flatMap(({ members }) => members.map(({ address }) => address)));
  const free = [...stack.resources(), ...stack.dataSources()].filter(
    ({ address, config, constructPath }) =>
      constructPath !== undefined &&
      !folded.has(address) &&
      config["for_each"] === undefined &&
      config["count"] === undefined,
  );
  const groups = [...groupBy(free.flatMap(placesOf), ({ id }) => id).values()]
    .filter(({ length }) => length >= FEWEST)
    .sort((a, b) => b.length - a.length);
  const used = new Set<string>();
  const names = new Set(taken);
  const collections = new Map<string, Collection>();
  const found: Family[] = [];
  for (const group of groups) {
    const own = group.filter(({ block }) => !used.has(block.address));
    const [first] = own;
    if (!first || own.length < FEWEST) continue;
    for (const { block } of own) used.add(block.address);
    const keys = ownParts(own.map(({ step }) => step));
    const shared = snakeCase(keys.shared).replace(/^_|_$/g, "");
    const outer = snakeCase(first.outer).replace(/^_|_$/g, "");
    const type = first.block.type;
    const id = JSON.stringify([...keys.parts].sort());
    const collection = collections.get(id) ?? {
      name: freeName(names, shared === "" ? "" : `${shared}_`, outer, type),
      elements: keys.parts.map((key): Element => ({ key, values: new Map() })),
    };
    collections.set(id, collection);
    const prefix = first.block.address.startsWith("data.") ? "data." : "";
    const name = shared === "" ? outer : shared;
    found.push({
      address: `${prefix}${type}.${name}`,
      section: prefix === "" ? "resource" : "data",
      type,
      name,
      collections: [collection],
      members: own.map(({ block }, index) => {
        const key = keys.parts[index] ?? "";
        const element = collection.elements.find((each) => each.key === key);
        return { address: block.address, key, elements: element ? [element] : [] };
      }),
      added: [],
      isOfSimilarBlocks: true,
    });
  }
  return found;
}

function freeName(taken: Set<string>, shared: string, outer: string, type: string): string {
  const words = type.split("_").slice(1);
  // One map of rules serves both sides of a connection.
  const noun = words.filter((word) => word !== "ingress" && word !== "egress").slice(-2);
  const names = [
    `${shared}${plural(noun.join("_"))}`,
    `${shared}${plural(words.join("_"))}`,
    `${outer}_${shared}${plural(words.join("_"))}`,
  ];
  const name = names.find((each) => !taken.has(each)) ?? `${names.at(-1) ?? ""}_${taken.size}`;
  taken.add(name);
  return name;
}

const plural = (noun: string): string => {
  const plain = noun.replace(/_v\d$/, "");
  if (/[^aeiou]y$/.test(plain)) return `${plain.slice(0, -1)}ies`;
  return plain.endsWith("s") ? plain : `${plain}s`;
};

interface Candidate extends Placed {
  /** The same for similar blocks. */
  readonly id: string;
  /** The step around the blocks. */
  readonly outer: string;
}

/** The places in which the path of a block can have the name of its element. */
function placesOf(block: SynthesizedResource): Candidate[] {
  const steps = (block.constructPath ?? "").split("/");
  return steps.slice(1).map((step, index) => {
    const others = steps.map((each, place) => (place === index + 1 ? "*" : each));
    return {
      block,
      step,
      outer: steps[index] === steps[0] ? block.type : (steps[index] ?? ""),
      id: JSON.stringify([
        block.address.slice(0, -block.name.length),
        others,
        shapeOf(withoutNote(block.config), snakeCase(step)),
      ]),
    };
  });
}

/** Arguments and references, without other values and the name of the element in references. */
function shapeOf(value: Json, slug: string): Json {
  if (typeof value === "string")
    return isTemplate(value) ? value.replace(new RegExp(`(?<=[._])${slug}(?![a-z0-9])`, "g"), "*") : "";
  if (Array.isArray(value)) {
    const items = value.map((item: Json) => shapeOf(item, slug));
    return items.every((item) => item === "") ? "" : items;
  }
  if (value === null || typeof value !== "object") return "";
  return Object.fromEntries(
    Object.entries(asObject(value)).map(([key, item]: [string, Json]) => [key, shapeOf(item, slug)]),
  );
}

/** The parts in which names differ, at the ends of words, and the start that all share. */
function ownParts(names: readonly string[]): { readonly parts: readonly string[]; readonly shared: string } {
  const start = sharedStart(names);
  const ends = names.map((name) => [...name.slice(start.length)].reverse().join(""));
  const end = sharedStart(ends);
  const parts = names.map((name) => name.slice(start.length, name.length - end.length));
  return parts.includes("")
    ? { parts: names, shared: "" }
    : { parts, shared: `${start}${[...end].reverse().join("")}` };
}

function sharedStart(names: readonly string[]): string {
  const [first = "", ...others] = names;
  let end = 0;
  while (end < first.length && others.every((name) => name[end] === first[end])) end += 1;
  return first.slice(0, end).replace(/[A-Za-z0-9]*$/, "");
}
