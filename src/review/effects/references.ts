import { referencesIn } from "../../core/terraform-references";
import { templatesOf } from "../../core/terraform-templates";
import { type Json } from "../../terraform-json/stack-json";

/** A value that an expression refers to. */
export interface Named {
  /** `aws_vpc.main`, `data.aws_lb.demo`, `var.demo_enabled`, `local.x`. */
  readonly subject: string;
  /** The referenced attribute, such as `arn`; empty for the whole object. */
  readonly attribute: string;
}

/** Resource types contain an underscore; variables of a `for` expression do not. */
const NAMES_VALUE = /^(?:(?:var|local)\.|(?:data\.)?[a-z][a-z0-9]*_)/;

/** References in the expressions of a text. */
export const namedIn = (text: string): Named[] =>
  templatesOf(text)
    .expressions.flatMap(referencesIn)
    .filter(({ subject }) => NAMES_VALUE.test(subject))
    .map(({ subject, path }) => ({
      subject,
      attribute: path.filter((step) => typeof step === "string").join("."),
    }));

/** References in every text of a value. */
export function namedInAll(value: Json | undefined): Named[] {
  if (typeof value === "string") return namedIn(value);
  if (value === null || typeof value !== "object") return [];
  return Object.values(value).flatMap((item) => namedInAll(item as Json));
}
