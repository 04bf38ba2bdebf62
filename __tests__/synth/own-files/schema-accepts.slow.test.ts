import { readFileSync } from "node:fs";
import { join } from "node:path";
import { formatProblem } from "../../../src/environment/problems";
import { type Json, type JsonObject, StackJson, asArray, asObject } from "../../../src/terraform/stack-json";
import { problemsOfOwnFiles } from "../../../src/synth/own-files/file-problems";
import { PLANS } from "../../support/every-option";

const GENERATED = new StackJson("prod-models", {
  terraform: {
    required_providers: Object.fromEntries(
      ["aws", "helm", "kubernetes"].map((name) => [name, { source: `hashicorp/${name}` }]),
    ),
  },
});

const problemsIn = (name: string, text: string): string[] =>
  problemsOfOwnFiles([{ name, path: name, text }], GENERATED).map(formatProblem);

/** `terraform validate` with hashicorp/aws 5.100.0 accepts this file (run on 2026-11-26). */
const VALID = readFileSync(join(__dirname, "valid-types.tf"), "utf8");

test("blocks of sixty types that Terraform accepts have no error", () => {
  expect(new Set(VALID.match(/^resource "[a-z0-9_]+"/gm)).size).toBeGreaterThan(55);
  expect(problemsIn("valid-types.tf", VALID)).toEqual([]);
});

/** The blocks of a stack as a file of an owner would have them, each with more arguments. */
const asOwnFile = ({ json }: StackJson, more: JsonObject = {}): string => {
  const withMore = (sections: Json | undefined): JsonObject =>
    mapped(asObject(sections), (all) => mapped(asObject(all), (block) => ({ ...asObject(block), ...more })));
  const aliased = Object.entries(asObject(json["provider"])).map(([name, blocks]): [string, Json] => [
    name,
    asArray(blocks).map((block) => ({
      ...asObject(block),
      ...more,
      alias: asObject(block)["alias"] ?? "own",
    })),
  ]);
  const { resource, data } = json;
  return JSON.stringify({
    resource: withMore(resource),
    data: withMore(data),
    provider: Object.fromEntries(aliased),
  });
};

const mapped = (object: JsonObject, change: (value: Json) => Json): JsonObject =>
  Object.fromEntries(Object.entries(object).map(([name, value]) => [name, change(value)]));

test.each(PLANS)("no block that synth writes for %s has an error", (_, plan) => {
  expect(plan.stacks.length).toBeGreaterThan(3);
  for (const stack of plan.stacks) expect(problemsIn(`${stack.name}.tf.json`, asOwnFile(stack))).toEqual([]);
});

test("each block that synth writes has an error with an argument of no provider, so that each is compared", () => {
  const [first] = PLANS;
  expect(first).toBeDefined();
  for (const stack of first?.[1].stacks ?? []) {
    const providers = Object.values(stack.providers).flatMap(asArray);
    const blocks = [...stack.resources(), ...stack.dataSources()];
    // Types of Terraform itself have no schema.
    const compared = [...blocks.filter(({ type }) => !type.startsWith("terraform_")), ...providers];
    const problems = problemsIn(`${stack.name}.tf.json`, asOwnFile(stack, { nothing: 1 }));
    expect(problems.length).toBeGreaterThan(5);
    expect(problems).toEqual(compared.map(() => expect.stringContaining("nothing: got an unknown name")));
  }
});
