import { lstatIfThere } from "../../base/files";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { type UserError, attempt, userError } from "../../base/errors";
import { type Layer, LAYERS } from "../../base/layers";
import { LOADED, isLoadedName } from "../../base/loaded-files";
import { readText } from "../../base/read-text";
import { type OwnBlock } from "../../terraform/own-block";
import { readOwnFile } from "../../terraform/own-file";
import { type JsonObject } from "../../terraform/stack-json";
import { withOverrides } from "../overrides";
import { plainValues, isMistake } from "../values-files";

/** The folder of a root module. */
export interface LayerFolder {
  readonly layer: Layer;
  readonly path: string;
  /** Names of the files in it. */
  readonly names: readonly string[];
}

/** A block of a module, with its file. */
export interface FileBlock extends OwnBlock {
  /** Name of the file in the folder of the module; that of the last override that changes it. */
  readonly file: string;
}

/** The modules in the folder of a hand-over, in the order in which they are applied. */
export const layerFoldersIn = (folder: string): LayerFolder[] =>
  LAYERS.map((layer) => ({ layer, path: join(folder, layer) }))
    .map((each) => ({ ...each, names: namesIn(each.path) }))
    .filter(({ names }) => names.some((name) => LOADED.configuration.test(name)));

/** Names of the files that Terraform loads, or that its commands name. */
function namesIn(path: string): string[] {
  if (lstatIfThere(path)?.isDirectory() !== true) return [];
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => !entry.isDirectory() && (isLoadedName(entry.name) || isNamedFile(entry.name)))
    .map(({ name }) => name)
    .sort();
}

/** Values of variables and settings of a backend, which are options of Terraform's commands. */
const isNamedFile = (name: string): boolean =>
  /^[^.].*\.tfvars(\.json)?$|^backend-.*\.(hcl|json)$/.test(name);

/** The blocks of a module as Terraform merges them. Mistakes are added to `errors`. */
export function mergedBlocks({ path, names }: LayerFolder, errors: UserError[]): FileBlock[] {
  const read = names
    .filter((name) => LOADED.configuration.test(name))
    .flatMap((file) => attempt(errors, () => blocksOf(path, file)) ?? []);
  const blocks = read.filter(({ file }) => !LOADED.override.test(file));
  errors.push(...declaredTwice(path, blocks));
  return withOverrides(
    blocks,
    read.filter(({ file }) => LOADED.override.test(file)),
    (block, { file, line, column }, body) => ({ ...block, body, file, line, column }),
  );
}

const blocksOf = (path: string, file: string): FileBlock[] =>
  placed(path, file, (text) => readOwnFile(file, text)).map((block) => ({ ...block, file }));

/** Blocks without a name, which a module can have several times. */
const isNameless = ({ labels }: OwnBlock): boolean => labels.length === 0;

function declaredTwice(path: string, blocks: readonly FileBlock[]): UserError[] {
  const known = new Map<string, FileBlock>();
  return blocks
    .filter((block) => !isNameless(block))
    .flatMap((block) => {
      const first = known.get(block.address);
      known.set(block.address, first ?? block);
      if (first === undefined) return [];
      return [
        userError({
          place: placeIn(path, first),
          got: `${block.address}, which ${placeIn(path, block)} has too`,
          expected: "each block once",
          fix: "rename one of them, or merge both",
        }),
      ];
    });
}

/** `handed-over/network/vpc.tf:3:1` */
export const placeIn = (path: string, { file, line, column }: FileBlock): string =>
  `${join(path, file)}:${line}:${column}`;

/** The values that Terraform gives the variables of a module with the file of an environment: a later file counts more. */
export function valuesIn({ path, names }: LayerFolder, environment: string, errors: UserError[]): JsonObject {
  const files = [
    ...names.filter((name) => name.startsWith("terraform.tfvars")),
    ...names.filter((name) => LOADED.values.test(name) && !name.startsWith("terraform.tfvars")),
    ...names.filter((name) => [`${environment}.tfvars`, `${environment}.tfvars.json`].includes(name)),
  ];
  return Object.assign(
    {},
    ...files.map((file) => attempt(errors, () => settingsIn(path, file))),
  ) as JsonObject;
}

/** Settings of the backend of an environment; empty where there is no file. */
export function backendIn(
  { path, names }: LayerFolder,
  environment: string,
  errors: UserError[],
): JsonObject {
  const file = names.find((name) =>
    [`backend-${environment}.hcl`, `backend-${environment}.json`].includes(name),
  );
  return file === undefined ? {} : (attempt(errors, () => settingsIn(path, file)) ?? {});
}

const settingsIn = (path: string, file: string): JsonObject =>
  placed(path, file, (text) => plainValues(file, text));

/** Reads a file. Throws, with line and column, where it has a mistake. */
function placed<T>(path: string, name: string, read: (text: string) => T): T {
  const file = join(path, name);
  const [expected, fix] = [
    "a file that Terraform can read",
    "correct it; terraform validate names mistakes too",
  ];
  const text = readText(file, { expected, fix });
  try {
    return read(text);
  } catch (error) {
    if (!isMistake(error)) throw error;
    const { line, column, what: got } = error;
    throw userError({ place: `${file}:${line}:${column}`, got, expected, fix, cause: error });
  }
}
