import { type Json, type JsonObject, asArray, asObject } from "../../terraform/stack-json";

/**
 * Runs with values that the validations of the variables refuse: below and above each bound, and of another form. One run
 * gives a wrong value to many variables, and expects that each of them is refused.
 */
export function refusedValues(json: JsonObject): JsonObject {
  const variables = asObject(json["variable"]);
  const wrong = Object.entries(variables).map(([name, declared]) => ({
    name,
    values: wrongValues(name, asObject(declared)),
  }));
  return Object.fromEntries(
    KINDS.flatMap((kind) => {
      const given = wrong.flatMap(({ name, values }): Given[] => {
        const value = values[kind];
        return value === undefined ? [] : [{ name, value, text: JSON.stringify(variables[name]) }];
      });
      return independent(given).map((group, index) => [
        `values_${kind.replaceAll(" ", "_")}_are_refused${index === 0 ? "" : `_${index + 1}`}`,
        {
          command: "plan",
          variables: Object.fromEntries(group.map(({ name, value }) => [name, value])),
          expect_failures: group.map(({ name }) => `var.${name}`),
        },
      ]);
    }),
  );
}

interface Given {
  readonly name: string;
  readonly value: Json;
  /** Its declaration. */
  readonly text: string;
}

/** Groups in which no declaration refers to another one: Terraform skips a condition on a variable that is refused. */
function independent(given: readonly Given[]): Given[][] {
  const groups: Given[][] = [];
  for (const one of given) {
    const group = groups.find((others) =>
      others.every((other) => !refersTo(one, other) && !refersTo(other, one)),
    );
    if (group) group.push(one);
    else groups.push([one]);
  }
  return groups;
}

const refersTo = ({ text }: Given, { name }: Given): boolean => new RegExp(`\\bvar\\.${name}\\b`).test(text);

const KINDS = ["below a bound", "above a bound", "of another form", "of the whole internet"] as const;

type Wrong = Partial<Record<(typeof KINDS)[number], Json>>;

/** Values that the conditions of a declaration refuse. */
function wrongValues(name: string, { type, validation }: JsonObject): Wrong {
  const conditions = asArray(validation).map((each) => conditionIn(each));
  if (type !== "list(string)") return wrongFor(`var.${name}`, String(type), conditions);
  const inner = /^alltrue\(\[for each_value in var\.\w+ : (.*)\]\)$/s;
  const ofEach = conditions.flatMap((condition) => inner.exec(condition)?.[1] ?? []);
  const entries = Object.entries(wrongFor("each_value", "string", ofEach)).map(([kind, value]) => [
    kind,
    [value],
  ]);
  const ofList = conditions.filter((condition) => !inner.test(condition));
  return { ...(Object.fromEntries(entries) as Wrong), ...wrongFor(`var.${name}`, type, ofList) };
}

const conditionIn = (validation: Json): string =>
  String(asObject(validation)["condition"]).replace(/^\$\{(.*)\}$/s, "$1");

function wrongFor(value: string, type: string, conditions: readonly string[]): Wrong {
  const all = conditions.join("\n");
  const bound = (pattern: string): number[] =>
    [...all.matchAll(new RegExp(pattern.replace("VALUE", value.replaceAll(".", "\\.")), "g"))].map(
      ([, digits]) => Number(digits),
    );
  const least = bound("(?<!\\()VALUE >= (\\d+)")[0];
  const most = bound("(?<!\\()VALUE <= (\\d+)")[0];
  const shortest = bound("length\\(VALUE\\) >= (\\d+)")[0];
  const longest = bound("length\\(VALUE\\) <= (\\d+)")[0];
  const choices = /contains\((\[[^\]]*\]), (?:var\.\w+|each_value)\)/.exec(all)?.[1];
  const isRange = all.includes(`cidrnetmask(${value})`);
  const isOwnRange = all.includes(`split("/", ${value})[1]`);
  const isText = isRange || new RegExp(`can\\(regex\\(".*", ${value.replaceAll(".", "\\.")}\\)\\)`).test(all);
  return {
    ...(least === undefined ? {} : { "below a bound": least - 1 }),
    ...(most === undefined ? {} : { "above a bound": most + 1 }),
    ...((shortest ?? 0) > 0 ? { "below a bound": empty(type) } : {}),
    ...(longest === undefined ? {} : tooLong(type, longest + 1)),
    ...(all.includes(`floor(${value})`) ? { "of another form": (least ?? 0) + 0.5 } : {}),
    ...(choices === undefined ? {} : { "of another form": otherThan(JSON.parse(choices) as Json[]) }),
    ...(isText ? { "of another form": "not / a : valid ? value" } : {}),
    ...(isOwnRange ? { "of the whole internet": "0.0.0.0/0" } : {}),
  };
}

/** Terraform checks the type of a value before it checks conditions, so a wrong value has the type of its variable. */
function empty(type: string): Json {
  if (type === "string") return "";
  return /^(list|set)\(/.test(type) ? [] : {};
}

function tooLong(type: string, length: number): Wrong {
  if (type === "string") return { "above a bound": "x".repeat(length) };
  return /^(list|set)\(string\)$/.test(type)
    ? { "above a bound": Array.from({ length }, (_, index) => `x${index}`) }
    : {};
}

/** A value of the type of the choices, which is none of them. */
const otherThan = (choices: readonly Json[]): Json =>
  choices.every((choice) => typeof choice === "number") ? Math.max(...choices) + 1 : "no such choice";
