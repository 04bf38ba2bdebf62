import fc from "fast-check";
import { unlikeSynth } from "../../../../src/cli/check/unlike-synth";
import { type Layer, LAYERS } from "../../../../src/base/layers";
import { VERSION } from "../../../../src/base/version";
import { isHarmlessArgument } from "../../../../src/infrastructure/text-not-judged";
import { type Json, type JsonObject, StackJson, isJsonObject } from "../../../../src/terraform/stack-json";
import { planOf } from "../../../support/reference-plans";

const NAME = "language-models";
const plan = planOf(NAME);
const before = new Map(
  LAYERS.map((layer) => [layer, new StackJson(`${NAME}-${layer}`, plan.stack(layer).json)]),
);

interface Place {
  readonly layer: Layer;
  readonly address: string;
  /** Keys from the stack to the value. */
  readonly keys: readonly (string | number)[];
}

/** Each value of each resource, data source, provider and backend, also inside of documents. */
const places = LAYERS.flatMap((layer): Place[] => {
  const { json } = plan.stack(layer);
  const below = (value: Json, keys: Place["keys"], address: string): Place[] => {
    if (Array.isArray(value))
      return value.flatMap((item: Json, index) => below(item, [...keys, index], address));
    if (isJsonObject(value))
      return Object.entries(value).flatMap(([key, item]) =>
        key === "//" ? [] : below(item, [...keys, key], address),
      );
    return [{ layer, address, keys }];
  };
  const typed = (["resource", "data"] as const).flatMap((section) =>
    Object.entries((json[section] ?? {}) as JsonObject).flatMap(([type, byName]) =>
      Object.entries(byName as JsonObject).flatMap(([name, block]) =>
        below(block, [section, type, name], `${section === "data" ? "data." : ""}${type}.${name}`),
      ),
    ),
  );
  return [
    ...typed,
    ...below((json["provider"] ?? {}) as Json, ["provider"], "provider"),
    ...below((json["terraform"] ?? {}) as Json, ["terraform"], "terraform"),
  ];
});

const changed = (value: unknown): Json =>
  typeof value === "number" ? value + 1 : typeof value === "boolean" ? !value : `${String(value)}x`;

function editedAt({ layer, keys }: Place): StackJson {
  const json = structuredClone(plan.stack(layer).json) as JsonObject;
  const parent = keys
    .slice(0, -1)
    .reduce((all, key) => (all as Record<string, unknown>)[key] as JsonObject, json);
  const last = String(keys.at(-1));
  (parent as Record<string, unknown>)[last] = changed((parent as Record<string, unknown>)[last]);
  return new StackJson(`${NAME}-${layer}`, json);
}

test("another value of any argument is named at its block, or a list calls the argument harmless or not compared", () => {
  expect(places.length).toBeGreaterThan(1500);
  let named = 0;
  fc.assert(
    fc.property(fc.constantFrom(...places), (place) => {
      const { layer, address, keys } = place;
      const stacks = [{ environment: NAME, layer, folder: "", after: [], stack: editedAt(place) }];
      const record = { settings: [{ path: ["region"], value: "x" }], version: VERSION };
      const found = unlikeSynth(NAME, stacks, record, () => ({ stacks: before }));
      if (found?.results.length === 1) {
        named += 1;
        expect(found.results[0]?.address.startsWith(address)).toBe(true);
        return;
      }
      // The sum of texts of files, which a record does not have.
      if (found?.unattributed?.ofFiles.some((each) => each.endsWith(`.${String(keys.at(-1))}`))) return;
      const path = keys
        .slice(address === "terraform" ? 1 : 3)
        .filter((key) => typeof key === "string")
        .join(".");
      expect({
        found: found?.results,
        address,
        path,
        isHarmless: isHarmlessArgument(address, path, "x"),
      }).toEqual({ found: [], address, path, isHarmless: true });
    }),
    { numRuns: 300 },
  );
  expect(named).toBeGreaterThan(200);
});
