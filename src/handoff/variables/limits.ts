import { type ConfigPath } from "../../environment/problems";
import { childSchemas } from "../../environment/value-schemas";
import { QUANTITIES } from "../../environment/quantities";
import { IMAGE_FAMILIES, hasImage, haveOneImage } from "../../facts/instance-types";
import { WIDEST_OWN_PREFIX, isCidr } from "../../base/cidr";
import { escapeTemplates } from "../../terraform/terraform-templates";
import { type JsonObject } from "../../terraform/stack-json";
import { type Forms, formsAt } from "./schema-forms";
import { LATENCY_BOUNDS } from "../../environment/servers";
import { boundsOf } from "../../environment/schema-words";

/** A `validation` block of a variable. */
export type Validation = JsonObject;

/**
 * Limits of the environment schema for the value at `path`, as validations of a variable. A limit is written once, and
 * a variable accepts the same values as the YAML file.
 */
export function validationsOf(variable: string, path: ConfigPath): Validation[] {
  // Variants of the entry that do not allow the key declare it as `never`.
  const [form] = formsAt(path).filter(({ _zod }) => _zod.def.type !== "never");
  if (!form) throw new Error(`${path.join(".")}: the schema of environments has no such key`);
  const name = `var.${variable}`;
  const own = conditionsOf(form, name).map((condition) =>
    validation(condition, `Expected ${boundsOf(form).words(path.at(-1))}.`),
  );
  const [element] = childSchemas([form], 0);
  if (!element) return own;
  const ofEach = conditionsOf(element, "each_value").map((condition) =>
    validation(
      `alltrue([for each_value in ${name} : ${condition}])`,
      `Expected each entry to be ${boundsOf(element).words()}.`,
    ),
  );
  return [...own, ...ofEach];
}

export const validation = (condition: string, message: string): Validation => ({
  condition: `\${${condition}}`,
  error_message: escapeTemplates(message),
});

/** The environment rule for ranges that may reach the Kubernetes API. */
export const ownRanges = (list: string): Validation =>
  validation(
    `alltrue([for each_value in var.${list} : try(tonumber(split("/", each_value)[1]), 0) >= ${WIDEST_OWN_PREFIX}])`,
    `Expected ranges of your own networks, /${WIDEST_OWN_PREFIX} or narrower: a wider range includes a part of the internet.`,
  );

/** Conditions on a value, as Terraform expressions. */
function conditionsOf(form: Forms[number], name: string): string[] {
  const { def } = form._zod;
  if (def.type === "literal" || def.type === "enum") {
    const choices = def.type === "literal" ? def.values : Object.values(def.entries);
    return [`contains(${JSON.stringify(choices)}, ${name})`];
  }
  const size = def.type === "number" ? name : `length(${name})`;
  const { least, most, isWhole, checks: all } = boundsOf(form);
  const range = [
    ...(least === undefined ? [] : [`${size} >= ${least}`]),
    ...(most === undefined ? [] : [`${size} <= ${most}`]),
    ...(isWhole ? [`floor(${name}) == ${name}`] : []),
  ];
  const checks = all.flatMap((check) => {
    if (check.check === "custom") return customCondition(check, name);
    return "pattern" in check && check.pattern ? [patternCondition(check.pattern, name)] : [];
  });
  return [...(range.length > 0 ? [range.join(" && ")] : []), ...checks];
}

/** Terraform expressions for checks that zod has only as functions. */
const CUSTOM = new Map<unknown, (name: string) => string>([
  // The address must be the first of its range, and cidrnetmask accepts only IPv4.
  [isCidr, (name) => `can(cidrnetmask(${name})) && try(cidrsubnet(${name}, 0, 0) == ${name}, false)`],
  // Units that are usual: a quantity in another one has a form in these.
  [
    QUANTITIES.cpu.isValid,
    (name) => `can(regex("^([0-9]+m|[0-9]+([.][0-9]{1,3})?)$", ${name})) && can(regex("[1-9]", ${name}))`,
  ],
  [QUANTITIES.memory.isValid, (name) => `can(regex("^[1-9][0-9]*([.][0-9]+)?(Mi|Gi|Ti)$", ${name}))`],
  [LATENCY_BOUNDS.include, (name) => `contains(${JSON.stringify(LATENCY_BOUNDS.seconds)}, ${name})`],
  [hasImage, (name) => `${imageExpression(name)} != ""`],
  [
    haveOneImage,
    (name) => `length(distinct([for each_type in ${name} : ${imageExpression("each_type")}])) <= 1`,
  ],
]);

/** The image of an instance type, as a word; empty if it has none. */
function imageExpression(name: string): string {
  const family = `split(".", ${name})[0]`;
  const isIn = (families: readonly string[]): string => `contains(${JSON.stringify(families)}, ${family})`;
  const matches = (pattern: RegExp): string =>
    `can(regex(${JSON.stringify(pattern.source.replaceAll("\\d", "[0-9]"))}, ${family}))`;
  const { nvidiaX86, nvidiaArm, none, arm } = IMAGE_FAMILIES;
  const plain = `(${none.map(matches).join(" || ")} ? "" : (${matches(arm)} ? "arm" : "x86"))`;
  return `(${isIn(nvidiaX86)} ? "x86-nvidia" : (${isIn(nvidiaArm)} ? "arm-nvidia" : ${plain}))`;
}

function customCondition(check: object, name: string): string[] {
  const condition = CUSTOM.get((check as { fn?: unknown }).fn);
  if (!condition) throw new Error("limits.ts has no Terraform expression for a custom check of the schema");
  return [condition(name)];
}

/** Terraform's regular expressions have no lookahead: words at the start that are excluded become conditions of their own. */
function patternCondition(pattern: RegExp, name: string): string {
  const flags = pattern.flags.replace("u", "");
  const { excluded, rest } = withoutExcluded(pattern.source);
  const sources = [...excluded, rest].map((each) => each.replaceAll("\\/", "/"));
  if (!["", "i"].includes(flags) || sources.some((each) => /\(\?[!=<]|\\[1-9k]/.test(each)))
    throw new Error(`${String(pattern)}: Terraform's regular expressions cannot express this`);
  const matches = (source: string): string =>
    `can(regex(${JSON.stringify(`${flags === "i" ? "(?i)" : ""}${source}`)}, ${name}))`;
  const own = sources.at(-1) ?? "";
  return [
    ...(own === "^" ? [] : [matches(own)]),
    ...sources.slice(0, -1).map((source) => {
      const word = /^\^([\w-]+)\$$/.exec(source)?.[1];
      return word === undefined ? `!${matches(source)}` : `${name} != ${JSON.stringify(word)}`;
    }),
  ].join(" && ");
}

/** A pattern without the negative lookaheads at its start, and these as patterns. */
function withoutExcluded(source: string): { readonly excluded: readonly string[]; readonly rest: string } {
  const excluded: string[] = [];
  let rest = source;
  while (rest.startsWith(EXCLUSION)) {
    const end = endOfGroup(rest, 1);
    excluded.push(`^${rest.slice(EXCLUSION.length, end)}`);
    rest = `^${rest.slice(end + 1)}`;
  }
  return { excluded, rest };
}

const EXCLUSION = "^(?!";

/** Index of the parenthesis that closes the one at `start`. */
function endOfGroup(source: string, start: number): number {
  let depth = 0;
  for (let index = start; index < source.length; index += 1) {
    const character = source[index];
    if (character === "\\") index += 1;
    else if (character === "(") depth += 1;
    else if (character === ")") depth -= 1;
    if (depth === 0) return index;
  }
  return source.length;
}
