import { join } from "node:path";
import { foreignIn } from "../../base/loaded-files";
import { readRecord, parsedRecord } from "../../base/synth-record";
import { lstatIfThere } from "../../base/files";
import { type OutputStack, stackEntries } from "../../terraform/output";
import { NPX } from "../../base/program-name";
import { readText } from "../../base/read-text";
import { userError } from "../../base/errors";
import { type OriginEdit } from "./edit";
import { type ComparedFolder, type ExpectedFile, compareStackFolder, oneComparison } from "./stack-folder";
import { MANIFEST_NAME } from "../../base/stack-files";
import { sha256, sha256Of } from "../../base/digests";

/** Digests of the files of a synth, by their path in the output folder. */
export type FileDigests = ReturnType<typeof parsedRecord>;

/** The record in an output folder. */
export const recordIn = (outdir: string): FileDigests => readRecord(outdir);

/** A record that the user keeps elsewhere. Throws where the file is none. */
export function trustedRecord(file: string): FileDigests {
  const [place, expected] = [`--manifest ${file}`, "the file .synth-files.json of a synth"];
  const fix = "give a copy of it that nobody but you can write";
  const record = parsedRecord(readText(file, { place, expected, fix }));
  if (record.digests.size > 0) return record;
  throw userError({ place, got: "no digests of files", expected, fix });
}

/** Compares all files of an environment with digests. Without digests, only what Terraform would load besides is named. */
export function compareWithRecord(outdir: string, environment: string, record: FileDigests): ComparedFolder {
  const entries = stackEntries(outdir).filter((entry) => entry.environment === environment);
  return oneComparison(
    entries.map((entry) => ({ folder: entry.folder, ...comparedStack(outdir, entry, record) })),
  );
}

function comparedStack(
  outdir: string,
  { environment, layer, folder }: Pick<OutputStack, "environment" | "layer" | "folder">,
  { files, digests }: FileDigests,
): ComparedFolder {
  const own = files.filter((file) => file.startsWith(`${folder}/`));
  const nameInFolder = (file: string): string => file.slice(folder.length + 1);
  if (digests.size === 0) {
    const foreign = foreignIn(join(outdir, folder), own.map(nameInFolder));
    const edits = foreign.map(({ name, got, fix }): OriginEdit => ({
      layer,
      address: name,
      message: got,
      fix,
    }));
    return { edits, notCompared: [] };
  }
  const expected = own.map((file): [string, ExpectedFile] => [
    nameInFolder(file),
    { isSame: (found) => digests.get(file) === sha256(found) },
  ]);
  return compareStackFolder({
    environment,
    layer,
    folder: join(outdir, folder),
    expected: new Map(expected),
  });
}

/** The edit of the list of stacks, which all environments share. */
export function editOfManifest(outdir: string, environment: string, { digests }: FileDigests): OriginEdit[] {
  const [recorded, file] = [digests.get(MANIFEST_NAME), join(outdir, MANIFEST_NAME)];
  const [first] = stackEntries(outdir).filter((entry) => entry.environment === environment);
  if (recorded === undefined || !first) return [];
  if (lstatIfThere(file)?.isFile() === true && sha256Of(file) === recorded) return [];
  const message = "another list of stacks than synth wrote: its digest differs";
  return [{ layer: first.layer, address: MANIFEST_NAME, message, fix: `run ${NPX} synth` }];
}
