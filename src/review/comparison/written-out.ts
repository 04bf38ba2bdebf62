import { referencesIn } from "../../terraform/terraform-references";
import { type StackJson, asObject } from "../../terraform/stack-json";

/** Sections that declare names. */
const DECLARED: readonly string[] = ["variable", "locals", "//"];

/**
 * True for a variable or a local value whose value is written out wherever it is used: an edit of it is then an edit of each
 * block that uses it, and says nothing by itself.
 *
 * @param stacks both sides, with variables at their defaults
 */
export function isWrittenOut(address: string, stacks: readonly StackJson[]): boolean {
  const [, kind, name] = /^(variable|local)\.(.+)$/.exec(address) ?? [];
  if (kind === undefined || name === undefined) return false;
  return stacks.every((stack) => !leftIn(stack).has(`${kind === "variable" ? "var" : "local"}.${name}`));
}

const known = new WeakMap<StackJson, ReadonlySet<string>>();

/** Variables and local values that blocks still name, directly or through a local value. */
function leftIn(stack: StackJson): ReadonlySet<string> {
  const found = known.get(stack) ?? namesLeftIn(stack);
  known.set(stack, found);
  return found;
}

function namesLeftIn({ json }: StackJson): ReadonlySet<string> {
  const blocks = Object.entries(json).filter(([section]) => !DECLARED.includes(section));
  const names = new Set<string>();
  const add = (value: unknown): void => {
    for (const { subject: name } of referencesIn(value)) {
      if (names.has(name)) continue;
      names.add(name);
      if (name.startsWith("local.")) add(asObject(json["locals"])[name.slice("local.".length)]);
    }
  };
  add(blocks);
  return names;
}
