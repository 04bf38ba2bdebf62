import { lstatIfThere } from "../../base/files";
import { basename, dirname } from "node:path";
import { type UserError, joinedErrors, userError, type ErrorParts } from "../../base/errors";
import { type Layer, LAYERS } from "../../base/layers";
import { type EnvironmentRecord, NO_RECORD } from "../../terraform/environment-record";
import { type JsonObject } from "../../terraform/stack-json";
import { readChecks } from "./checks-file";
import { CHECKS_FILE, type HeldSettings } from "../held-settings";
import { settingsNow } from "./settings-now";
import { type ModuleWords, inModuleWords } from "./module-words";
import { layerFoldersIn, type LayerFolder } from "./layer-files";
import { moduleStack, valuesFileIn } from "./module-stack";
import { type ModuleValues, valueIn } from "./value-in";

/** The modules of a folder, as stacks of synth. */
export interface HandedOver {
  readonly environment: string;
  readonly layers: readonly HandedLayer[];
  /** Waivers, settings and version; empty where the folder has no record of them. */
  readonly record: Pick<EnvironmentRecord, "waivers" | "settings" | "version">;
  /** Ids of checks of the environment's owner, which are code beside its file. */
  readonly ownChecks: readonly string[];
  /** Where it has its settings. @default - it has no record of them */
  readonly words?: ModuleWords;
  /** A message or fix of a layer in words of the modules. @default - it has no record of its settings */
  readonly inWords?: (layer: Layer, text: string) => string;
  /** Values of one setting that differ between modules. */
  readonly differing: readonly UserError[];
}

export interface HandedLayer {
  readonly layer: Layer;
  readonly folder: string;
  readonly json: JsonObject;
  /** The module before its variables have values. */
  readonly written: JsonObject;
  /** Address of an instance in Terraform, by its address in `json`. Others have the same address in both. */
  readonly instances: ReadonlyMap<string, string>;
  /** Values of its variables, with defaults. */
  readonly values: JsonObject;
  /** Position of each block, as `file:line:column`, by address. */
  readonly places: ReadonlyMap<string, string>;
}

/** Whether a folder has modules. An output folder of synth has its stacks in another folder. */
export const isHandedOver = (folder: string): boolean => layerFoldersIn(folder).length > 0;

/**
 * Reads a hand-over with the edits of its owner. Throws where Terraform could not read it, with all mistakes.
 *
 * @param planned values of the variables in a plan of a layer. @default - the files of values have them
 */
export function readHandedOver(
  folder: string,
  option: string,
  planned: ReadonlyMap<Layer, JsonObject> = new Map(),
): HandedOver {
  const folders = layerFoldersIn(folder);
  if (folders.length === 0) throw noHandOver(folder, option);
  const checks = readChecks(folder);
  const environment = checks?.environment ?? environmentOf(folder, folders);
  const errors: UserError[] = [];
  const layers = folders.map((each) => ({
    layer: each.layer,
    folder: each.path,
    ...moduleStack(each, environment, { handed: checks?.blocks, planned: planned.get(each.layer) }, errors),
  }));
  if (errors.length > 0) throw joinedErrors(errors);
  const values = new Map(layers.map((each) => [each.layer, each.values]));
  const record = checks ? { ...checks, settings: settingsNow(checks, values) } : NO_RECORD;
  const valuesFiles = new Map(
    folders.map(({ layer, names }) => [layer, `${layer}/${valuesFileIn(names, environment)}`] as const),
  );
  const words = checks && { ...checks, valuesFiles, others: CHECKS_FILE };
  return {
    environment,
    layers,
    record,
    ownChecks: checks?.ownChecks ?? [],
    differing: checks ? differingValues(checks, values, folder, valuesFiles) : [],
    ...(words ? { words, inWords: (layer, text) => inModuleWords(words, layer, text) } : {}),
  };
}

/**
 * Settings whose variable is gone. A text or number that several modules have is one setting. Lists can be shorter in a
 * later module, such as zones with nodes.
 */
function differingValues(
  { settings }: HeldSettings,
  values: ModuleValues,
  folder: string,
  files: ReadonlyMap<Layer, string>,
): UserError[] {
  return settings.flatMap((setting) => {
    if (!("in" in setting)) return [];
    const there = setting.in.filter(([layer]) => values.has(layer));
    const [gone] = there;
    if (gone && !there.some((place) => valueIn(values, [place[0], place[1]]) !== undefined))
      return [
        userError({
          place: `${folder}/${CHECKS_FILE}`,
          got: `${setting.path.join(".")} in the variable ${gone[1]} of ${gone[0]}, which declares none`,
          expected: "a variable with its value",
          fix: `declare it, or write its value there: "value" in place of "in"`,
        }),
      ];
    const [first, ...others] = setting.in.flatMap((place) => {
      const value = valueIn(values, place);
      return value === undefined || typeof value === "object" ? [] : [{ place, value }];
    });
    return others.flatMap(({ place: [layer, ...steps], value }) => {
      if (first === undefined || value === first.value) return [];
      const [given, expected] = [value, first.value].map((each) => JSON.stringify(each));
      return [
        userError({
          place: `${folder}/${files.get(layer) ?? layer}`,
          got: `${steps.join(".")} = ${given}`,
          expected: `${expected}, as ${first.place.slice(1).join(".")} of ${files.get(first.place[0]) ?? ""}`,
          fix: "write one value in the files of all modules",
        }),
      ];
    });
  });
}

function noHandOver(folder: string, option: string): UserError {
  const refused = ({ got, fix }: Pick<ErrorParts, "got" | "fix">): UserError =>
    userError({
      place: `${option} ${folder}`,
      got,
      expected: `a folder that handoff wrote, with ${LAYERS.slice(0, -1).join(", ")} or ${LAYERS.at(-1)}`,
      fix,
    });
  const isLayer = LAYERS.some((layer) => layer === basename(folder));
  if (isLayer && layerFoldersIn(dirname(folder)).length > 0)
    return refused({ got: "the folder of one module", fix: `give ${dirname(folder)}` });
  const isThere = lstatIfThere(folder) !== undefined;
  return refused({
    got: isThere ? "no folder of a layer with Terraform files" : "no folder",
    fix: "name that folder",
  });
}

/** The environment of the only file of values that a command names. */
function environmentOf(folder: string, folders: readonly LayerFolder[]): string {
  const files = folders.flatMap(({ names }) =>
    names.filter((name) => /\.tfvars(\.json)?$/.test(name) && !/^terraform\.|\.auto\./.test(name)),
  );
  const [file, ...others] = [...new Set(files)].sort();
  if (file !== undefined && others.length === 0) return file.replace(/\.tfvars(\.json)?$/, "");
  throw userError({
    place: folder,
    got: file === undefined ? "no file ENVIRONMENT.tfvars" : [file, ...others].join(", "),
    expected: "one file of values in its modules, which has the name of the environment, or checks.json",
    fix: "restore checks.json, or keep one of these files",
  });
}
