import { type TerraformStack } from "cdktf";
import { invokeAspects } from "cdktf/lib/synthesize/synthesizer";
import { type RepositoryNames } from "../../src/project/address-locks/lock";
import { type NamedConfig } from "../../src/synth/app";
import { FILES_BESIDE } from "../../src/base/stack-files";
import { type JsonObject } from "../../src/terraform/stack-json";
import { withApp } from "./built-app";
import { configWith } from "./environments";
import { mergedStack } from "../../src/terraform/own-files/merged-stack";
import { stackFiles } from "../../src/platform/stacks/added-files";

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

/** The files of a stack as one configuration, as `Testing.synth` prints it: keys sorted, without metadata. */
export function textOf(stack: TerraformStack): string {
  invokeAspects(stack);
  stack.runAllValidations();
  const json = withoutMetadata(stack.toTerraform()) as JsonObject;
  const beside = FILES_BESIDE.flatMap((file) => stackFiles(stack).get(file) ?? []);
  return JSON.stringify(
    mergedStack([json, ...beside.map((each) => JSON.parse(each) as JsonObject)]),
    null,
    2,
  );
}

function withoutMetadata(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutMetadata);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([key]) => key !== "//");
  return Object.fromEntries(
    entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, each]) => [key, withoutMetadata(each)]),
  );
}
