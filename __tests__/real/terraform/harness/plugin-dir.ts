import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type StackJson, asObject } from "../../../../src/terraform/stack-json";
import { type Variables, run } from "./processes";
import { providersIn } from "./providers";

/**
 * Folder for `terraform init -plugin-dir`: `mirror` if it is set, or `cache`, which is filled from the public registry with
 * the newest versions that all stacks allow.
 */
export async function pluginDir(
  stacks: readonly StackJson[],
  { mirror, cache, folder, env }: { mirror?: string; cache: string; folder: string; env: Variables },
): Promise<string> {
  if (mirror !== undefined) return usable(mirror);
  const required = stacks.map((stack) => asObject(stack.terraform["required_providers"]));
  const root = { terraform: { required_providers: Object.assign({}, ...required) as object } };
  mkdirSync(folder, { recursive: true });
  mkdirSync(cache, { recursive: true });
  writeFileSync(join(folder, "providers.tf.json"), JSON.stringify(root));
  try {
    await run({
      program: "terraform",
      args: ["init", "-no-color", "-input=false"],
      cwd: folder,
      env: { ...env, TF_PLUGIN_CACHE_DIR: cache },
    });
  } catch (error) {
    throw new Error(
      "providers could not be installed from the public registry; set TF_PLUGIN_DIR to a mirror " +
        `(a folder that contains registry.terraform.io)\n${(error as Error).message}`,
    );
  }
  return cache;
}

function usable(mirror: string): string {
  const folder = resolve(mirror);
  const got = existsSync(folder) ? "a folder without providers" : "no such folder";
  if (Object.keys(providersIn(folder)).length > 0) return folder;
  throw new Error(
    `TF_PLUGIN_DIR=${mirror}: got ${got}, ` +
      "expected registry.terraform.io/<namespace>/<provider>/<version>/<platform>; set it to a mirror of providers",
  );
}
