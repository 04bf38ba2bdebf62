import { readdirSync } from "node:fs";
import { join } from "node:path";
import { CODE_FOLDERS, OWN_ID } from "../own-code-files";
import { type Problem } from "../problems";
import { fileTexts } from "./texts";
import { componentSources } from "./component-sources";

type ComponentSource = ReturnType<typeof componentSources>[number];

/** A folder with one component. */
export interface ComponentFolder extends Pick<ComponentSource, "id"> {
  /** Path of its module below the folder of the environments, with `/`. */
  readonly entry: string;
  /** Texts of its files, by path. */
  readonly modules: Readonly<Record<string, string>>;
  /** Whether a YAML file has its id. Only then its code is evaluated. */
  readonly isNamed: boolean;
}

/** Components in a folder of environments, and problems of their names. `reserved` are ids of parts of the program. */
export function componentFolders(
  directory: string,
  shown: string,
  reserved: readonly string[],
): { readonly folders: ComponentFolder[]; readonly problems: Problem[] } {
  const sources = componentSources(directory);
  if (sources.length === 0) return { folders: [], problems: [] };
  const problems = sources.flatMap((source) => problemOf(source, shown, reserved) ?? []);
  const good = sources.filter((source) => problemOf(source, shown, reserved) === undefined);
  const named = fileTexts(
    directory,
    readdirSync(directory).filter((name) => name.endsWith(".yaml")),
  );
  const folders = good.map(({ id, entries, files }) => ({
    id,
    entry: `${CODE_FOLDERS.components}/${id}/${entries[0] ?? ""}`,
    modules: fileTexts(directory, files),
    isNamed: Object.values(named).some((text) => text.includes(id)),
  }));
  return { folders, problems };
}

function problemOf(
  { id, entries }: ComponentSource,
  shown: string,
  reserved: readonly string[],
): Problem | undefined {
  const path = join(shown, CODE_FOLDERS.components, id);
  const fix = "rename the folder";
  if (reserved.includes(id))
    return {
      path,
      got: "the id of a part of this program",
      expected: `another name than ${id}`,
      fix,
    };
  if (!OWN_ID.pattern.test(id)) return { path, got: `the name ${id}`, expected: OWN_ID.inWords, fix };
  if (entries.length === 0)
    return {
      path,
      got: "no component.mjs, component.js or component.ts",
      expected: "one of them",
      fix: "add it, or move the folder away",
    };
  return entries.length > 1
    ? { path, got: entries.join(" and "), expected: "one of them", fix: "remove the other" }
    : undefined;
}
