import type { $ZodType, $ZodTypes } from "zod/v4/core";
import { environmentSchema } from "../../../src/parts/environment-schema";
import { FORMS, WRAPPERS } from "../../../src/environment/loader/schema-kinds";

/** Checks that messages and the reference page describe. A custom check has its own words. */
const CHECKS = [
  "custom",
  "greater_than",
  "less_than",
  "max_length",
  "min_length",
  "number_format",
  "string_format",
];
/** Checks that change a value and refuse none. */
const CHANGES = ["overwrite"];
/** Formats that have words of their own. */
const TEXT_FORMATS = ["regex", "email", "date", "datetime"];

interface Definition {
  readonly type?: string;
  readonly check?: string;
  readonly format?: string;
}

const { types, checks, formats } = used(environmentSchema);

/** Kinds of schemas, checks and formats of text in a schema, at any depth. */
function used(root: $ZodType) {
  const found = { types: new Set<string>(), checks: new Set<string>(), formats: new Set<string>() };
  const seen = new Set<unknown>();
  const note = ({ check, format }: Definition) => {
    if (check !== undefined) found.checks.add(check);
    if (check === "string_format" && format !== undefined) found.formats.add(format);
  };
  const visit = (value: unknown): void => {
    if (typeof value !== "object" || value === null || seen.has(value)) return;
    seen.add(value);
    const def = "_zod" in value ? ((value as $ZodTypes)._zod.def as Definition) : undefined;
    if (def?.type !== undefined) found.types.add(def.type);
    if (def) note(def);
    for (const part of Object.values(def ?? value)) visit(part);
  };
  visit(root);
  return found;
}

test("the loader reads every kind of schema that an environment has, and no other", () => {
  const read = [...WRAPPERS, ...FORMS, "union"];
  expect([...types].filter((type) => type !== "custom").sort()).toEqual([...read].sort());
});

test("every check of the schema of environments has words, or refuses nothing", () => {
  expect(checks.size).toBeGreaterThan(4);
  expect([...checks].filter((check) => ![...CHECKS, ...CHANGES].includes(check))).toEqual([]);
});

test("every format of text has words", () => {
  expect([...formats].sort()).toEqual([...TEXT_FORMATS].sort());
});
