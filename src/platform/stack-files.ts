import { type TerraformStack } from "cdktf";
import { filesByStack } from "./stacks/added-files";

/** Files that constructs of `stack` added, by path. */
export function stackFiles(stack: TerraformStack): ReadonlyMap<string, string> {
  return filesByStack.get(stack) ?? new Map<string, string>();
}
