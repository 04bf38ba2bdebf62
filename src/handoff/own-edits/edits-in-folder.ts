import { existsSync, readdirSync, statSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { join } from "node:path";
import { readTextIfThere } from "../../base/files";
import { type Bundle } from "../bundle/bundle";
import { type Parity } from "../bundle/parity-file";
import { chartFolders, filesIn } from "./chart-files";
import { moduleBlocks } from "./module-blocks";
import { isLoaded, isRead } from "./module-files";
import { type OwnEdit, ownEdits } from "./own-edits";
import { sha256 } from "../../base/digests";

/** An edit in the folder of a module. */
export interface ModuleEdit extends OwnEdit {
  readonly module: string;
}

/**
 * Edits of the owner in a handed-over folder, compared with the modules that a hand-over would write now: they equal the stacks.
 * Files that are as they were handed over have none, and values of the owner are no edits of the module.
 */
export function editsInFolder(
  folder: string,
  before: Parity,
  { files, parity, valuesFiles }: Bundle,
): ModuleEdit[] {
  const isOfValues = (module: string, address: string): boolean =>
    valuesFiles.some(({ path }) => path === `${module}/${address}`);
  return Object.keys(parity.modules).flatMap((module) => {
    const expected = new Map(
      [...files].flatMap(([path, text]) =>
        path.startsWith(`${module}/`) ? [[path.slice(module.length + 1), text] as const] : [],
      ),
    );
    const found = readFolder(join(folder, module), (name) => expected.has(name));
    const isTouched = (name: string): boolean => {
      const text = found.get(name);
      return (text === undefined ? undefined : sha256(text)) !== before.files[`${module}/${name}`];
    };
    const isEdited = [...found.keys(), ...[...expected.keys()].filter(isRead)].some(isTouched);
    const edits = isEdited
      ? ownEdits(moduleBlocks(module, expected), moduleBlocks(module, found), isTouched)
      : [];
    const charts = chartEdits(module, join(folder, module), expected, before);
    return [...edits, ...charts]
      .filter(({ address }) => !isOfValues(module, address))
      .map((edit) => ({ module, ...edit }));
  });
}

/** Modules whose stack is not the one of the hand-over, with the files that differ. */
export function changedStacks(before: Parity, { parity }: Bundle): ReadonlyMap<string, readonly string[]> {
  return new Map(
    Object.entries(parity.modules).flatMap(([module, { synthesized }]) => {
      const recorded = before.modules[module]?.synthesized ?? {};
      const names = [...new Set([...Object.keys(recorded), ...Object.keys(synthesized)])];
      const changed = names.filter((name) => !isDeepStrictEqual(recorded[name], synthesized[name]));
      return changed.length > 0 ? [[module, changed] as const] : [];
    }),
  );
}

/** Files of the charts in a module that are not as they were handed over. Helm installs every template in a chart. */
function chartEdits(
  module: string,
  folder: string,
  expected: ReadonlyMap<string, string>,
  before: Parity,
): OwnEdit[] {
  const charts = chartFolders(expected.keys());
  const isOfChart = (name: string): boolean => charts.some((chart) => name.startsWith(`${chart}/`));
  const names = new Set([...[...expected.keys()].filter(isOfChart), ...filesIn(folder, charts)]);
  return [...names].sort().flatMap((name) => {
    const text = readTextIfThere(join(folder, name));
    const recorded = before.files[`${module}/${name}`];
    if (text === expected.get(name) || (text !== undefined && sha256(text) === recorded)) return [];
    if (text === undefined && recorded === undefined) return [];
    const edit = { address: name, isBlock: true };
    if (text === undefined) return [{ ...edit, message: "the stack has it, and the folder does not" }];
    const message = expected.has(name)
      ? "the folder has another text of it than the stack"
      : "the folder has it, and the stack does not";
    return [{ ...edit, message, place: `${module}/${name}` }];
  });
}

function readFolder(folder: string, isExpected: (name: string) => boolean): ReadonlyMap<string, string> {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) return new Map();
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !entry.isDirectory() && !entry.name.startsWith(".") && isRead(entry.name))
    .filter((entry) => isLoaded(entry.name) || isExpected(entry.name))
    .map(({ name }) => name);
  return new Map(names.map((name) => [name, readTextIfThere(join(folder, name)) ?? ""]));
}
