import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Json, type StackJson, asObject } from "../../../../src/terraform/stack-json";
import { type PlanJson } from "./plan-changes";
import { type Stack } from "./stack";

/** Outputs of other stacks, by the name of the remote state that reads them. */
export type RemoteOutputs = Readonly<Record<string, Readonly<Record<string, Json>>>>;

/** Mocked version of every add-on. */
export const MOCKED_ADD_ON_VERSION = "v1.2.3-eksbuild.1";

/**
 * Plans a complete stack with the schema of the real provider, and with mocks instead of AWS. This shows that references
 * resolve and arguments have the right types, but not that AWS accepts them.
 */
export async function planWithMocks(stack: Stack, remote: RemoteOutputs): Promise<PlanJson> {
  const states = Object.entries(remote).map(([name, outputs]) => ({
    target: `data.terraform_remote_state.${name}`,
    values: { outputs },
  }));
  const test = [
    'mock_provider "aws" {',
    '  mock_data "aws_eks_addon_version" {',
    `    defaults = { version = ${JSON.stringify(MOCKED_ADD_ON_VERSION)} }`,
    "  }",
    // A condition requires a type, and no plan reads which one.
    '  mock_data "aws_ec2_instance_type_offerings" {',
    '    defaults = { instance_types = ["offered"] }',
    "  }",
    "}",
    ...states.flatMap(({ target, values }) => [
      "override_data {",
      `  target = ${target}`,
      `  values = ${JSON.stringify(values)}`,
      "}",
    ]),
    'run "whole" {',
    "  command = plan",
    "}",
  ];
  writeFileSync(join(stack.folder, "whole.tftest.hcl"), `${test.join("\n")}\n`);
  const { stdout } = await stack.terraformStep("plan with mocks", "test", "-json", "-verbose");
  for (const line of stdout.split("\n").filter((text) => text !== "")) {
    const { test_plan: plan } = JSON.parse(line) as { test_plan?: PlanJson };
    if (plan) return plan;
  }
  throw new Error(`${stack.name}: terraform test printed no plan\n${stdout}`);
}

/** Placeholders for the outputs of a stack that was not applied: a list or map of texts for each, and text for other values. */
export function outputsOf(stack: StackJson): Record<string, Json> {
  return Object.fromEntries(
    Object.entries(stack.outputs).map(([name, output]) => {
      const { value } = asObject(output);
      return [
        name,
        Array.isArray(value) ? value.map((_, index) => `${name}-${index}`) : placeholder(name, value),
      ];
    }),
  );
}

function placeholder(name: string, value: Json | undefined): Json {
  const entries = Object.entries(asObject(value));
  if (entries.length > 0 && entries.every(([, item]) => typeof item === "string"))
    return Object.fromEntries(entries.map(([key]) => [key, `${name}-${key}`]));
  return typeof value === "string" && !value.includes("${") ? value : `${name}-0`;
}
