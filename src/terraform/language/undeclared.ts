import { Mistake } from "../mistake";

/** A variable or local value that the module does not declare. Terraform refuses it even inside `try` and `can`. */
export class Undeclared extends Mistake {}

/** Whether Terraform reports an error when it evaluates an expression, which `try` and `can` hide. */
export const isOfValue = (error: unknown): error is Mistake =>
  error instanceof Mistake && !(error instanceof Undeclared);
