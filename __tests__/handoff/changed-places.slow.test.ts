import { readModule } from "../../src/handoff/bundle/read-module";
import { type Format } from "../../src/handoff/module/format";
import { type Module } from "../../src/handoff/module/module";
import { type ModuleFiles, prove } from "../../src/handoff/parity/prove";
import { asObject } from "../../src/terraform/stack-json";
import { type Layer } from "../../src/base/layers";
import {
  BUNDLE_LAYERS,
  FORMATS,
  bundle,
  bundleOfPlan,
  filesOf,
  handedModule,
  loadBundles,
} from "../support/bundles";
import { halfOfRow, isComplete } from "../support/covering-sample";
import { PLANS } from "../support/every-option";
import { type Path, at, places, put } from "../support/findings";

/** A proof of each changed place would take too long: the distance from one place to the next that is changed. */
const stepOf = (atNight: number): number => (isComplete ? atNight : atNight * 2);

const WITH_EVERY_OPTION = PLANS.filter(([name, { environment }]) => name !== environment);

describe.each(FORMATS)("%s", (format) => {
  test.each(halfOfRow(WITH_EVERY_OPTION, FORMATS.indexOf(format)))(
    "%s: the proof covers every value and resource of every stack",
    async (_, plan) => {
      const { parity } = await bundleOfPlan(plan, format);
      expect(Object.keys(parity.modules)).toEqual(BUNDLE_LAYERS);
      for (const stack of plan.stacks) {
        const layer = stack.name.slice(plan.environment.length + 1);
        const { values, blocks } = parity.modules[layer] ?? { values: 0, blocks: {} };
        expect(values).toBeGreaterThan(stack.resources().length * 3);
        const resources = Object.entries(blocks).filter(([block]) => block.startsWith("resource "));
        expect(resources.reduce((sum, [, count]) => sum + count, 0)).toBe(stack.resources().length);
      }
    },
  );
});

/** A module with maps of its lists, as written and read back. */
interface Case {
  readonly module: Module;
  readonly written: ModuleFiles;
  readonly files: Map<string, string>;
}

function caseOf(environment: string, layer: Layer, format: Format): Case {
  const files = filesOf(bundle(environment, format), layer);
  const module = handedModule(environment, layer);
  return { module, files, written: readModule(module, files, format) };
}

/** One module of each layer. The network of option B has a variable of the stack itself. */
const CASES: readonly (readonly [environment: string, layer: Layer])[] = [
  ["retail-forecast-option-b", "state"],
  ["retail-forecast-option-b", "network"],
  ["ml-inference-prod", "cluster"],
  ["ml-inference-hardened", "platform"],
  ["ml-inference-prod", "models"],
];

beforeAll(() => loadBundles(CASES.map(([environment]) => environment)));

/** The parts of a written module that a proof reads. */
interface Parts {
  readonly module: ModuleFiles["module"]["json"];
  readonly values: ModuleFiles["values"];
  readonly backend: ModuleFiles["backend"];
}

const partsOf = ({ module, values, backend }: ModuleFiles): Parts => ({
  module: module.json,
  values,
  backend,
});

const differencesIn = ({ module, written }: Case, changed: Parts): readonly string[] =>
  prove(module.source, module.json, {
    ...written,
    module: { ...written.module, json: changed.module },
    values: changed.values,
    backend: changed.backend,
  }).differences.map(({ text }) => text);

/** Where a proof reports a change of a place. The stack has all parts of a module but the declarations of its new variables. */
function comparisonOf({ source }: Module, [part, name = ""]: Path): string {
  if (part === "module" && name === "variable") return "intended module";
  const isOfStack = part !== "values" || asObject(source["variable"])[name] === undefined;
  return isOfStack ? "synthesized stack" : "value of a variable";
}

const isReported = ({ module }: Case, place: Path, differences: readonly string[]): boolean =>
  differences.some((line) => line.startsWith(`${comparisonOf(module, place)}: `));

const other = (value: unknown): unknown => {
  if (typeof value === "number") return value + 1;
  if (typeof value === "boolean") return !value;
  if (Array.isArray(value)) return ["something"];
  return typeof value === "string" ? `${value}x` : "something";
};

/** Places whose value is no object, which is a block or holds other values, and no list with elements. */
const leavesOf = (parts: Parts): Path[] =>
  places(parts).filter((place) => {
    const value = at(parts, place);
    return value === null || typeof value !== "object" || (Array.isArray(value) && value.length === 0);
  });

describe.each(FORMATS)("a proof of %s reports", (format) => {
  test.each(CASES)("%s %s: a changed value at any place", (environment, layer) => {
    const each = caseOf(environment, layer, format);
    const parts = partsOf(each.written);
    const leaves = leavesOf(parts);
    expect(leaves.length).toBeGreaterThan(100);
    // The sample differs from module to module.
    const sample = leaves.filter((_, index) => index % stepOf(7) === 0);
    const missed = sample.filter((place) => {
      const changed = structuredClone(parts);
      put(changed, place, other(at(parts, place)));
      return !isReported(each, place, differencesIn(each, changed));
    });
    expect(missed).toEqual([]);
  });

  test.each(CASES)("%s %s: a removed block, argument or value", (environment, layer) => {
    const each = caseOf(environment, layer, format);
    const parts = partsOf(each.written);
    const keys = places(parts).filter((place) => place.length > 1 && typeof place.at(-1) === "string");
    const sample = keys.filter((_, index) => index % stepOf(11) === 0);
    expect(sample.length).toBeGreaterThan(isComplete ? 3 : 0);
    const missed = sample.filter((place) => {
      const changed = structuredClone(parts);
      Reflect.deleteProperty(at(changed, place.slice(0, -1)) as object, place.at(-1) as string);
      return !isReported(each, place, differencesIn(each, changed));
    });
    expect(missed).toEqual([]);
  });
});

test("each module whose proof is tried has maps, but for the one of the state, which has no lists", () => {
  const without = CASES.filter(
    ([environment, layer]) => handedModule(environment, layer).families.length === 0,
  );
  expect(without).toEqual([["retail-forecast-option-b", "state"]]);
});

/** A module in HCL, or undefined where the parser refuses a line, as Terraform does. */
function readIfValid(module: Module, files: ReadonlyMap<string, string>): ModuleFiles | undefined {
  try {
    return readModule(module, files, "hcl");
  } catch {
    return undefined;
  }
}

test("a proof of hcl reports a changed character in any line that sets a value", () => {
  const { module, files } = caseOf("retail-forecast-option-b", "network", "hcl");
  const lines = [...files].flatMap(([path, text]) =>
    /\.(tf|tfvars|hcl)$/.test(path) && !path.includes("/")
      ? text
          .split("\n")
          .flatMap((line, index) => (/^\s*[^#].*= .*\w/.test(line) ? [{ path, line, index }] : []))
      : [],
  );
  expect(lines.length).toBeGreaterThan(300);
  let proved = 0;
  const missed: string[] = [];
  for (const { path, line, index } of lines.filter((_, each) => each % stepOf(29) === 0)) {
    const changed = line.replace(/\w(?=\W*$)/, (last) =>
      last === "x" ? "y" : /\d/.test(last) ? String((Number(last) + 1) % 10) : "x",
    );
    const text = (files.get(path) ?? "").split("\n").with(index, changed).join("\n");
    const written = readIfValid(module, new Map([...files, [path, text]]));
    if (written === undefined) continue;
    proved += 1;
    const { differences } = prove(module.source, module.json, written);
    const comparisons = path === "variables.tf" ? /^intended module: / : /^synthesized stack: /;
    if (!differences.some(({ text: line }) => comparisons.test(line))) missed.push(`${path}: ${changed}`);
  }
  expect(proved).toBeGreaterThan(isComplete ? 5 : 2);
  expect(missed).toEqual([]);
});
