import { readFileSync } from "node:fs";
import { join } from "node:path";
import { changedFiles } from "../git/changed-files";
import { type Table } from "./files";

/** Folders whose files can change what any check says. */
const SHARED = [
  "src/proof/model/",
  "src/proof/terraform-json/",
  "scripts/judged/",
  "src/proof/facts/judged/",
];
const CHECKS = "src/proof/checks/";

/**
 * Types that changed checks judge. Undefined where any type can be concerned: files that all checks share have changed, or the changed
 * files are unknown.
 */
export function changedTypes(root: string, table: Table): readonly string[] | undefined {
  const files = changedFiles(root)?.files;
  if (!files || files.some((file) => SHARED.some((folder) => file.startsWith(folder)))) return undefined;
  const ids = new Set(
    files.filter((file) => file.startsWith(CHECKS)).flatMap((file) => idsIn(join(root, file))),
  );
  return Object.entries(table)
    .filter(([, { own, generated = {} }]) =>
      [...Object.values(own), ...Object.values(generated)].flat().some((id) => ids.has(id)),
    )
    .map(([type]) => type);
}

function idsIn(file: string): string[] {
  try {
    return [...readFileSync(file, "utf8").matchAll(/\bid: "([a-z0-9-]+)"/g)].map(([, id = ""]) => id);
  } catch {
    // A check that is gone judges nothing; the whole table shows it.
    return [];
  }
}
