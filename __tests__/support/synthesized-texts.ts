import { TerraformStack, Testing } from "cdktf";
import { buildApp } from "../../src/app";
import { configWith } from "./environments";

/** The Terraform JSON of each stack of a reference environment, with `change` merged into its file. */
export function synthesizedTexts(environment: string, change: object = {}): Map<string, string> {
  const app = buildApp(
    [{ name: environment, config: configWith(environment, change) }],
    Testing.stubVersion(Testing.app()).outdir,
  );
  const stacks = app.node.children.filter(TerraformStack.isStack);
  return new Map(stacks.map((stack) => [stack.node.id, Testing.synth(stack, true)]));
}
