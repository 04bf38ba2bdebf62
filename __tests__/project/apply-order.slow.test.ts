import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { LAYERS, type Layer } from "../../src/base/layers";
import { formOf, orderOf, orderText } from "./apply-order/orders";
import { DOCUMENTED, NOT_COMPUTED } from "./apply-order/documented";

const PARTS = { components: { "ebs-csi": {}, prometheus: {}, "cluster-autoscaler": {} } };
const NONE = { network: { egress: "none" } };

test.each([
  ["parts are added in the order of the layers", "mlapp", {}, PARTS, "network, cluster, platform"],
  ["parts go before what serves them", "mlapp", PARTS, {}, "platform, network, cluster"],
  [
    "NAT goes after the last pod that pulls through it",
    "ml-inference-prod",
    {},
    NONE,
    "cluster, platform, network",
  ],
])("%s", (_, environment, before, after, expected) => {
  expect(orderText(environment, before, after)).toBe(expected);
});

test("a node group is added before its pods move to it, and the old one goes after them", () => {
  const on = (group: string) => ({
    cluster: { nodeGroups: { general: {}, [group]: {} } },
    models: [{ name: "ml-inference-api", image: { tag: "1.4.2" }, nodeGroup: group }],
  });
  expect(orderText("ml-inference-prod", on("old"), on("young"))).toBe(
    "cluster without its removals, models, cluster",
  );
});

test("an order that is not that of the layers names what would not work in that order", () => {
  const { reasons, unavoidable } = orderOf("mlapp", PARTS, {});
  expect(reasons.map(({ gap }) => gap.message)).toContainEqual(
    expect.stringMatching(/^StorageClass .*: no add-on aws-ebs-csi-driver creates its volumes/),
  );
  expect(unavoidable).toEqual([]);
});

test("an order that is that of the layers has no reasons", () => {
  expect(orderOf("mlapp", {}, PARTS).reasons).toEqual([]);
});

test("two equal forms need no apply", () => {
  expect(orderText("mlapp", {}, {})).toBe("");
});

/** Outputs that a layer reads, with their text in the layers that have them. */
function inputs(form: ReturnType<typeof formOf>, layer: Layer): Map<string, string> {
  const text = JSON.stringify(form.stack(layer).json);
  const reads = [...text.matchAll(/data\.terraform_remote_state\.(\w+)\.outputs\.(\w+)/g)];
  return new Map(
    reads.map(([, from, name = ""]) => [
      `${from}.${name}`,
      JSON.stringify(form.stack(from as Layer).outputs[name] ?? null),
    ]),
  );
}

// Computed from the texts of outputs alone, apart from the search.
test.each(DOCUMENTED)(
  "after the order of %s, no layer was applied with other inputs",
  (_, environment, before, after) => {
    const [old, now] = [formOf(environment, before), formOf(environment, after)];
    const { passes } = orderOf(environment, before, after);
    const last = (layer: Layer): number => passes.map((pass) => pass.layer).lastIndexOf(layer);
    const changing = (layer: Layer): number => passes.findIndex((pass) => pass.layer === layer);
    const late = LAYERS.flatMap((layer) => {
      const was = inputs(old, layer);
      return [...inputs(now, layer)].flatMap(([input, text]) => {
        const from = input.split(".")[0] as Layer;
        const previous =
          was.get(input) ?? JSON.stringify(old.stack(from).outputs[input.split(".")[1] ?? ""] ?? null);
        return previous === text || last(layer) > changing(from) ? [] : [`${layer} reads ${input}`];
      });
    });
    expect(late).toEqual([]);
    expect(passes.filter(({ layer, keepsRemoved }, index) => keepsRemoved && last(layer) === index)).toEqual(
      [],
    );
  },
);

const guide = readFileSync(join(resolve(__dirname, "../.."), "docs/guide/change.md"), "utf8");

/** The column `apply` of the table of changes, by the column `change`. */
const table = /^\| change +\| apply +\| effect +\|\n\|[- |]+\|\n((?:\|.*\n)+)/m.exec(guide)?.[1] ?? "";
const rows = new Map(
  [...table.matchAll(/^\| ([^|]+?) +\| ([^|]+?) +\| [^|]+\|$/gm)].map(([, change = "", apply = ""]) => [
    change,
    apply,
  ]),
);

/** Rows that begin with the words. A row on a removal is named in full. */
const rowsOf = (words: string): string[] =>
  [...rows.keys()].filter((change) =>
    words.endsWith("removed") ? change === words : change.startsWith(words) && !change.endsWith("removed"),
  );

test.each(DOCUMENTED)("the guide has the computed order of %s", (row, environment, before, after) => {
  const [written, ...others] = rowsOf(row);
  expect(others).toEqual([]);
  expect(rows.get(written ?? "")).toBe(orderText(environment, before, after));
});

test("every row of the guide's table has a computed order, or a reason why it has none", () => {
  expect(rows.size).toBe(table.trimEnd().split("\n").length);
  const named = [...DOCUMENTED.map(([row]) => row), ...Object.keys(NOT_COMPUTED)].map((words) => ({
    words,
    found: rowsOf(words),
  }));
  expect(named.filter(({ found }) => found.length !== 1)).toEqual([]);
  expect(named.flatMap(({ found }) => found).sort()).toEqual([...rows.keys()].sort());
});
