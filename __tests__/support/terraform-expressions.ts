import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Folder of the expressions, the module whose names they use, and the recorded answers of Terraform. */
export const EXPRESSIONS = join(__dirname, "../terraform/expansion");

/** Value of an expression in a plan, or the error with which Terraform refuses it. */
export type Answer = { readonly value: unknown } | { readonly error: string };

/** Expressions of a list, of which each begins without a space. */
export const expressions = (): string[] =>
  readFileSync(join(EXPRESSIONS, "expressions.txt"), "utf8")
    .trimEnd()
    .split(/\n(?! {2})/);
