import { readFileSync } from "node:fs";
import { join } from "node:path";
import { formatProblem } from "../../../../src/platform/environment/loader/problems";
import { type Json, StackJson, asArray, asObject } from "../../../../src/proof/terraform-json/stack-json";
import { problemsOfOwnFiles } from "../../../../src/tools/synth/own-files/rules";
import { PLANS } from "../../../support/every-option";

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

/** The blocks of a stack as a file of an owner would have them. */
const asOwnFile = ({ json }: StackJson): string => {
  const aliased = Object.entries(asObject(json["provider"])).map(([name, blocks]): [string, Json] => [
    name,
    asArray(blocks).map((block) => ({ ...asObject(block), alias: asObject(block)["alias"] ?? "own" })),
  ]);
  const { resource = {}, data = {} } = json;
  return JSON.stringify({ resource, data, provider: Object.fromEntries(aliased) });
};

test.each(PLANS)("no block that synth writes for %s has an error", (_, plan) => {
  for (const stack of plan.stacks) expect(problemsIn(`${stack.name}.tf.json`, asOwnFile(stack))).toEqual([]);
});
