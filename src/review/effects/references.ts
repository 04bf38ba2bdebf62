import { referencesIn } from "../../terraform/terraform-references";
import { type Json, asArray, asObject } from "../../terraform/stack-json";

/** A value that an expression refers to. */
export interface Referent {
  /** `aws_vpc.main`, `data.aws_lb.demo`, `var.demo_enabled`, `local.x`. */
  readonly subject: string;
  /** The referenced attribute, such as `arn`; empty for the whole object. */
  readonly attribute: string;
  /** Steps to the referenced value, with the indexes of lists and without steps that are expressions. */
  readonly path: readonly (string | number)[];
}

/** Resource types contain an underscore; variables of a `for` expression do not. */
const NAMES_VALUE = /^(?:(?:var|local)\.|(?:data\.)?[a-z][a-z0-9]*_)/;

/** References in the expressions of a value. */
export const namedIn = (value: Json | undefined): readonly Referent[] =>
  referencesIn(value)
    .filter(({ subject }) => NAMES_VALUE.test(subject))
    .map(({ subject, path }) => ({
      subject,
      attribute: path.filter((step) => typeof step === "string").join("."),
      path,
    }));

/**
 * The value at a path, or the value around it where the path leads into an expression or a step of it is left out. A block is
 * written as itself or as a list of one.
 */
export function knownValueAt(value: Json | undefined, path: readonly (string | number)[]): Json | undefined {
  const [step, ...rest] = path;
  if (step === undefined || value === null || typeof value !== "object") return value;
  if (Array.isArray(value))
    return typeof step === "number" ? knownValueAt(asArray(value)[step], rest) : value;
  return knownValueAt(step === 0 ? value : asObject(value)[step], rest);
}
