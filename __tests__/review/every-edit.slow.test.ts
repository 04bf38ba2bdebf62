import fc from "fast-check";
import microdiff from "microdiff";
import { isSet } from "../../src/catalog/replacement-attributes/replacement-attributes";
import { compareEnvironments } from "../../src/review/compare-environments";
import { pageOf } from "../../src/review/rendering/page-of";
import { textPage } from "../../src/review/rendering/text";
import { type OutputStack } from "../../src/terraform-json/output";
import { type Editable } from "../support/altered";
import { type Path, at, places, put, remove } from "../support/findings";
import { ENVIRONMENTS } from "../support/environments";
import { planOf } from "../support/reference-plans";
import { type Layers, edited, outputStacks, reviewOf } from "./pairs";

/** What is judged: each argument of each block, by layer, address and name. */
type Flat = Record<string, unknown>;

const BLOCKS = ["resource", "data"];

function flat(stacks: readonly OutputStack[]): Flat {
  const found: Flat = {};
  for (const { layer, stack } of stacks) {
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
  }
  return found;
}

const entries = (value: unknown): [string, unknown][] =>
  value !== null && typeof value === "object" ? Object.entries(value) : [];

/** What a library that compares any JSON says has changed. */
function judged(before: readonly OutputStack[], after: readonly OutputStack[]): string[] {
  return [...new Set(microdiff(flat(before), flat(after)).map(({ path }) => String(path[0])))].sort();
}

/** What the review says has changed. */
function told(before: readonly OutputStack[], after: readonly OutputStack[]): string[] {
  const { environment } = before[0] as OutputStack;
  const { resources, others } = compareEnvironments({ environment, before, after });
  const whole = { ...flat(before), ...flat(after) };
  const all = (prefix: string): string[] => Object.keys(whole).filter((key) => key.startsWith(`${prefix} `));
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

/** Anywhere in the JSON of a layer: something else, something more, or nothing. */
interface RandomEdit {
  readonly layer: number;
  readonly place: number;
  readonly kind: "put" | "add" | "remove";
}

const randomEdit: fc.Arbitrary<RandomEdit> = fc.record({
  layer: fc.nat(),
  place: fc.nat(),
  kind: fc.constantFrom("put", "add", "remove"),
});

function apply(layers: Layers, { layer, place, kind }: RandomEdit, index: number): void {
  const names = Object.keys(layers) as (keyof Layers)[];
  const json = layers[names[layer % names.length] as keyof Layers];
  const all = editable(json);
  const path = all[place % all.length] as Path;
  const value = at(json, path);
  if (kind === "remove") remove(json, path);
  else if (kind === "put" || value === null || typeof value !== "object") put(json, path, `edited ${index}`);
  else if (Array.isArray(value)) value.push(`edited ${index}`);
  else (value as Editable)[`edited_${index}`] = `edited ${index}`;
}

/** Blocks and what is in them; a section that is no mapping of blocks is no Terraform. */
const editable = (json: Editable): Path[] =>
  places(json).filter((path) => path.length > (BLOCKS.includes(String(path[0])) ? 3 : 2));

describe.each(ENVIRONMENTS)("%s", (environment) => {
  test("every random edit is told, and none is invented", () => {
    const before = outputStacks(planOf(environment));
    let edits = 0;
    fc.assert(
      fc.property(fc.array(randomEdit, { minLength: 1, maxLength: 5 }), (some) => {
        const { after } = edited(environment, (layers) =>
          some.forEach((each, index) => apply(layers, each, index)),
        );
        const expected = judged(before, after);
        edits += expected.length;
        expect(told(before, after)).toEqual(expected);
      }),
      { numRuns: 150 },
    );
    expect(edits).toBeGreaterThan(100);
  });

  test("resources that come and go are told, and none is invented", () => {
    const before = outputStacks(planOf(environment));
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(), fc.nat()), { minLength: 1, maxLength: 4 }), (some) => {
        const { after } = edited(environment, (layers) =>
          some.forEach(([layer, place]) => dropResource(layers, layer, place)),
        );
        expect(told(before, after)).toEqual(judged(before, after));
        expect(told(after, before)).toEqual(judged(after, before));
      }),
      { numRuns: 40 },
    );
  });

  test("another order of keys, and of lists that have none, is no change", () => {
    const { before, after } = edited(environment, (layers) => {
      for (const json of Object.values(layers)) reorder(json);
    });
    expect(JSON.stringify(after)).not.toBe(JSON.stringify(before));
    expect(told(before, after)).toEqual([]);
  });

  test("every edited address stands on the page", () => {
    let looked = 0;
    fc.assert(
      fc.property(fc.array(randomEdit, { minLength: 1, maxLength: 3 }), (some) => {
        const pair = edited(environment, (layers) =>
          some.forEach((each, index) => apply(layers, each, index)),
        );
        const { resources, others } = compareEnvironments(pair);
        const page = textPage(pageOf(reviewOf(pair)));
        for (const { address } of [...resources, ...others]) expect(page).toContain(address);
        looked += resources.length + others.length;
      }),
      { numRuns: 10 },
    );
    expect(looked).toBeGreaterThan(0);
  });
});

function dropResource(layers: Layers, layer: number, place: number): void {
  const stacks = Object.values(layers).filter(({ resource }) =>
    entries(resource).some(([, names]) => entries(names).length > 0),
  );
  const { resource } = stacks[layer % stacks.length] as Editable;
  const all = entries(resource).flatMap(([type, names]) =>
    entries(names).map(([name]) => [type, name] as const),
  );
  const [type = "", name = ""] = all[place % all.length] ?? [];
  Reflect.deleteProperty(resource[type], name);
}

/** Turns the order of keys round everywhere, and that of lists where it says nothing. */
function reorder(json: Editable): void {
  for (const [type, names] of entries(json["resource"])) {
    for (const [name, block] of entries(names)) {
      for (const [argument, value] of entries(block)) {
        if (Array.isArray(value) && (isSet(type, argument) || argument === "depends_on")) value.reverse();
      }
      (names as Editable)[name] = reversed(block);
    }
  }
  for (const section of Object.keys(json).reverse()) {
    const value = json[section];
    Reflect.deleteProperty(json, section);
    json[section] = reversed(value);
  }
}

function reversed(value: unknown): unknown {
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map(reversed);
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, item]) => [key, reversed(item)]),
  );
}
