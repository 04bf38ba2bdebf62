import { atDefaults } from "../../../src/terraform/at-defaults";
import { EnvironmentPlan } from "../../../src/terraform/environment-plan";
import { Expansion } from "../../../src/terraform/expand";
import { Mistake } from "../../../src/terraform/mistake";
import { type Json, type JsonObject, StackJson, asArray, asObject } from "../../../src/terraform/stack-json";
import { unescapeTemplates } from "../../../src/terraform/terraform-templates";
import { possiblePlans } from "../../../src/terraform/possible-plans";
import RECORD from "./console.json";

const CASES = Object.entries(RECORD.expressions as unknown as Readonly<Record<string, Answer>>);
type Answer = { readonly value: Json } | { readonly error: string };

/** A module whose output is an expression over the variables of the record. */
const moduleOf = (expression: string): JsonObject => ({
  variable: Object.fromEntries(
    Object.entries(RECORD.variables).map(([name, value]) => [name, { default: value as Json }]),
  ),
  output: { out: { value: `\${${expression}}` } },
  resource: { aws_x: { a: { for_each: '${toset(["k"])}', key: "${each.key}", of: `\${${expression}}` } } },
});

const stackOf = (module: JsonObject): StackJson => new StackJson("shop-network", module);

function moduleResult(expression: string): Json | undefined {
  try {
    const { resource: _, ...module } = moduleOf(expression);
    void _;
    const found = asArray(asObject(new Expansion(module, {}).whole()["output"])["out"]);
    return asObject(found[0])["value"] ?? null;
  } catch (error) {
    if (error instanceof Mistake) return `\${${expression}}`;
    throw error;
  }
}

/** Results of an expression, by the place where the program needs it. An expression that Terraform refuses stays. */
const ENTRIES: Readonly<Record<string, (expression: string) => Json | undefined>> = {
  "an output at the defaults of variables": (expression) =>
    asObject(asObject(atDefaults(stackOf(moduleOf(expression))).json["output"])["out"])["value"],
  "an argument of an instance at the defaults of variables": (expression) => {
    const plan = new EnvironmentPlan("shop", [
      { layer: "network", stack: atDefaults(stackOf(moduleOf(expression))) },
    ]);
    return possiblePlans(plan)[0].find("network", 'aws_x.a["k"]')?.config["of"];
  },
  "an output of a module": moduleResult,
};

describe.each(Object.entries(ENTRIES))("%s", (_, valueOf) => {
  test.each(CASES)("%s has the value that Terraform gives", (expression, answer) => {
    const expected = "value" in answer ? answer.value : `\${${expression}}`;
    const found = valueOf(expression);
    expect("value" in answer ? unescapeTemplates(found) : found).toEqual(expected);
  });
});

const VALUES = CASES.flatMap(([expression, answer]) =>
  "value" in answer ? [[expression, answer.value] as const] : [],
);

test("39 expressions are recorded, of which 36 have a value", () =>
  expect([CASES.length, VALUES.length]).toEqual([39, 36]));

test.each(VALUES)("the existence of a block by %s is that of its value", (expression, value) => {
  const count = `\${jsonencode(${expression}) == ${JSON.stringify(jsonencoded(value))} ? 1 : 0}`;
  const module = { ...moduleOf(expression), resource: { aws_x: { a: { count } } } };
  const plan = new EnvironmentPlan("shop", [{ layer: "network", stack: stackOf(module) }]);
  expect(possiblePlans(plan).map((possible) => possible.resources("aws_x").length)).toEqual([1]);
});

const jsonencoded = (value: Json): string =>
  JSON.stringify(value).replace("1e+21", "1000000000000000000000").replace("<", "\\u003c");
