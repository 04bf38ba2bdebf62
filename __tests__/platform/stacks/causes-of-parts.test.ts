import { CAUSES } from "../../../src/platform/stacks/causes/all";
import { CLUSTER_CAUSES } from "../../../src/platform/stacks/causes/cluster";
import { withParts } from "../../../src/platform/stacks/causes/merge";
import { MODELS_CAUSES } from "../../../src/platform/stacks/causes/models";
import { NETWORK_CAUSES } from "../../../src/platform/stacks/causes/network";
import { CAUSES_OF_PARTS } from "../../../src/platform/stacks/causes/of-parts";
import { PLATFORM_CAUSES } from "../../../src/platform/stacks/causes/platform";
import { STATE_CAUSES } from "../../../src/platform/stacks/causes/state";
import { type Shaped } from "../../../src/platform/stacks/causes/table";
import { settingsOf } from "../../../src/platform/stacks/causes/topics";

const row: Shaped = { part: "namespace", by: { namespace: "exists" } };

test("a part adds its rows to the table of a layer", () => {
  const table = withParts("cluster", { models: row }, { probe: { cluster: { probe: row } } });
  expect(Object.keys(table)).toEqual(["models", "probe"]);
});

test("two parts with a row for one path are an error", () => {
  const parts = { probe: { cluster: { same: row } }, other: { cluster: { same: row } } };
  expect(() => withParts("cluster", {}, parts)).toThrow(
    "other has a row of causes for same of cluster, as probe does",
  );
});

test("a part with a row for a path of its layer is an error", () => {
  expect(() => withParts("cluster", { models: row }, { probe: { cluster: { models: row } } })).toThrow(
    "probe has a row of causes for models of cluster, as the layer does",
  );
});

test("a row has the settings of all parts of a topic that it names, with its words", () => {
  const shaped: Shaped = { ...row, shapedBy: { backedUp: "resources", scraper: "spec" } };
  const parts = [{ shapes: { backedUp: ["components.a"] } }, { shapes: { backedUp: ["components.b"] } }];
  expect(settingsOf(shaped, parts)).toEqual({
    namespace: "exists",
    "components.a": "resources",
    "components.b": "resources",
  });
});

test("a setting of a row that a topic has too shapes the arguments of both", () => {
  const shaped: Shaped = { ...row, shapedBy: { backedUp: "resources" } };
  expect(settingsOf(shaped, [{ shapes: { backedUp: ["namespace"] } }])).toEqual({
    namespace: "exists resources",
  });
});

test("each topic of a part is named by a row", () => {
  const topics = Object.values(CAUSES_OF_PARTS).flatMap(({ shapes = {} }) => Object.keys(shapes));
  const named = Object.values(CAUSES).flatMap((table) =>
    Object.values(table).flatMap(({ shapedBy = {} }) => Object.keys(shapedBy)),
  );
  expect(topics).not.toEqual([]);
  expect(topics.filter((topic) => !named.includes(topic))).toEqual([]);
});

test("tables of layers have no key of a part", () => {
  const tables = [STATE_CAUSES, NETWORK_CAUSES, CLUSTER_CAUSES, PLATFORM_CAUSES, MODELS_CAUSES];
  expect(JSON.stringify(Object.values(CAUSES_OF_PARTS))).toContain("components.");
  expect(JSON.stringify(tables)).not.toContain("components.");
});
