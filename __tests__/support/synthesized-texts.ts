import { type TerraformStack, Testing } from "cdktf";
import { type RepositoryNames } from "../../src/tools/shared/address-locks/address-lock";
import { type NamedConfig } from "../../src/tools/synth/app";
import { stackFiles } from "../../src/platform/constructs/stack-files";
import { FILES_BESIDE } from "../../src/shared/terraform/stack-files";
import { type JsonObject, mergedStack } from "../../src/proof/terraform-json/stack-json";
import { withApp } from "./built-app";
import { configWith } from "./environments";

/**
 * The Terraform JSON of each stack of a reference environment, with `change` merged into its file, and with the image
 * repositories that its lock retains.
 */
export function synthesizedTexts(
  environment: string,
  change: object = {},
  retained: RepositoryNames = new Map(),
): Map<string, string> {
  return textsFor({ name: environment, config: configWith(environment, change), retained });
}

/** The Terraform JSON of each stack of an environment. */
export const textsFor = (environment: NamedConfig): Map<string, string> =>
  withApp(environment, (_, stacks) => new Map(stacks.map((stack) => [stack.node.id, textOf(stack)])));

/** The files of a stack as one configuration. */
export function textOf(stack: TerraformStack): string {
  const text = Testing.synth(stack, true);
  const beside = FILES_BESIDE.flatMap((file) => stackFiles(stack).get(file) ?? []);
  return JSON.stringify(
    mergedStack([text, ...beside].map((each) => JSON.parse(each) as JsonObject)),
    null,
    2,
  );
}
