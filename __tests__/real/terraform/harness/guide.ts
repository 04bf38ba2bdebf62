import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./synth";

/** The pages of the guide, and the README. */
const guide = ["README.md", ...readdirSync(join(ROOT, "docs/guide")).map((name) => `docs/guide/${name}`)]
  .map((path) => readFileSync(join(ROOT, path), "utf8"))
  .join("\n");

/** The guide's explanation of Terraform's output. Expects exactly one matching row of the troubleshooting table. */
export function explanationOf(printed: string): string {
  const [fitting, ...others] = troubleshooting().filter(({ seen }) =>
    seen.some((pattern) => pattern.test(printed)),
  );
  if (!fitting) throw new Error(`docs/guide/troubleshoot.md has no row for\n${printed}`);
  if (others.length > 0) throw new Error(`docs/guide/troubleshoot.md has several rows for\n${printed}`);
  return fitting.meaning;
}

/** Rows of the table: texts of the output, in which `…` matches any text, and their explanation. */
function troubleshooting(): { readonly seen: readonly RegExp[]; readonly meaning: string }[] {
  const section = /^## Messages$([^]*?)^## /m.exec(guide)?.[1] ?? "";
  return [...section.matchAll(/^\| (.*?) \| (.*?) \|$/gm)].map(([, seen = "", meaning = ""]) => ({
    seen: [...seen.matchAll(/`([^`]+)`/g)].map(([, text = ""]) => patternOf(text)),
    meaning: meaning.trim(),
  }));
}

const patternOf = (text: string): RegExp =>
  new RegExp(
    text
      .split("…")
      .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
      .join("[^]*?"),
  );

/** The shell block of the guide that contains `part`, with values for the words in capitals. */
export const shellCommands = (part: string, values: Readonly<Record<string, string>>): string =>
  withValues(blockWith("sh", part), values);

/** The JSON block of the guide that contains `part`. */
export const jsonBlock = (part: string): string => blockWith("json", part);

function blockWith(language: string, part: string): string {
  const fence = new RegExp(`^\`\`\`${language}$([^]*?)^\`\`\`$`, "gm");
  const blocks = [...guide.matchAll(fence)].map(([, text = ""]) => text);
  const [block, ...others] = blocks.filter((text) => text.includes(part));
  if (block === undefined || others.length > 0)
    throw new Error(`docs/guide must have exactly one block with ${part}`);
  return block;
}

const withValues = (text: string, values: Readonly<Record<string, string>>): string =>
  Object.entries(values).reduce(
    (filled, [word, value]) => filled.replace(new RegExp(`\\b${word}\\b`, "g"), value),
    text,
  );
