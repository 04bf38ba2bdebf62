import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { StackJson, type JsonObject } from "../../../proof/terraform-json/stack-json";
import { FILES_BESIDE, STACK_FILE } from "../../../shared/terraform/stack-files";
import { type DeployedStack } from "./stacks";

const WORKING_FOLDER = ".terraform";

/**
 * Does `work` with another configuration of a stack, in a copy of its folder with the same providers, backend and other files. The folder
 * itself stays as synth wrote it.
 */
export async function inCopy<Result>(
  stack: DeployedStack,
  json: JsonObject,
  work: (copy: DeployedStack) => Promise<Result>,
): Promise<Result> {
  const root = mkdtempSync(join(tmpdir(), "apply-"));
  try {
    const folder = join(root, basename(stack.folder));
    const working = resolve(stack.folder, WORKING_FOLDER);
    const isLeftOut = (file: string): boolean =>
      resolve(file) === working || FILES_BESIDE.some((name) => resolve(file) === resolve(stack.folder, name));
    cpSync(stack.folder, folder, { recursive: true, filter: (file) => !isLeftOut(file) });
    mkdirSync(working, { recursive: true });
    symlinkSync(working, join(folder, WORKING_FOLDER));
    writeFileSync(join(folder, STACK_FILE), JSON.stringify(json, null, 2));
    return await work({ ...stack, folder, json: new StackJson(stack.name, json) });
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
