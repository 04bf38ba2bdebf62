import { type Json } from "../../src/terraform/stack-json";
import { OTHER_ACCOUNT } from "../mutate/additions/values";

/** Values that open, permit, end or turn off something, wherever an argument takes a text. */
const TEXTS: readonly string[] = [
  "*",
  "0.0.0.0/0",
  `arn:aws:iam::${OTHER_ACCOUNT}:role/stranger`,
  "arn:aws:iam::aws:policy/AdministratorAccess",
  "http://example.com",
  "Disabled",
  "NONE",
  "privileged",
  OTHER_ACCOUNT,
  "probe-value",
];

/** Numbers that turn something off or have no limit. */
const NUMBERS: readonly number[] = [0, 1_000_000];

/** Weaker values in place of one. */
export function weakerThan(value: Json): Json[] {
  if (typeof value === "boolean") return [!value];
  if (typeof value === "number") return NUMBERS.filter((each) => each !== value);
  if (value === "true" || value === "false") return [value === "true" ? "false" : "true"];
  if (typeof value === "string") return TEXTS.filter((each) => each !== value);
  // The content of a condition or principal, which is one value here.
  return [];
}
