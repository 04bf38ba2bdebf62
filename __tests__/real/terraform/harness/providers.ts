import { type Dirent, existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** Versions of each provider, by its source: `hashicorp/aws`. */
export type Providers = Readonly<Record<string, readonly string[]>>;

const REGISTRY = "registry.terraform.io";

/**
 * The providers in a folder for `terraform init -plugin-dir`, with their versions, oldest first. Terraform supports two
 * layouts: `<registry>/<namespace>/<name>/<version>/<platform>/`, and zip files
 * `<registry>/<namespace>/<name>/terraform-provider-<name>_<version>_<platform>.zip`.
 */
export function providersIn(folder: string): Providers {
  const registry = join(folder, REGISTRY);
  if (!existsSync(registry)) return {};
  const found = folders(registry).flatMap((namespace) =>
    folders(join(registry, namespace)).map((name) => {
      const versions = versionsIn(join(registry, namespace, name), name);
      return [`${namespace}/${name}`, versions] as const;
    }),
  );
  return Object.fromEntries(found.filter(([, versions]) => versions.length > 0));
}

function versionsIn(folder: string, name: string): string[] {
  const unpacked = folders(folder).filter((version) => platformsIn(join(folder, version)).length > 0);
  const zipped = entries(folder).flatMap((entry) => {
    const match = new RegExp(`^terraform-provider-${name}_(.+?)_[a-z0-9]+_[a-z0-9]+\\.zip$`).exec(entry.name);
    return match?.[1] ?? [];
  });
  const versions = [...new Set([...unpacked, ...zipped])];
  return versions.sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
}

/** The required providers of a root module that are not installed. */
export function missingProviders(required: readonly string[], installed: Providers): string[] {
  return required.filter((source) => installed[source] === undefined);
}

const folders = (folder: string): string[] => named(entries(folder).filter((entry) => entry.isDirectory()));

/** Terraform follows links here, and in no folder above: it reports such a provider as not found. */
const platformsIn = (folder: string): string[] =>
  named(entries(folder).filter((entry) => entry.isDirectory() || entry.isSymbolicLink()));

const named = (found: readonly Dirent[]): string[] => found.map(({ name }) => name);

const entries = (folder: string): Dirent[] =>
  existsSync(folder) ? readdirSync(folder, { withFileTypes: true }) : [];
