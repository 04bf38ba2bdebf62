import { cpSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { StackJson, type JsonObject } from "../../terraform/stack-json";
import { FILES_BESIDE, STACK_FILES } from "../../base/stack-files";
import { withAsyncScratch } from "../../base/scratch";
import { type DeployedStack } from "./stacks";

const WORKING_FOLDER = ".terraform";

/** Copies the folder of a stack without Terraform's working folder, with another configuration where one is given. */
export function copyStack(stack: DeployedStack, folder: string, json?: JsonObject): DeployedStack {
  const leftOut = [WORKING_FOLDER, ...(json ? FILES_BESIDE : [])].map((name) => resolve(stack.folder, name));
  cpSync(stack.folder, folder, { recursive: true, filter: (file) => !leftOut.includes(resolve(file)) });
  if (json) writeFileSync(join(folder, STACK_FILES.main), JSON.stringify(json, null, 2));
  return { ...stack, folder, json: json ? new StackJson(stack.name, json) : stack.json };
}

/**
 * Does `work` with another configuration of a stack, in a copy of its folder with the same providers, backend and other files. The folder
 * itself stays as synth wrote it.
 */
export const inCopy = <Result>(
  stack: DeployedStack,
  json: JsonObject,
  work: (copy: DeployedStack) => Promise<Result>,
): Promise<Result> =>
  withAsyncScratch("apply-", (root) => {
    const working = resolve(stack.folder, WORKING_FOLDER);
    const copy = copyStack(stack, join(root, basename(stack.folder)), json);
    mkdirSync(working, { recursive: true });
    symlinkSync(working, join(copy.folder, WORKING_FOLDER));
    return work(copy);
  });
