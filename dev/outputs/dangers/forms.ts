import { type Json } from "../../../src/terraform/stack-json";
import { type MutableObject } from "../../mutate/edits";
import { objectAt } from "../change";

/** Another way to write a value. */
export interface Form {
  readonly name: string;
  /** Whether only a plan tells the value. @default false */
  readonly isUnknown?: true;
  /** Whether a nested block can have it. @default false */
  readonly isOfBlock?: true;
  /** Undefined for a value that has no such form. */
  readonly written: (
    value: Json,
    before: Json | undefined,
  ) => { readonly value: Json; readonly add?: (stack: MutableObject) => void } | undefined;
}

/** A value as an expression of Terraform; undefined for a text with templates of its own. */
function literal(value: Json | undefined): string | undefined {
  if (value === undefined) return "null";
  const text = JSON.stringify(value);
  return /\$\{|%\{/.test(text) ? undefined : text;
}

const expression = (
  name: string,
  words: (value: string, before: string) => string,
  isUnknown?: true,
): Form => ({
  name,
  ...(isUnknown ? { isUnknown } : {}),
  written: (value, before) => {
    const own = literal(value);
    const other = literal(before);
    if (own === undefined || other === undefined) return undefined;
    const text = words(own, other);
    return { value: `\${${text}}`, ...(text.includes("var.another_switch") ? { add: withSwitch } : {}) };
  },
});

const withSwitch = (stack: MutableObject): void =>
  void (objectAt(stack, "variable")["another_switch"] = { type: "bool" });

/** Ways to write the same value in Terraform. */
export const FORMS: readonly Form[] = [
  {
    name: "local value",
    written: (value) => ({
      value: "${local.another}",
      add: (stack) => void (objectAt(stack, "locals")["another"] = value as MutableObject),
    }),
  },
  {
    name: "variable with a default",
    // The default of a variable refers to nothing.
    written: (value) =>
      literal(value) === undefined
        ? undefined
        : {
            value: "${var.another}",
            add: (stack) =>
              void (objectAt(stack, "variable")["another"] = { default: value as MutableObject }),
          },
  },
  {
    name: "variable without a value",
    isUnknown: true,
    written: () => ({
      value: "${var.another}",
      add: (stack) => void (objectAt(stack, "variable")["another"] = {}),
    }),
  },
  expression("condition that holds", (value, before) => `true ? ${value} : ${before}`),
  expression(
    "condition that nothing tells",
    (value, before) => `var.another_switch ? ${value} : ${before}`,
    true,
  ),
  expression("try", (value) => `try(${value}, null)`),
  expression("coalesce", (value) => `coalesce(null, ${value})`),
  expression("element of a list", (value) => `[${value}][0]`),
  expression("value of a map", (value) => `lookup({ "a" = ${value} }, "a", null)`),
  expression("decoded JSON", (value) => `jsondecode(${JSON.stringify(value)})`),
  {
    name: "joined parts",
    written: (value) => {
      if (typeof value !== "string" || value.length < 2 || literal(value) === undefined) return undefined;
      return {
        value: `\${join("", [${JSON.stringify(value.slice(0, 2))}, ${JSON.stringify(value.slice(2))}])}`,
      };
    },
  },
  {
    name: "encoded JSON",
    written: (value) => {
      if (typeof value !== "string" || !value.startsWith("{")) return undefined;
      return literal(value) === undefined ? undefined : { value: `\${jsonencode(${value})}` };
    },
  },
  {
    name: "quoted",
    written: (value) =>
      typeof value === "number" || typeof value === "boolean" ? { value: String(value) } : undefined,
  },
  {
    name: "joined lists",
    written: (value) => {
      const own = Array.isArray(value) ? literal(value) : undefined;
      return own === undefined ? undefined : { value: `\${concat([], ${own})}` };
    },
  },
  {
    name: "set",
    written: (value) => {
      const own =
        Array.isArray(value) && value.every((item) => typeof item === "string") ? literal(value) : undefined;
      return own === undefined ? undefined : { value: `\${toset(${own})}` };
    },
  },
  {
    name: "list of one block",
    isOfBlock: true,
    written: (value) =>
      value !== null && typeof value === "object" && !Array.isArray(value) ? { value: [value] } : undefined,
  },
];
