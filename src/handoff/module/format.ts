import { type JsonObject } from "../../terraform/stack-json";
import { type Comments, printedHcl } from "../hcl/document";
import { type Grammar } from "../../terraform/grammar";

/** The only syntax of a bundle. */
export type Format = "hcl" | "json";

/** File names and output of a format. */
export interface Syntax {
  /** Extension of a module's files, with its dot. */
  readonly module: string;
  readonly values: string;
  readonly backend: string;
  readonly test: string;
  /** Prints `comments` at their blocks, and `header` at the top. JSON has no comments inside a block. */
  readonly print: (json: JsonObject, grammar: Grammar, notes?: Notes) => string;
}

export interface Notes {
  /** @default - none */
  readonly header?: readonly string[];
  /** @default - none */
  readonly comments?: Comments;
}

export const SYNTAXES: Readonly<Record<Format, Syntax>> = {
  hcl: {
    module: ".tf",
    values: ".tfvars",
    backend: ".hcl",
    test: ".tftest.hcl",
    print: (json, grammar, { header = [], comments = new Map() } = {}) => {
      const lines = header.map((line) => `# ${line}\n`).join("");
      return [lines, printedHcl(json, grammar, comments)].filter((part) => part !== "").join("\n");
    },
  },
  json: {
    module: ".tf.json",
    values: ".tfvars.json",
    backend: ".json",
    test: ".tftest.json",
    print: (json, _, { header = [], comments = new Map() } = {}) => {
      // A file of variable values has no header: Terraform reads every key as a variable.
      const head = header.length > 0 ? { "//": header.join(" ") } : {};
      return `${JSON.stringify({ ...head, ...commented(json, comments) }, null, 2)}\n`;
    },
  },
};

/** Writes comments as the `//` key of their block. */
function commented(json: JsonObject, comments: Comments): JsonObject {
  const result = structuredClone(json) as Record<string, Record<string, Record<string, JsonObject>>>;
  for (const [address, { above }] of comments) {
    if (above.length === 0) continue;
    const [type = "", name = ""] = address.split(".");
    const blocks = result["resource"]?.[type];
    const block = blocks?.[name];
    if (blocks && block) blocks[name] = { "//": above.join("; "), ...block };
  }
  return result;
}
