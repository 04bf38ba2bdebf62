import { readModule } from "../../../src/tools/handoff/bundle/read-module";
import { type Format } from "../../../src/tools/handoff/module/format";
import { type Module } from "../../../src/tools/handoff/module/module";
import { type ModuleFiles, prove } from "../../../src/tools/handoff/parity/prove";
import { type JsonObject } from "../../../src/proof/terraform-json/stack-json";
import {
  BUNDLE_LAYERS,
  FORMATS,
  bundle,
  bundleOfPlan,
  filesOf,
  loadBundles,
  moduleIn,
} from "../../support/bundles";
import { halfOfRow, isComplete, isWhole } from "../../support/covering-sample";
import { PLANS } from "../../support/every-option";
import { at, places, put } from "../../support/findings";
import { planOf } from "../../support/reference-plans";

/** A proof of each changed place would take too long: the distance from one place to the next that is changed. */
const stepOf = (atNight: number, inTest: number): number => {
  if (isComplete) return atNight;
  return isWhole ? atNight * 2 : inTest;
};

const WITH_EVERY_OPTION = PLANS.filter(([name, { environment }]) => name !== environment);

describe.each(FORMATS)("%s", (format) => {
  test.each(halfOfRow(WITH_EVERY_OPTION, FORMATS.indexOf(format), FORMATS.length))(
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

/** A written module, as read back, with its sources. */
interface Case {
  readonly module: Module;
  readonly written: ModuleFiles;
  readonly files: Map<string, string>;
}

async function caseOf(environment: string, layer: string, format: Format): Promise<Case> {
  const files = filesOf(bundle(environment, format), layer);
  const module = moduleIn(planOf(environment), layer);
  return { module, files, written: await readModule(module, files, format) };
}

/** One module of each layer, which together have all kinds of resources. */
const CASES = [
  ["retail-forecast-option-b", "state"],
  ["retail-forecast-option-b", "network"],
  ["ml-inference-prod", "cluster"],
  ["mlapp", "platform"],
  ["ml-inference-prod", "models"],
] as const;

beforeAll(() => loadBundles(CASES.map(([environment]) => environment)));

const other = (value: unknown): unknown => {
  if (typeof value === "number") return value + 1;
  if (typeof value === "boolean") return !value;
  if (value === null) return "something";
  return typeof value === "string" ? `${value}x` : "something";
};

describe.each(FORMATS)("a proof of %s reports", (format) => {
  test.each(CASES)("%s %s: a changed value at any place", async (environment, layer) => {
    const { module, written } = await caseOf(environment, layer, format);
    const all = { module: written.module.json, values: written.values, backend: written.backend };
    const leaves = places(all).filter((place) => {
      const value = at(all, place);
      return value === null || typeof value !== "object" || Object.keys(value).length === 0;
    });
    expect(leaves.length).toBeGreaterThan(40);
    // The sample differs from module to module.
    const sample = leaves.filter((_, index) => index % stepOf(17, 101) === 0);
    const missed = sample.filter((place) => {
      const changed = structuredClone(all) as typeof all;
      put(changed, place, other(at(all, place)));
      const { differences } = prove(module.source, module.json, {
        ...written,
        module: { ...written.module, json: changed.module },
        values: changed.values,
        backend: changed.backend,
      });
      return differences.length === 0;
    });
    expect(missed).toEqual([]);
  });

  test.each(CASES)("%s %s: a removed block or argument", async (environment, layer) => {
    const { module, written } = await caseOf(environment, layer, format);
    const json = written.module.json;
    const keys = places(json).filter((place) => typeof place.at(-1) === "string");
    const sample = keys.filter((_, index) => index % stepOf(23, 101) === 0);
    expect(sample.length).toBeGreaterThan(isComplete ? 3 : 0);
    const missed = sample.filter((place) => {
      const changed = structuredClone(json) as JsonObject;
      Reflect.deleteProperty(at(changed, place.slice(0, -1)) as object, place.at(-1) as string);
      const found = { ...written, module: { ...written.module, json: changed } };
      return prove(module.source, module.json, found).differences.length === 0;
    });
    expect(missed).toEqual([]);
  });
});

test("a proof of hcl reports a changed character in any line that sets a value", async () => {
  const { module, files } = await caseOf("retail-forecast-option-b", "network", "hcl");
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
  for (const { path, line, index } of lines.filter((_, each) => each % stepOf(29, 61) === 0)) {
    const changed = line.replace(/\w(?=\W*$)/, (last) =>
      last === "x" ? "y" : /\d/.test(last) ? String((Number(last) + 1) % 10) : "x",
    );
    const text = (files.get(path) ?? "").split("\n").with(index, changed).join("\n");
    try {
      const written = await readModule(module, new Map([...files, [path, text]]), "hcl");
      proved += 1;
      if (prove(module.source, module.json, written).differences.length === 0)
        missed.push(`${path}: ${changed}`);
    } catch {
      // The parser rejects the line, and so does Terraform.
    }
  }
  expect(proved).toBeGreaterThan(isComplete ? 5 : 2);
  expect(missed).toEqual([]);
});
