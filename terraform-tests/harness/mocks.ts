import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Json, type StackJson, asObject } from "../../src/terraform-json/stack-json";
import { type PlanJson } from "./plan-changes";
import { type Stack } from "./stack";

/** Outputs of other stacks, by the name of the remote state that reads them. */
export type RemoteOutputs = Readonly<Record<string, Readonly<Record<string, Json>>>>;

/** The version that every add-on has here. */
export const MOCKED_ADD_ON_VERSION = "v1.2.3-eksbuild.1";

/**
 * Plans a whole stack as the real provider's schema understands it, with mocks in place of what AWS would answer. It
 * shows that references resolve and arguments have the right types, not that AWS accepts them.
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

/** A value of the right form for each output of a stack, before anything exists: what is not a list is text. */
export function outputsOf(stack: StackJson): Record<string, Json> {
  return Object.fromEntries(
    Object.entries(stack.outputs).map(([name, output]) => {
      const { value } = asObject(output);
      return [
        name,
        Array.isArray(value) ? value.map((_, index) => `${name}-${index}`) : standIn(name, value),
      ];
    }),
  );
}

function standIn(name: string, value: Json | undefined): Json {
  return typeof value === "string" && !value.includes("${") ? value : `${name}-0`;
}
