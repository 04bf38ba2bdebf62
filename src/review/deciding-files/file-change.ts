import { parseDocument } from "yaml";
import { type Json, type JsonObject, isJsonObject } from "../../terraform/stack-json";
import { yamlValue } from "../../base/yaml-value";
import { type ReviewLine } from "../stages/line";
import { type Phrase, say } from "../stages/phrase";
import { withNames } from "../rendering/names";

/** A file of the repository on both sides. */
export interface FileChange {
  /** From the root of the repository, with `/`. */
  readonly path: string;
  /** Undefined if the side does not have the file. */
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** One kind of files that decide what is applied, or what a reader learns of it. */
export interface DecidingKind {
  readonly isOf: (path: string) => boolean;
  /** Lines on all changes of such files, one for each event. None: they are not understood. */
  readonly lines: (changes: readonly FileChange[]) => readonly ReviewLine[];
}

/** Reads each file by itself. What several files have alike is one event, in locks of images also with the name of each environment. */
export const eachFile =
  (linesOf: (change: FileChange) => readonly ReviewLine[]): DecidingKind["lines"] =>
  (changes) => {
    const events = new Map<string, ReviewLine[]>();
    for (const change of changes) {
      const [, name] = /([^/]+)\.images\.lock\.yaml$/.exec(change.path) ?? [];
      for (const line of linesOf(change)) {
        const text = line.text.map((part) =>
          typeof part === "object" && part.value === change.path ? 0 : part,
        );
        const content = JSON.stringify([line.level, text]);
        const key = name === undefined ? content : withNames(content, name);
        events.set(key, [...(events.get(key) ?? []), line]);
      }
    }
    return [...events.values()].flatMap(([line, ...others]): ReviewLine[] => {
      if (!line || others.length === 0) return line ? [line] : [];
      const files = others.length === 1 ? "another file" : `${others.length} other files`;
      return [{ ...line, text: [...line.text, `; the same in ${files}`] }];
    });
  };

export const warning = (text: Phrase): ReviewLine => ({ level: "attention", text });
export const remark = (text: Phrase): ReviewLine => ({ level: "info", text });

/** A line on a file of which nothing more is known than its subject. */
export const notUnderstood = (path: string, decides: string): ReviewLine =>
  warning(say`${path} decides ${[decides]}; not understood`);

/** The file as YAML or JSON; undefined for other text. An absent file is empty. */
export function parsedFile(text: string | undefined): JsonObject | undefined {
  if (text === undefined) return {};
  const document = parseDocument(text);
  if (document.errors.length > 0) return undefined;
  const read = yamlValue(document);
  const value = "got" in read ? undefined : (read.value as Json);
  return isJsonObject(value) ? value : undefined;
}

/** Both sides; undefined if one of them is other text. */
export function parsedSides({ before, after }: FileChange): readonly [JsonObject, JsonObject] | undefined {
  const [was, is] = [parsedFile(before), parsedFile(after)];
  return was && is ? [was, is] : undefined;
}

/** HCL without the blocks that a kind reads, without comments and layout: what is left decides something else. */
export const withoutBlocks = (text: string, block: RegExp): string =>
  text
    .replace(block, "")
    .replace(/^\s*#.*$/gm, "")
    .replace(/\s+/g, " ")
    .trim();

/** A value as a line shows it. */
export function lineValue(value: Json | undefined): string {
  if (value === undefined) return "not set";
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** Keys of both sides. */
export const keysOf = (was: object, is: object): string[] => [
  ...new Set([...Object.keys(is), ...Object.keys(was)]),
];
