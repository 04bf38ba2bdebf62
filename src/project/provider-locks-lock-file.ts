import { readdirSync } from "node:fs";
import { join } from "node:path";
import { userError } from "../base/errors";
import { readText } from "../base/read-text";
import { parseHcl, FileMistake } from "../terraform/parser";
import { type JsonObject, asArray, asObject } from "../terraform/stack-json";
import { NPX } from "../base/program-name";

/** Suffix of the lock files in the folder of locks. */
export const LOCK_SUFFIX = ".lock.hcl";

/** Folder of the lock files, beside the folder of the YAML files. */
export const locksDirOf = (environmentsDir: string): string => join(environmentsDir, "..", "locks");

export const lockPath = (locksDir: string, set: string): string => join(locksDir, `${set}${LOCK_SUFFIX}`);

export const LOCK_FIX = `run ${NPX} lock providers where the registry is reachable, and commit the file`;

/** Default registries. A source without a host is in that of the program: Terraform or OpenTofu. */
const REGISTRY = /^registry\.(?:terraform\.io|opentofu\.org)\//;

/** Source of a provider, without the host of a default registry. */
export const sourceOf = (address: string): string => address.replace(REGISTRY, "");

/** A `provider` block of a lock file. */
export interface LockedProvider {
  /** Host of the registry, namespace and type, such as `registry.terraform.io/hashicorp/aws`. */
  readonly address: string;
  /** @default - none */
  readonly version?: string;
  /** Distinct hashes. `h1:` is of an unpacked package, `zh:` of its archive. */
  readonly hashes: readonly string[];
  /** Line of the block in the file. */
  readonly line: number;
}

/** Lock files by the name of their set; empty if the folder does not exist. Other files are not read. */
export function listLocks(locksDir: string): string[] {
  try {
    return readdirSync(locksDir)
      .filter((name) => name.endsWith(LOCK_SUFFIX) && !name.startsWith("."))
      .map((name) => name.slice(0, -LOCK_SUFFIX.length))
      .sort();
  } catch (error) {
    const { code = String(error) } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return [];
    throw userError({
      place: locksDir,
      got: code,
      expected: "a folder of lock files",
      fix: "move it away, or make it readable",
      cause: error,
    });
  }
}

export const readLockText = (file: string): string =>
  readText(file, { expected: "a lock of providers", fix: "restore it from version control" });

/** The providers of a lock file, in file order. Throws a UserError with line and column if it is not a lock file. */
export function parseLock(file: string, text: string): LockedProvider[] {
  const json = parsed(file, text);
  const others = Object.keys(json).filter((key) => key !== "provider");
  if (others.length > 0) {
    throw userError({
      place: `${file}:${lineOf(text, others[0] ?? "")}`,
      got: others.join(", "),
      expected: "provider blocks only, as Terraform writes them",
      fix: LOCK_FIX,
    });
  }
  return Object.entries(asObject(json["provider"])).flatMap(([address, blocks]) =>
    asArray(blocks).map((block) => {
      const { version, hashes } = asObject(block);
      return {
        address,
        ...(typeof version === "string" ? { version } : {}),
        hashes: [...new Set(asArray(hashes).map(String))],
        line: lineOf(text, `"${address}"`),
      };
    }),
  );
}

function parsed(file: string, text: string): JsonObject {
  try {
    return parseHcl(file, text) as JsonObject;
  } catch (error) {
    if (!(error instanceof FileMistake)) throw error;
    throw userError({
      place: `${file}:${error.line}:${error.column}`,
      got: error.what,
      expected: "a lock file as Terraform writes it",
      fix: LOCK_FIX,
      cause: error,
    });
  }
}

/** First line with a text, counted from 1. */
function lineOf(text: string, part: string): number {
  const index = text.indexOf(part);
  return index < 0 ? 1 : text.slice(0, index).split("\n").length;
}
