import { realpathSync } from "node:fs";
import { join, sep } from "node:path";
import { type ConfigPath, type Problem } from "../problems";
import { type Unreadable, readTextFile, reason } from "./text-file";

/** A file that an environment names. */
export interface NamedFile {
  /** Path below the folder of the YAML files, with `/`. */
  readonly file: string;
  /** Path of the value that names it. */
  readonly path: ConfigPath;
}

/** A named file with its text. */
export interface LoadedFile extends NamedFile {
  readonly text: string;
}

/** Texts by the path that names them. */
export type Texts = ReadonlyMap<string, string>;

type Refusal = Pick<Problem, "got" | "expected" | "fix">;

/** Reads the named files of an environment below a folder. */
export function readNamedFiles(
  directory: string,
  named: readonly NamedFile[],
): { readonly files: readonly LoadedFile[]; readonly problems: readonly (NamedFile & Refusal)[] } {
  const read = named.map((each) => ({ ...each, ...textOfFile(directory, each.file) }));
  return {
    files: read.flatMap((each) => ("text" in each ? [each] : [])),
    problems: read.flatMap((each) => ("text" in each ? [] : [each])),
  };
}

function textOfFile(directory: string, file: string): { readonly text: string } | Refusal {
  const path = join(directory, ...file.split("/"));
  const refused = (why: Unreadable, got: string): Refusal => ({ got, ...expectedFor(file)[why] });
  try {
    // The file may come from a pull request, and must not show another file of the machine.
    if (!realpathSync(path).startsWith(`${realpathSync(directory)}${sep}`))
      return refused("kind", "a symbolic link out of the folder");
  } catch (error) {
    return refused("system", reason(error));
  }
  const read = readTextFile(path);
  if ("why" in read) return refused(read.why, read.got);
  return read.text.includes("\0") ? refused("encoding", "a binary file") : read;
}

function expectedFor(file: string): Readonly<Record<Unreadable, Omit<Refusal, "got">>> {
  const readable = {
    expected: "a text file below the folder of the YAML file",
    fix: `create ${file} there, or correct the path`,
  };
  const elsewhere = (kind: string): string => `put ${kind} files into the image or the model bucket`;
  return {
    kind: readable,
    system: readable,
    size: { expected: "at most 1024 KiB", fix: elsewhere("large") },
    encoding: { expected: "text in UTF-8", fix: elsewhere("binary") },
  };
}
