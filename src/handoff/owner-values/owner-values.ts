import { join } from "node:path";
import { UserError, joinedErrors, userError } from "../../base/errors";
import { escapeTemplates } from "../../terraform/terraform-templates";
import { readTextIfThere } from "../../base/files";
import { shownAt } from "../../terraform/change-text";
import { type Json, type JsonObject, asObject, isJsonObject } from "../../terraform/stack-json";
import { isMistake, plainValues } from "../../project/values-files";
import { type Bundle } from "../bundle/bundle";
import { type Parity } from "../bundle/parity-file";
import { type ValuesFile } from "../bundle/values-files";
import { lineOfName } from "./assignments";
import { type MergedValue, mergedOwnValues } from "./merge";
import { changedText } from "./values-text";
import { sha256 } from "../../base/digests";

/** A value of a file that the owner edits, as a next hand-over merges it. */
export interface OwnerValue extends MergedValue {
  readonly module: string;
  /** Path of its file in the folder. */
  readonly path: string;
  /** Line of the value in the folder's file, from 1. @default - the file lacks it */
  readonly line?: number;
}

export interface MergedBundle {
  /** The bundle with the values of the owner. */
  readonly bundle: Bundle;
  /** Values that differ from the last hand-over, or from the generated ones. */
  readonly values: readonly OwnerValue[];
  /** Files that cannot be merged. */
  readonly problems: readonly UserError[];
}

/** Merges the files of values in a folder into a bundle. A file that the folder lacks is written as it is generated. */
export function withOwnersValues(folder: string, before: Parity | undefined, bundle: Bundle): MergedBundle {
  const files = new Map(bundle.files);
  const values: OwnerValue[] = [];
  const problems: UserError[] = [];
  for (const file of before === undefined ? [] : bundle.valuesFiles) {
    const text = readTextIfThere(join(folder, file.path));
    if (text === undefined) continue;
    const isEdited = sha256(text) !== before?.files[file.path];
    const found = readValues(file.path, text);
    if (found instanceof UserError) {
      problems.push(found);
      continue;
    }
    const recorded = before?.generated?.[file.path] ?? {};
    const merged = mergedOwnValues(
      asWritten(recorded, file.path),
      found,
      asWritten(file.values, file.path),
      isEdited,
    );
    problems.push(...merged.flatMap((each) => otherType(file, text, each)));
    values.push(
      ...merged.flatMap((each): OwnerValue[] =>
        each.change === "equal"
          ? []
          : [
              {
                ...each,
                module: file.module,
                path: file.path,
                ...(each.found === undefined ? {} : { line: lineOfName(text, each.name) }),
              },
            ],
      ),
    );
    if (isEdited) files.set(file.path, mergedText(file.path, text, merged));
  }
  return { bundle: { ...bundle, files }, values, problems };
}

/** Refuses files that cannot be merged. */
export function refuseUnmergeable(problems: readonly UserError[]): void {
  if (problems.length > 0) throw joinedErrors(problems);
}

/** Values in the form in which the file is read: strings of HCL are templates. */
const asWritten = (values: JsonObject, path: string): JsonObject =>
  path.endsWith(".json") ? values : asObject(escapeTemplates(values));

function readValues(path: string, text: string): JsonObject | UserError {
  try {
    return plainValues(path, text);
  } catch (error) {
    if (!isMistake(error)) throw error;
    return userError({
      place: `${path}:${error.line}:${error.column}`,
      got: error.what,
      expected: "values that Terraform can read, to keep them",
      fix: "correct the file, or replace it with the generated values by --force; nothing was written",
    });
  }
}

/** The text of the owner with merged values. JSON has no comments to keep. */
function mergedText(path: string, text: string, merged: readonly MergedValue[]): string {
  const changed = new Map(
    merged.flatMap(({ name, value, change }) =>
      value !== undefined && ["updated", "added"].includes(change) ? [[name, value] as const] : [],
    ),
  );
  const removed = merged.flatMap(({ name, change }) => (change === "removed" ? [name] : []));
  if (changed.size === 0 && removed.length === 0) return text;
  if (!path.endsWith(".json")) return changedText(text, changed, removed);
  const kept = merged.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value] as const]));
  return `${JSON.stringify(Object.fromEntries(kept), null, 2)}\n`;
}

/** A value that the variable's type cannot hold. */
function otherType(file: ValuesFile, text: string, { name, found, change }: MergedValue): UserError[] {
  const type = file.types[name];
  if (type === undefined || found === undefined || change === "removed" || isOf(type, found)) return [];
  return [
    userError({
      place: `${file.path}:${lineOfName(text, name)}`,
      got: `${name} = ${shownAt(name).text(found)}`,
      expected: `a value of the variable's type, ${type}`,
      fix: "correct the value, or replace the file with the generated values by --force; nothing was written",
    }),
  ];
}

/** Whether Terraform converts a value to a type. Elements are left to Terraform. */
function isOf(type: string, value: Json): boolean {
  if (/^(list|set|tuple)\b/.test(type)) return Array.isArray(value);
  if (/^(map|object)\b/.test(type)) return isJsonObject(value);
  if (type === "number") return Number.isFinite(Number(value)) && ["number", "string"].includes(typeof value);
  if (type === "bool") return typeof value === "boolean" || value === "true" || value === "false";
  return type !== "string" || ["string", "number", "boolean"].includes(typeof value);
}
