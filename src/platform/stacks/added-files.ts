import { TerraformStack } from "cdktf";
import { type Construct } from "constructs";

const filesByStack = new WeakMap<TerraformStack, Map<string, string>>();

/** Adds a text file beside the stack's `cdk.tf.json`, at a relative path (`${path.module}` in Terraform). */
export function addStackFile(scope: Construct, path: string, text: string): void {
  const stack = TerraformStack.of(scope);
  const files = filesByStack.get(stack) ?? new Map<string, string>();
  filesByStack.set(stack, files.set(path, text));
}

/** Files that constructs of `stack` added, by path. */
export function stackFiles(stack: TerraformStack): ReadonlyMap<string, string> {
  return filesByStack.get(stack) ?? new Map<string, string>();
}
