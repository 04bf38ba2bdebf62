import { nearest } from "../base/did-you-mean";
import { own } from "../base/own";
import { VLLM_FACTS, type VllmFlag } from "./vllm";

/** Value that a type takes, in words of messages; types without a value are not here. */
const VALUES = {
  integer: { expected: "a whole number", accepts: (text: string) => /^-?\d+$/.test(text) },
  number: {
    expected: "a number",
    accepts: (text: string) => text.trim() !== "" && !Number.isNaN(Number(text)),
  },
  json: { expected: "JSON", accepts: isJson },
  string: { expected: "a value", accepts: () => true },
  list: { expected: "values", accepts: () => true },
} as const;

/** Numbers with a decimal or a binary suffix, `auto`, and the value that means it (`human_readable_int_or_auto`). */
const HUMAN = /^(-1|auto|\d+(\.\d+)?[kmgt]?|\d+[KMGT])$/;

/** `--enable-x` is also `--disable-x`, and the reverse. */
const INVERSES: readonly (readonly [prefix: string, inverse: string])[] = [
  ["--enable-", "--disable-"],
  ["--disable-", "--enable-"],
];

interface Known {
  readonly flag: string;
  readonly facts: VllmFlag;
}

/** All spellings of flags: short, negated and inverse ones too. */
const SPELLINGS: ReadonlyMap<string, Known> = new Map(
  Object.entries(VLLM_FACTS.flags).flatMap(([flag, facts]) =>
    spellings(flag, facts).map((spelling): [string, Known] => [spelling, { flag, facts }]),
  ),
);

function spellings(flag: string, { type, short }: VllmFlag): string[] {
  const names = short === undefined ? [flag] : [flag, short];
  if (type !== "boolean") return names;
  const inverse = INVERSES.flatMap(([prefix, other]) =>
    flag.startsWith(prefix) ? [other + flag.slice(prefix.length)] : [],
  );
  return [...names, `--no-${flag.slice(2)}`, ...inverse];
}

/** Arguments as the parser reads them. */
interface ReadArguments {
  readonly problems: readonly string[];
  /** @default - none is named */
  readonly model?: string;
  /** Last value of each flag by its first spelling, those of a list with spaces; empty for one without a value. */
  readonly values: ReadonlyMap<string, string>;
}

/** Flags whose values add up. */
const ADDED: readonly string[] = ["--middleware"];

/**
 * Arguments of `vllm serve`, without the command itself. The parser of vLLM would end the server at its start with each
 * of their problems, except a flag that is deprecated or stated twice; abbreviations of flags, which it accepts, are
 * unknown here.
 */
export function readArguments(words: readonly string[]): ReadArguments {
  const given = words.flatMap(withLevel);
  const problems: string[] = [];
  const values = new Map<string, string>();
  let model: string | undefined;
  for (let index = 0; index < given.length; index += 1) {
    const argument = given[index] ?? "";
    if (!isFlag(argument)) {
      if (model !== undefined)
        problems.push(`${argument} is a second model; the first argument is the model`);
      model ??= argument;
      continue;
    }
    const next = given[index + 1];
    const { problem, takesNext, flag, value } = flagProblem(
      argument,
      next !== undefined && !isFlag(next) ? next : undefined,
    );
    if (problem !== undefined) problems.push(problem);
    const written = [value ?? ""];
    if (takesNext !== undefined) index += 1;
    while (takesNext === "all" && given[index + 1] !== undefined && !isFlag(given[index + 1] ?? "")) {
      index += 1;
      written.push(given[index] ?? "");
    }
    if (flag !== undefined) {
      if (values.has(flag) && !ADDED.includes(flag))
        problems.push(`${flag} is stated twice, and the last one counts`);
      values.set(flag, written.join(" "));
    }
  }
  model ??= values.get("--model");
  return { problems, values, ...(model === undefined ? {} : { model }) };
}

/** Levels of optimization as the parser spells them out: `-O3`, `-O=3` and `-O 3` (`utils/argparse_utils.py`, read 2026-12-01). */
function withLevel(word: string, index: number, all: readonly string[]): string[] {
  if (word === "-O" && /^[0-3]$/.test(all[index + 1] ?? "")) return ["--optimization-level"];
  const [, level] = /^-O=?(.+)$/s.exec(word) ?? [];
  return level === undefined ? [word] : ["--optimization-level", level];
}

/** A number such as `-1` is a value. */
const isFlag = (argument: string): boolean => argument.startsWith("-") && !/^-\d/.test(argument);

interface Judged {
  /** First spelling of the flag. @default - it is unknown, or the argument sets one key of its JSON */
  readonly flag?: string;
  readonly value?: string;
  readonly problem?: string;
  /** Values that belong to the flag, after it. @default - it has its own, or takes none */
  readonly takesNext?: "one" | "all";
}

function flagProblem(argument: string, next: string | undefined): Judged {
  const [, name = "", key, value] = /^([^=.]*)(\.[^=]*)?(?:=(.*))?$/s.exec(argument) ?? [];
  const spelled = name.startsWith("--") ? `--${name.slice(2).replaceAll("_", "-")}` : name;
  const known = SPELLINGS.get(spelled);
  if (!known) return { problem: unknown(name) };
  const { flag, facts } = known;
  if (facts.deprecated)
    return { flag, problem: `${name} is deprecated in vLLM ${VLLM_FACTS.version}; remove it` };
  if (facts.type === "switch" || facts.type === "boolean") {
    const isOn = spelled === flag || spelled === facts.short ? "true" : "false";
    return value === undefined
      ? { flag, value: isOn }
      : { flag, problem: `${name} takes no value, and not ${value}` };
  }
  if (key !== undefined && facts.type === "json") return value === undefined ? { takesNext: "one" } : {};
  const text = value ?? next;
  const takesNext =
    value !== undefined || next === undefined ? undefined : facts.type === "list" ? "all" : "one";
  const problem = valueProblem(flag, facts, text);
  return {
    flag,
    ...(text === undefined ? {} : { value: text }),
    ...(problem === undefined ? {} : { problem }),
    ...(takesNext ? { takesNext } : {}),
  };
}

function valueProblem(flag: string, facts: VllmFlag, text: string | undefined): string | undefined {
  const { type, choices, human = false, optionalValue = false, nonEmpty = false } = facts;
  const kind = own(VALUES, type);
  if (!kind) return undefined;
  const expected = choices ? listed(choices) : kind.expected;
  if (text === undefined) return optionalValue ? undefined : `${flag} takes ${expected}, and has no value`;
  if (nonEmpty && text === "") return `${flag} takes ${expected}, and has an empty one`;
  const accepted = choices ? choices.includes(text) : human ? HUMAN.test(text) : kind.accepts(text);
  if (!accepted) return `${flag} takes ${expected}, and not ${text}`;
  return isInBounds(text, facts)
    ? undefined
    : `${flag} takes ${expected} ${boundsInWords(facts)}, and not ${text}`;
}

const BOUNDS = [
  { key: "minimum", words: "of at least", holds: (value: number, bound: number) => value >= bound },
  { key: "above", words: "above", holds: (value: number, bound: number) => value > bound },
  { key: "maximum", words: "at most", holds: (value: number, bound: number) => value <= bound },
  { key: "below", words: "below", holds: (value: number, bound: number) => value < bound },
] as const;

const boundsInWords = (facts: VllmFlag): string =>
  BOUNDS.flatMap(({ key, words }) => (facts[key] === undefined ? [] : [`${words} ${facts[key]}`])).join(
    " and ",
  );

/** True for `auto` and for a number with a suffix, which is above each bound. */
function isInBounds(text: string, facts: VllmFlag): boolean {
  const value = Number(text);
  if (Number.isNaN(value) || (facts.automatic === true && value === -1)) return true;
  return BOUNDS.every(({ key, holds }) => {
    const bound = facts[key];
    return bound === undefined || holds(value, bound);
  });
}

function unknown(name: string): string {
  const meant = nearest(name, Object.keys(VLLM_FACTS.flags));
  const hint = meant === undefined ? "" : `; did you mean ${meant}?`;
  return `${name} is no flag of vLLM ${VLLM_FACTS.version}${hint}`;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const listed = (choices: readonly string[]): string =>
  choices.length < 2 ? choices.join("") : `${choices.slice(0, -1).join(", ")} or ${choices.at(-1) ?? ""}`;
