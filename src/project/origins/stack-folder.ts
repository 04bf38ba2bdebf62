import { readFileSync, readdirSync } from "node:fs";
import { join, posix } from "node:path";
import { errorCode } from "../../base/fs-errors";
import { foreignIn, isLoadedName } from "../../base/loaded-files";
import { lstatIfThere } from "../../base/files";
import { type Layer } from "../../base/layers";
import { LOCK_NAME } from "../../base/provider-lock";
import { FILES_BESIDE, STACK_FILES } from "../../base/stack-files";
import { type JsonObject } from "../../terraform/stack-json";
import { NPX } from "../../base/program-name";
import { blockEdits } from "./block-edits";
import { type OriginEdit, merged } from "./edit";
import { isOfTerraform } from "./known-content";
import { jsonObjectIn } from "./json-object";

/** A file that synth writes into the folder of a stack: its bytes, or whether some bytes have its digest. */
export type ExpectedFile = { readonly bytes: Buffer } | { readonly isSame: (found: Buffer) => boolean };

export interface StackFolder {
  readonly environment: string;
  readonly layer: Layer;
  /** Absolute, or relative to the working directory. */
  readonly folder: string;
  /** Files that synth writes, by their path from the folder. */
  readonly expected: ReadonlyMap<string, ExpectedFile>;
}

export interface ComparedFolder {
  readonly edits: readonly OriginEdit[];
  /** Files that nothing tells about: a lock of providers where none is recorded. */
  readonly notCompared: readonly string[];
}

/** The comparisons of several folders as one, with the paths of the files from the output folder. */
export const oneComparison = (
  compared: readonly (ComparedFolder & { readonly folder: string })[],
): ComparedFolder => ({
  edits: compared.flatMap(({ edits }) => edits),
  notCompared: compared.flatMap(({ folder, notCompared }) => notCompared.map((file) => `${folder}/${file}`)),
});

/** Terraform's working folder, which init writes. */
const WORKING_FOLDER = ".terraform";

/** Files whose blocks are compared. */
const BLOCK_FILES: readonly string[] = [STACK_FILES.main, ...FILES_BESIDE];

/** Compares every file in the folder of a stack with what synth writes. */
export function compareStackFolder(stack: StackFolder): ComparedFolder {
  const { layer, folder, expected } = stack;
  const found = filesIn(folder);
  const written = [...expected].flatMap(([name, file]) => editsOfFile(stack, name, file));
  const foreign = new Map(foreignIn(folder, [...expected.keys()]).map((each) => [each.name, each] as const));
  const notCompared = found.filter((name) => name === LOCK_NAME && !expected.has(name));
  const others = [...found, ...[...foreign.keys()].filter((name) => !found.includes(name))].flatMap(
    (name): OriginEdit[] => {
      if (expected.has(name) || notCompared.includes(name)) return [];
      if (BLOCK_FILES.includes(name)) return addedBlocks(stack, name);
      const loaded = foreign.get(name);
      if (loaded) return [{ layer, address: name, message: loaded.got, fix: loaded.fix }];
      if (isLoadedName(name) || isKnown(stack, name)) return [];
      return [{ layer, address: name, message: "a file that synth did not write", fix: FILE_FIX }];
    },
  );
  return { edits: merged([...written, ...others]), notCompared };
}

const FILE_FIX = "move it to another folder";
const SYNTH = `run ${NPX} synth`;

/** Whether Terraform wrote a file. Among the files of synth, such as in a chart, it writes none. */
function isKnown({ folder, expected }: StackFolder, name: string): boolean {
  const home = posix.dirname(name);
  const isAmongOurs = home !== "." && [...expected.keys()].some((each) => sharesFolder(each, home));
  const bytes = bytesIn(join(folder, name));
  return !isAmongOurs && bytes !== undefined && isOfTerraform(name, bytes);
}

/** Whether a folder is below the first folder of a file of synth. */
const sharesFolder = (file: string, home: string): boolean =>
  file.includes("/") && home.split("/")[0] === file.split("/")[0];

/** All files below the folder of a stack except Terraform's own. */
function filesIn(root: string, folder = ""): string[] {
  if (lstatIfThere(root)?.isDirectory() !== true) return [];
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const name = posix.join(folder, entry.name);
    if (!entry.isDirectory()) return [name];
    return name === WORKING_FOLDER ? [] : filesIn(root, name);
  });
}

function editsOfFile(stack: StackFolder, name: string, expected: ExpectedFile): OriginEdit[] {
  const { layer, folder } = stack;
  const path = join(folder, name);
  const edit = (message: string): OriginEdit[] => [{ layer, address: name, message, fix: SYNTH }];
  const there = lstatIfThere(path);
  if (there === undefined) return edit("the file is missing, and synth writes it");
  if (!there.isFile()) return edit("a link or folder in place of the file that synth writes");
  const bytes = bytesIn(path);
  if (bytes === undefined) return edit("a file that cannot be read");
  if ("isSame" in expected)
    return expected.isSame(bytes) ? [] : edit("other bytes than synth wrote: its digest differs");
  if (bytes.equals(expected.bytes)) return [];
  if (!BLOCK_FILES.includes(name)) return edit("other bytes than synth writes");
  const [before, after] = [expected.bytes, bytes].map((each) => jsonObjectIn(each.toString()));
  if (!before || !after) return edit("no JSON of a stack, which synth writes");
  const edits = editsOfBlocks(stack, before, after);
  return edits.length > 0 ? edits : edit("other bytes than synth writes, with the same blocks");
}

function addedBlocks(stack: StackFolder, name: string): OriginEdit[] {
  const bytes = bytesIn(join(stack.folder, name));
  const found = bytes && jsonObjectIn(bytes.toString());
  const edits = found && Object.keys(found).length > 0 ? editsOfBlocks(stack, {}, found) : [];
  return edits.length > 0
    ? edits
    : [{ layer: stack.layer, address: name, message: "a file that synth does not write", fix: FILE_FIX }];
}

const editsOfBlocks = (
  { environment, layer }: StackFolder,
  before: JsonObject,
  after: JsonObject,
): OriginEdit[] =>
  blockEdits(before, after).map(({ address, kind, message }) => ({
    layer,
    address,
    message,
    fix:
      kind === "added"
        ? `${SYNTH}, or move the block to a file in ${environment}/${layer}/ beside ${environment}.yaml`
        : `${SYNTH}, and set what you need in ${environment}.yaml`,
  }));

/** Bytes of a regular file; undefined where it is none, such as a link, or cannot be read. */
function bytesIn(path: string): Buffer | undefined {
  if (lstatIfThere(path)?.isFile() !== true) return undefined;
  try {
    return readFileSync(path);
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
    return undefined;
  }
}
