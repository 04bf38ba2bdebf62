import { mkdirSync, readdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";

/** The program that runs root modules: `terraform`, or the path of OpenTofu where `npm run test:opentofu` sets it. */
export const TERRAFORM = process.env["TERRAFORM_PROGRAM"] ?? "terraform";

/**
 * The same providers for OpenTofu, which looks for them under the name of its own registry. Packages are linked one by one: it
 * follows no link to a folder above them.
 */
export function providersForOpenTofu(plugins: string, folder: string): string {
  const registry = join(plugins, "registry.terraform.io");
  for (const namespace of readdirSync(registry))
    for (const name of readdirSync(join(registry, namespace)))
      for (const entry of readdirSync(join(registry, namespace, name), { withFileTypes: true })) {
        const path = join(namespace, name, entry.name);
        const packages = entry.isDirectory()
          ? readdirSync(join(registry, path)).map((platform) => join(path, platform))
          : [path];
        for (const each of packages) {
          mkdirSync(join(folder, "registry.opentofu.org", each, ".."), { recursive: true });
          symlinkSync(join(registry, each), join(folder, "registry.opentofu.org", each));
        }
      }
  return folder;
}
