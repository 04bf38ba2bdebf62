import { CHECKS } from "../../src/checks/all";
import { runChecks } from "../../src/checks/run";
import { USUAL } from "../../src/cost/line";
import { estimate } from "../../src/cost/estimate";
import { EnvironmentPlan } from "../../src/terraform/environment-plan";
import { withOwnBlocks } from "../../src/terraform/merge";
import { readOwnFile } from "../../src/terraform/own-file";
import { type Json, type JsonObject, StackJson } from "../../src/terraform/stack-json";
import { type BlockSchema, PROVIDER_SCHEMAS } from "../../src/facts/provider-schema";
import { LAYERS } from "../../src/base/layers";
import { networkDrawing } from "../../src/reports/network";
import { CONTEXT } from "../support/findings";
import { rawValueIn } from "../support/raw-values";
import { planOf } from "../support/reference-plans";

/** All arguments of a block with one value, also in its nested blocks. */
const bodyOf = ({ attributes, blocks = {} }: BlockSchema, value: Json, depth = 3): JsonObject => ({
  ...Object.fromEntries(
    attributes
      .split(" ")
      .filter((name) => name !== "")
      .map((name) => [name, value]),
  ),
  ...(depth === 0
    ? {}
    : Object.fromEntries(
        Object.entries(blocks).map(([name, block]) => [name, [bodyOf(block, value, depth - 1)]]),
      )),
});

/** The environment with an own resource and data source of each known type in the layer models, all with this value. */
function environmentWith(value: Json): EnvironmentPlan {
  const { aws, kubernetes, helm } = PROVIDER_SCHEMAS;
  const section = (kind: "resources" | "data"): JsonObject =>
    Object.fromEntries(
      [aws, kubernetes, helm].flatMap((schema) =>
        Object.entries(schema?.[kind] ?? {}).map(([type, block]) => [type, { own: bodyOf(block, value) }]),
      ),
    );
  const text = JSON.stringify({ resource: section("resources"), data: section("data") });
  return new EnvironmentPlan(
    "mlapp",
    LAYERS.map((layer) => {
      const stack = planOf("mlapp").stack(layer);
      const own = withOwnBlocks(stack.json, new Map([["own-x.tf.json", readOwnFile("x.tf.json", text)]]));
      return { layer, stack: layer === "models" ? new StackJson(stack.name, own, stack.json) : stack };
    }),
  );
}

/** Values that own files have where a generated stack has others. */
const VALUES: readonly (readonly [string, Json])[] = [
  ["a reference", "${aws_vpc.main.id}"],
  ["a function", "${tolist(local.x)}"],
  ["a text", "x"],
  ["an empty text", ""],
  ["a number", 1],
  ["nothing", null],
  ["an empty list", []],
  ["a list of texts", ["x", "${var.y}"]],
  ["an object", { a: "${var.y}" }],
  ["JSON", '{"Statement": "x"}'],
];

describe.each(VALUES)("with %s as each argument of own blocks of each known type", (_, value) => {
  const plan = environmentWith(value);

  test("the environment has these blocks", () => {
    expect(plan.stack("models")?.own.length).toBeGreaterThan(100);
  });

  test("no check fails with an exception", () => {
    const thrown = CHECKS.flatMap((check) => {
      try {
        check.run(plan, CONTEXT);
        return [];
      } catch (error) {
        return [
          `${check.id}: ${String((error as Error).stack)
            .split("\n")
            .slice(0, 2)
            .join(" ")}`,
        ];
      }
    });
    expect(thrown).toEqual([]);
  });

  test("no message has a raw value", () => {
    const results = runChecks({ plans: [plan], checks: CHECKS, waiversOf: () => [], today: CONTEXT.today });
    expect(results.length).toBeGreaterThan(100);
    const raw = results.flatMap(({ check, message }) => {
      const found = rawValueIn(message);
      return found === undefined ? [] : [`${check.id}: ${found}`];
    });
    expect(raw).toEqual([]);
  });

  test("the picture of the network has no exception", () => {
    expect(() => networkDrawing(plan)).not.toThrow();
  });

  test("the estimate has no exception", () => {
    expect(() => estimate(plan, { today: CONTEXT.today, ...USUAL })).not.toThrow();
  });
});
