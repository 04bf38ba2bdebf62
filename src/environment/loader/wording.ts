import { joinWithLimit } from "../problems";
import { readExpectation } from "./expectation";
import { literalKeysOf } from "./value-forms";
import { type ValueSchema, type ValueSchemas } from "./schema-kinds";
import { checksOf, isWholeNumber, limitsOfForm, type Limits } from "./limits";

/** Description of the values that a schema accepts: a sentence for messages, two columns for the reference page. */
interface Wording {
  /** `whole number` */
  readonly type: string;
  /** `1 to 65535`; empty if every value of the type is accepted. */
  readonly bounds: string;
  /** `a whole number from 1 to 65535` */
  readonly sentence: string;
}

/** Description of the values that a path accepts. The unit is taken from the name of the key, such as `diskGiB`. */
export function sentenceFor(forms: ValueSchemas, key?: string | number): string {
  const variants = variantsSentence(forms);
  const words = forms
    .filter(
      (form) => choicesOf(form).length === 0 && !(variants !== undefined && form._zod.def.type === "object"),
    )
    .map((form) => wordingOf(form, key).sentence);
  const choices = forms.flatMap(choicesOf);
  const choice = choices.length > 1 ? [`one of ${joinWithLimit(choices)}`] : choices;
  return [...new Set([...choice, ...(variants ?? []), ...words])].join(" or ") || "another value";
}

export function wordingOf(form: ValueSchema, key?: string | number): Wording {
  const { def } = form._zod;
  switch (def.type) {
    case "string":
      return textWording(form);
    case "number":
      return numberWording(form, key);
    case "boolean":
      return { type: "true or false", bounds: "", sentence: "true or false" };
    case "enum":
    case "literal": {
      const choices = choicesOf(form);
      const type = def.type === "literal" && typeof def.values[0] === "number" ? "number" : "text";
      return {
        type,
        bounds: choices.join(", "),
        sentence: choices.length > 1 ? `one of ${joinWithLimit(choices)}` : choices.join(),
      };
    }
    case "array": {
      const bounds = range(limitsOfForm(form), "entries", "entry");
      return { type: "list", bounds, sentence: bounds === "" ? "a list" : `a list of ${bounds}` };
    }
    case "object":
      return { type: "mapping", bounds: "", sentence: mappingSentence(Object.keys(def.shape)) };
    case "record":
      return { type: "mapping", bounds: "", sentence: "a mapping of names to values" };
    case "never":
      return { type: "any", bounds: "", sentence: "another value" };
  }
}

/** The accepted values, if they are a fixed set. */
export function choicesOf(form: ValueSchema): string[] {
  const { def } = form._zod;
  if (def.type === "literal") return def.values.map(String);
  return def.type === "enum" ? [...new Set(Object.values(def.entries).map(String))] : [];
}

function textWording(form: ValueSchema): Wording {
  const own = checksOf(form).flatMap((check) => ownWords(check) ?? []);
  const formats = checksOf(form).flatMap((check) =>
    check.check === "string_format" ? (FORMATS[check.format] ?? []) : [],
  );
  const what = [...new Set(own.length > 0 ? own : formats)].join(" and ");
  const length = range(limitsOfForm(form), "characters", "character");
  if (what !== "") {
    const both = length === "" ? what : `${what}, ${length}`;
    return { type: "text", bounds: both, sentence: both };
  }
  return { type: "text", bounds: length, sentence: length === "" ? "text" : `text of ${length}` };
}

const FORMATS: Record<string, string> = {
  email: "an email address",
  date: "a date such as 2027-03-31",
};

function numberWording(form: ValueSchema, key?: string | number): Wording {
  const type = isWholeNumber(form) ? "whole number" : "number";
  const unit = unitOf(key);
  const limits = limitsOfForm(form);
  const between = limits.least !== undefined && limits.most !== undefined;
  const words = between ? range(limits) : ends(limits);
  const join = words === "" ? "" : between ? " from " : /^at/.test(words) ? " of " : " ";
  return {
    type,
    bounds: `${[words, unit].filter((part) => part !== "").join(" ")}`,
    sentence: `a ${type}${join}${words}${unit === "" ? "" : ` (${unit})`}`,
  };
}

/** `at least 1`, `above 0 and at most 1` */
function ends({ least, above, most, below }: Limits): string {
  const words = { "at least": least, above, "at most": most, below };
  return Object.entries(words)
    .flatMap(([word, value]) => (value === undefined ? [] : [`${word} ${value}`]))
    .join(" and ");
}

const UNITS: readonly (readonly [ending: RegExp, unit: string])[] = [
  [/GiB$/, "GiB"],
  [/MiB$/, "MiB"],
  [/Days$/i, "days"],
  [/Hours$/i, "hours"],
  [/Minutes$/i, "minutes"],
  [/Seconds$/i, "seconds"],
  [/Percent$/i, "percent"],
  [/Usd$/i, "USD"],
];

function unitOf(key: string | number | undefined): string {
  return UNITS.find(([ending]) => ending.test(String(key ?? "")))?.[1] ?? "";
}

/** `1 to 5 entries`, `at least 1 entry`, `up to 5 entries` */
function range({ least, most }: Limits, many = "", one = many): string {
  const noun = (count: number) => (many === "" ? "" : ` ${count === 1 ? one : many}`);
  if (least !== undefined && most !== undefined)
    return `${least === most ? "" : `${least} to `}${most}${noun(most)}`;
  if (least !== undefined) return `at least ${least}${noun(least)}`;
  if (most !== undefined) return `up to ${most}${noun(most)}`;
  return "";
}

/** Describes mappings by the values of `type` that distinguish them; undefined if `type` does not. */
function variantsSentence(forms: ValueSchemas): string[] | undefined {
  const mappings = forms.filter((form) => form._zod.def.type === "object");
  const types = mappings.map((form) => literalKeysOf(form)["type"] ?? []);
  if (mappings.length < 2 || types.some((values) => values.length === 0)) return undefined;
  const names = [...new Set(types.flat().map(String))];
  return [`a mapping with type ${names.slice(0, -1).join(", ")} or ${names[names.length - 1]}`];
}

function mappingSentence(keys: readonly string[]): string {
  return keys.length > 0 && keys.length <= 6 ? `a mapping with ${keys.join(", ")}` : "a mapping";
}

/** Expectation of a check that was written with `expects`. */
function ownWords(check: { error?: unknown }): string | undefined {
  if (typeof check.error !== "function") return undefined;
  const message: unknown = (check.error as (issue: object) => unknown)({});
  return typeof message === "string" ? readExpectation(message)?.expected : undefined;
}
