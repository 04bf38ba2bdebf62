import { readFileSync } from "node:fs";
import { userError } from "./errors";
import { tooDeep } from "./text-mistakes";
import { errorCode, readMeaning } from "./fs-errors";

interface TextFile {
  /** @default - the path of the file */
  readonly place?: string;
  readonly expected: string;
  readonly fix: string;
}

/** Text of a file without the byte order mark that some editors write. Throws where it cannot be read, or is not UTF-8. */
export function readText(file: string, { place = file, expected, fix }: TextFile): string {
  const refused = (got: string, cause: unknown) => userError({ place, got, expected, fix, cause });
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    const got = readMeaning(error);
    if (got === undefined) throw error;
    throw refused(got, error);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    throw refused(readMeaning(error) ?? "bytes that are not UTF-8", error);
  }
}

/** The same; undefined where there is no such file. */
export function readTextUnlessMissing(file: string, wanted: TextFile): string | undefined {
  try {
    return readText(file, wanted);
  } catch (error) {
    if (errorCode((error as Error).cause) === "ENOENT") return undefined;
    throw error;
  }
}

/** JSON of a file. Throws where it holds none, such as half of it. */
export function readJson(file: string, wanted: TextFile): unknown {
  const text = readText(file, wanted);
  const { place = file, expected, fix } = wanted;
  const refused = (got: string, cause?: unknown) => userError({ place, got, expected, fix, cause });
  if (text.trim() === "") throw refused("an empty file");
  const deep = tooDeep(text);
  if (deep) throw refused(deep.what);
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw refused(`invalid JSON (${(error as Error).message.replaceAll(/\s+/g, " ")})`, error);
  }
}
