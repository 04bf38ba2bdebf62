import { join } from "node:path";
import { readText } from "../base/read-text";
import { readRecord } from "../base/synth-record";
import { type OutputStack } from "./output";
import { NPX } from "../base/program-name";
import { displayPath } from "../base/files";

/** Files that synth wrote to a stack's folder, by their path in it; files of Terraform or a user are not included. */
export function readStackFiles(outdir: string, { folder }: Pick<OutputStack, "folder">): Map<string, string> {
  const prefix = `${folder}/`;
  const { files } = readRecord(outdir);
  return new Map(
    files
      .filter((file) => file.startsWith(prefix))
      .map((file) => [file.slice(prefix.length), readSynthesized(join(outdir, file))]),
  );
}

const readSynthesized = (file: string): string =>
  readText(file, { place: displayPath(file), expected: "a file that synth wrote", fix: `run ${NPX} synth` });
