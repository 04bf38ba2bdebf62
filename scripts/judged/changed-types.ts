import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
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
 * Types that changed checks judge, by the files that differ from the merge base with the main branch, or from the parent commit on it.
 * Undefined where any type can be concerned: files that all checks share have changed, or git or the commits are missing.
 */
export function changedTypes(root: string, table: Table): readonly string[] | undefined {
  const git = (...args: readonly string[]): string | undefined => {
    try {
      return execFileSync("git", ["-C", root, ...args], {
        encoding: "utf8",
        stdio: ["ignore", "pipe", "ignore"],
      }).trim();
    } catch {
      return undefined;
    }
  };
  const head = git("rev-parse", "HEAD");
  const shared = git("merge-base", "HEAD", "origin/main") ?? git("merge-base", "HEAD", "main");
  const base = shared === head ? git("rev-parse", "HEAD^") : shared;
  const differing = base === undefined ? undefined : git("diff", "--name-only", base);
  if (differing === undefined) return undefined;
  const files = differing.split("\n");
  if (files.some((file) => SHARED.some((folder) => file.startsWith(folder)))) return undefined;
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
