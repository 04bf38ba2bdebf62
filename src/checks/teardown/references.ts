import { type Json, asArray } from "../../synthesized/stack-json";

/** What the expressions of a value name, as Terraform writes it: `aws_vpc.main`, `data.aws_vpc.main`, `local.x`. */
export function referencesIn(texts: readonly string[], providers: ReadonlySet<string>): Set<string> {
  const found = new Set<string>();
  for (const expression of texts.flatMap(expressions)) {
    for (const [, reference = "", type = ""] of expression.matchAll(REFERENCE)) {
      const isNamed = /^(local|var)\./.test(reference) || providers.has(type.split("_")[0] ?? "");
      if (isNamed) found.add(reference);
    }
  }
  return found;
}

/** `local.x`, `var.x`, or a type of two words or more and a name; not a step within a path. */
const REFERENCE =
  /(?<![\w.\]])((?:local|var)\.\w+|(?:data\.)?([a-z][a-z0-9]*(?:_[a-z0-9]+)+)\.[A-Za-z_][\w-]*)/g;

/** A read of another layer's output: layer, output, and the item of a list. */
export interface RemoteRead {
  readonly layer: string;
  readonly output: string;
  readonly index?: number;
}

export function remoteReadsIn(texts: readonly string[]): RemoteRead[] {
  const found = new Map<string, RemoteRead>();
  for (const text of texts) {
    if (!text.includes("terraform_remote_state")) continue;
    for (const [whole, layer = "", output = "", index] of text.matchAll(REMOTE_READ)) {
      found.set(whole, { layer, output, ...(index === undefined ? {} : { index: Number(index) }) });
    }
  }
  return [...found.values()];
}

const REMOTE_READ = /data\.terraform_remote_state\.(\w+)\.outputs\.(\w+)(?:\[(\d+)\])?/g;

/** Texts of a value that hold expressions; what is ignored is no reference. */
export function templatesIn(value: Json | undefined, into: string[] = []): string[] {
  if (typeof value === "string") {
    if (value.includes("${")) into.push(value);
  } else if (Array.isArray(value)) {
    for (const item of asArray(value)) templatesIn(item, into);
  } else if (value !== null && typeof value === "object") {
    for (const [key, item] of Object.entries(value)) {
      if (key !== "//" && key !== "ignore_changes") templatesIn(item as Json, into);
    }
  }
  return into;
}

/** The insides of every `${…}` in a text; `$${` is text. */
function expressions(text: string): string[] {
  const found: string[] = [];
  for (let start = text.indexOf("${"); start >= 0; start = text.indexOf("${", start + 2)) {
    if (text[start - 1] === "$") continue;
    const end = closing(text, start + 2);
    found.push(text.slice(start + 2, end));
    start = end - 2;
  }
  return found;
}

/** Where the brace that was opened before `start` is closed. */
function closing(text: string, start: number): number {
  let depth = 1;
  for (let at = start; at < text.length; at += 1) {
    if (text[at] === "{") depth += 1;
    if (text[at] === "}") depth -= 1;
    if (depth === 0) return at;
  }
  return text.length;
}
