import { type Json } from "../../synthesized/stack-json";
import { parseReference } from "../../synthesized/terraform-plan/references";

/** A value that an expression names. */
export interface Named {
  /** `aws_vpc.main`, `data.aws_lb.demo`, `var.demo_enabled`, `local.x`. */
  readonly subject: string;
  /** The attribute of it, `arn`; empty where the whole is named. */
  readonly attribute: string;
}

const EXPRESSION = /\$\{(?:[^{}]|\{[^{}]*\})*\}/g;
/** A type has a word before its first underscore; steps of a path and names inside quotes are none. */
const PATH =
  /(?<![\w.\]"])(?:(?:var|local)\.\w+|(?:data\.)?[a-z][a-z0-9]*_\w+\.[A-Za-z_][\w-]*)(?:\.[\w-]+|\[[^\]]*\])*/g;

/** Everything that the expressions of a text name. */
export function namedIn(text: string): Named[] {
  if (!text.includes("${")) return [];
  return (text.replace(/\$\$\{/g, "").match(EXPRESSION) ?? []).flatMap((expression) =>
    (expression.match(PATH) ?? []).flatMap((path) => {
      const reference = parseReference(path.replace(/\[\*\]/g, "[0]"));
      if (!reference) return [];
      const attribute = reference.path.filter((step) => typeof step === "string").join(".");
      return [{ subject: reference.subject, attribute }];
    }),
  );
}

/** The same of every text of a value. */
export function namedInAll(value: Json | undefined): Named[] {
  if (typeof value === "string") return namedIn(value);
  if (value === null || typeof value !== "object") return [];
  return Object.values(value).flatMap((item) => namedInAll(item as Json));
}
