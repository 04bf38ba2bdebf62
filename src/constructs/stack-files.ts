import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";

const filesByStack = new WeakMap<TerraformStack, Map<string, string>>();

/** Puts a text file beside the stack's `cdk.tf.json`, at a path relative to it (`${path.module}` in Terraform). */
export function addStackFile(scope: Construct, path: string, text: string): void {
  const stack = TerraformStack.of(scope);
  const files = filesByStack.get(stack) ?? new Map<string, string>();
  filesByStack.set(stack, files.set(path, text));
}

/** The files that constructs of `stack` asked for, by path. */
export function stackFiles(stack: TerraformStack): ReadonlyMap<string, string> {
  return filesByStack.get(stack) ?? new Map<string, string>();
}
