import { readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { changedFiles } from "../git/changed-files";
import { type Table } from "./files";

/** Folders whose files can change what any check says. */
const SHARED = ["src/infrastructure/", "src/terraform/", "dev/judged/", "src/evidence/judged/"];

/** Files of checks, also of those of a part of the platform. */
const CHECKS = /^src\/(parts\/[^/]+\/)?checks\//;

/**
 * Types that changed checks judge. Undefined where any type can be concerned: files that all checks share have changed, or the changed
 * files are unknown.
 */
export function changedTypes(root: string, table: Table): readonly string[] | undefined {
  const files = changedFiles(root)?.files;
  if (!files || files.some((file) => SHARED.some((folder) => file.startsWith(folder)))) return undefined;
  const ids = new Set(files.filter((file) => CHECKS.test(file)).flatMap((file) => idsOf(join(root, file))));
  return Object.entries(table)
    .filter(([, { own, generated = {} }]) =>
      [...Object.values(own), ...Object.values(generated)].flat().some((id) => ids.has(id)),
    )
    .map(([type]) => type);
}

/** The checks of a file; of a file without any, those of its folder, which can import it. */
function idsOf(file: string): string[] {
  const own = idsIn(file);
  if (own.length > 0) return own;
  const folder = dirname(file);
  return filesIn(folder).flatMap((name) => idsIn(join(folder, name)));
}

function idsIn(file: string): string[] {
  try {
    return [...readFileSync(file, "utf8").matchAll(/\bruleOf\(TEXTS, "([a-z0-9-]+)"\)/g)].map(
      ([, id = ""]) => id,
    );
  } catch {
    // A check that is gone judges nothing; the whole table shows it.
    return [];
  }
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => name.endsWith(".ts"));
  } catch {
    // The folder is gone, and its checks with it.
    return [];
  }
}
