import { LAYERS, type Layer } from "../../../src/base/layers";
import { type JsonObject, asArray, asObject } from "../../../src/terraform/stack-json";
import { readModule } from "../../../src/handoff/bundle/read-module";
import { Expansion } from "../../../src/terraform/expand";
import { bundle, filesOf, loadBundles } from "../../support/bundles";
import { planWith } from "../../support/changed-plans";
import { planOf } from "../../support/reference-plans";
import { DAY_TWO } from "./changes";
import { type Edit, edit, held } from "./day-two-change";
import { editedFiles } from "./edited-files";
import { expandedStack } from "./expanded-stack";
import { planLines } from "./plan-lines";
import { stackAddresses } from "./stack-addresses";

const ENVIRONMENTS = [...new Set(DAY_TWO.map(({ environment }) => environment))];

beforeAll(() => loadBundles(ENVIRONMENTS));

/** A layer of a hand-over with the edits of its owner, as Terraform expands it, with the addresses of synth. */
function expandedLayer(
  environment: string,
  layer: Layer,
  edits: readonly Edit[],
  stack: JsonObject = {},
): JsonObject {
  const handed = bundle(environment);
  const files = filesOf({ ...handed, files: editedFiles(handed.files, edits) }, layer);
  const { module, values } = readModule({ environment }, files, "hcl");
  const moved = new Map(
    asArray(module.json["moved"]).map((block) => {
      const { from, to } = asObject(block);
      return [addressIn(to), addressIn(from)] as const;
    }),
  );
  const renamed = stackAddresses(moved, new Expansion(module.json, values).addresses());
  const found = new Expansion(module.json, values, { renamed }).whole();
  return new Expansion(module.json, values, {
    renamed: new Map([...renamed, ...sameData(found, stack)]),
  }).whole();
}

/** Data sources of a module that have the arguments of one of the stack: no `moved` block names them. */
const sameData = (module: JsonObject, stack: JsonObject): [string, string][] =>
  Object.entries(asObject(module["data"] ?? {})).flatMap(([type, blocks]) => {
    const known = Object.entries(asObject(asObject(stack["data"] ?? {})[type] ?? {}));
    return Object.entries(asObject(blocks)).flatMap(([name, body]): [string, string][] => {
      const alike = known.filter(([, other]) => JSON.stringify(other) === JSON.stringify(body));
      const same = alike.find(([other]) => other === name) ?? alike[0];
      return same === undefined ? [] : [[`data.${type}.${name}`, `data.${type}.${same[0]}`]];
    });
  });

/** The address in a reference, such as `${aws_subnet.private["a"]}`. */
const addressIn = (reference: unknown): string => String(reference).replace(/^\$\{(.*)\}$/, "$1");

/** No `moved` block names data sources and outputs, and a module need not have all outputs. */
const isOfResource = (line: string): boolean => !/^\w+ \S+ (?:data|output)\./.test(line);

/** Lines of a plan from a stack to a layer of a hand-over. */
const compared = (environment: string, layer: Layer, edits: readonly Edit[], stack: JsonObject): string[] => {
  const expected = expandedStack(stack);
  return planLines(layer, expected, expandedLayer(environment, layer, edits, expected));
};

test.each(DAY_TWO)("$name: the edit has the plan that one expects", ({ environment, edits, plan }) => {
  const lines = LAYERS.flatMap((layer) =>
    planLines(layer, expandedLayer(environment, layer, []), expandedLayer(environment, layer, edits)),
  );
  expect(lines.filter(isOfResource)).toEqual(plan.filter(isOfResource));
});

const WITH_FILE = DAY_TWO.flatMap((each) => (each.yaml === undefined ? [] : [{ ...each, yaml: each.yaml }]));

test.each(WITH_FILE)("$name: the edited modules are the stacks of the changed file", (change) => {
  const { environment, yaml, edits } = change;
  const after = planWith(environment, yaml);
  const lines = LAYERS.flatMap((layer) => compared(environment, layer, edits, after.stack(layer).json));
  expect(lines.filter(isOfResource)).toEqual([]);
});

test.each(ENVIRONMENTS)("%s: without an edit, the modules are the stacks", (environment) => {
  const lines = LAYERS.flatMap((layer) =>
    compared(environment, layer, [], planOf(environment).stack(layer).json),
  );
  expect(lines.filter(isOfResource)).toEqual([]);
});

test("an edit of the data of a ConfigMap starts the pods again", () => {
  const edits = [edit("models/ml-inference-prod.tfvars", '"info"', '"debug"')];
  const environment = "ml-inference-prod";
  expect(
    planLines(
      "models",
      expandedLayer(environment, "models", []),
      expandedLayer(environment, "models", edits),
    ),
  ).toEqual([
    "models ~ kubernetes_config_map_v1.ml_inference_api: data.LOG_LEVEL",
    "models ~ kubernetes_deployment_v1.ml_inference_api: spec.template.metadata.annotations.checksum/config",
  ]);
});

test("values alone make the modules those of a second environment, in another account", () => {
  const environment = "ml-inference-prod";
  const account = "999900001111";
  const after = planWith(environment, { account });
  const edits = [
    ...LAYERS.map((layer) => held(layer, '"222233334444"', `"${account}"`)),
    ...["cluster", "platform", "models"].flatMap((layer) => [
      held(layer, "tfstate-222233334444", `tfstate-${account}`),
      held(layer, ":222233334444:alias", `:${account}:alias`),
    ]),
  ];
  const lines = LAYERS.flatMap((layer) => compared(environment, layer, edits, after.stack(layer).json));
  expect(lines.filter(isOfResource)).toEqual([]);
});
