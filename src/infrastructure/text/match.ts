import { isDeepStrictEqual } from "node:util";
import { type Expression } from "../../terraform/expression";

/** Parts of an expression, by the names in a form. */
type Parts = ReadonlyMap<string, Expression>;

/** A name in capitals in a form, for any expression or attribute. */
const HOLE = /^[A-Z]+$/;

/**
 * Parts of an expression that has a form, by the names in capitals in the form: `self.vpc_id` has
 * the form `self.NAME`, with the name `vpc_id`. A name that is in the form twice has the same part.
 * Undefined for an expression of another form.
 */
export function matchedForm(form: Expression, expression: Expression): Parts | undefined {
  const parts = new Map<string, Expression>();
  return fits(form, expression, parts) ? parts : undefined;
}

function fits(form: unknown, value: unknown, parts: Map<string, Expression>): boolean {
  if (!isComposed(form) || !isComposed(value)) return form === value;
  const { kind, name } = form;
  const hole = typeof name === "string" && HOLE.test(name) ? name : undefined;
  if (kind === "name" && hole !== undefined) return keep(hole, value as unknown as Expression, parts);
  if (kind === "attribute" && hole !== undefined && value["kind"] === "attribute") {
    const attribute: Expression = { kind: "name", name: String(value["name"]) };
    return fits(form["of"], value["of"], parts) && keep(hole, attribute, parts);
  }
  const keys = Object.keys(form);
  return (
    keys.length === Object.keys(value).length &&
    keys.every((key) => Object.hasOwn(value, key) && fits(form[key], value[key], parts))
  );
}

function keep(name: string, part: Expression, parts: Map<string, Expression>): boolean {
  const known = parts.get(name);
  if (known !== undefined) return isDeepStrictEqual(known, part);
  parts.set(name, part);
  return true;
}

const isComposed = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;
