import fc from "fast-check";
import { type Layer } from "../../src/base/layers";
import { type OutputStack } from "../../src/terraform/output";
import { type JsonObject, StackJson } from "../../src/terraform/stack-json";
import { type Editable } from "../support/altered";
import { type Path, at, places, put, remove } from "../support/findings";
import { BLOCKS, entries } from "./flat-changes";

/** An edit anywhere in the JSON of a layer: another value, an addition, or a removal. */
export interface RandomEdit {
  readonly layer: number;
  readonly place: number;
  readonly kind: "put" | "add" | "remove";
}

export const randomEdit: fc.Arbitrary<RandomEdit> = fc.record({
  layer: fc.nat(),
  place: fc.nat(),
  kind: fc.constantFrom("put", "add", "remove"),
});

/** Copies the layers that it edits; all other stacks stay the same objects, which makes a comparison fast. */
class Copies {
  private readonly edited = new Map<Layer, Editable>();

  constructor(private readonly stacks: readonly OutputStack[]) {}

  of({ layer, stack }: OutputStack): Editable {
    const json = this.edited.get(layer) ?? (structuredClone(stack.json) as Editable);
    this.edited.set(layer, json);
    return json;
  }

  get result(): OutputStack[] {
    return this.stacks.map((each) => {
      const json = this.edited.get(each.layer);
      return json ? { ...each, stack: new StackJson(each.stack.name, json as JsonObject) } : each;
    });
  }
}

const pick = <T>(items: readonly T[], index: number): T => items[index % items.length] as T;

export function withEdits(stacks: readonly OutputStack[], edits: readonly RandomEdit[]): OutputStack[] {
  const copies = new Copies(stacks);
  edits.forEach((edit, index) => {
    const stack = pick(stacks, edit.layer);
    apply(copies.of(stack), pick(editable(stack), edit.place), edit.kind, `edited ${index}`);
  });
  return copies.result;
}

function apply(json: Editable, path: Path, kind: RandomEdit["kind"], text: string): void {
  // an earlier edit may have removed or replaced the holder
  if (!has(json, path)) return;
  const value = at(json, path);
  if (kind === "remove") remove(json, path);
  else if (kind === "put" || value === null || typeof value !== "object") put(json, path, text);
  else if (Array.isArray(value)) value.push(text);
  else (value as Editable)[text.replace(" ", "_")] = text;
}

function has(value: unknown, path: Path): boolean {
  const [first, ...rest] = path;
  if (first === undefined) return true;
  if (value === null || typeof value !== "object" || !Object.hasOwn(value, first)) return false;
  return has((value as Editable)[first], rest);
}

const known = new WeakMap<StackJson, Path[]>();

/** Places of blocks and in blocks; a section that is not a mapping of blocks is not valid Terraform. */
function editable({ stack }: OutputStack): Path[] {
  const paths =
    known.get(stack) ??
    places(stack.json).filter((path) => path.length > (BLOCKS.includes(String(path[0])) ? 3 : 2));
  known.set(stack, paths);
  return paths;
}

/** Removes resources, each by the number of its layer and of its place there. */
export function withoutResources(
  stacks: readonly OutputStack[],
  removals: readonly (readonly [layer: number, place: number])[],
): OutputStack[] {
  const copies = new Copies(stacks);
  const filled = stacks.filter(({ stack }) => stack.resources().length > 0);
  for (const [layer, place] of removals) {
    const output = pick(filled, layer);
    const { type, name } = pick(output.stack.resources(), place);
    const ofType = copies.of(output)["resource"][type] as Editable | undefined;
    if (ofType) Reflect.deleteProperty(ofType, name);
  }
  return copies.result;
}

/** Reverses the order of all keys, and of all lists that `isUnordered`. */
export function reordered(
  stacks: readonly OutputStack[],
  isUnordered: (type: string, argument: string) => boolean,
): OutputStack[] {
  return stacks.map((each) => {
    const json = structuredClone(each.stack.json) as Editable;
    for (const [type, names] of entries(json["resource"])) {
      for (const [name, block] of entries(names)) {
        for (const [argument, value] of entries(block)) {
          if (Array.isArray(value) && isUnordered(type, argument)) value.reverse();
        }
        (names as Editable)[name] = reversed(block);
      }
    }
    const sections = Object.entries(json).reverse();
    const result = Object.fromEntries(sections.map(([name, value]) => [name, reversed(value)]));
    return { ...each, stack: new StackJson(each.stack.name, result as JsonObject) };
  });
}

/** The same JSON with the keys of each mapping in the opposite order. */
export function reversed(value: unknown): unknown {
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map(reversed);
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, item]) => [key, reversed(item)]),
  );
}
