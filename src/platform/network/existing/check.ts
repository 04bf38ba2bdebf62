import { type Expression } from "../../../terraform/expression";
import { template } from "../../../terraform/print";
import { literal, rawExpression, self, call, tupleOf, equal } from "../expression";

/** A condition that Terraform verifies at plan for a data source. */
export interface Claim {
  /** A Terraform expression, in `${…}`; `self` is the data source. */
  readonly condition: string;
  /** The violated expectation, and the command that fixes it. */
  readonly errorMessage: string;
}

/** The items of `wanted` that an attribute of the data source does not have. */
export const missingItems = (wanted: readonly string[], attribute: string): Expression =>
  call("setsubtract", tupleOf(wanted.map(rawExpression)), self(attribute));

export const isEmptyList = (of: Expression): Expression => equal(call("length", of), literal(0));

/** Checks that a resource that was read by its id is in the VPC of the network. */
export const inVpc = (what: string, vpcId: string): Claim => ({
  condition: template(equal(self("vpc_id"), rawExpression(vpcId))),
  errorMessage: `${what} is in \${self.vpc_id}, not in this network's VPC; correct the id`,
});

/** A violated expectation and the command that fixes it. Terraform does not wrap an indented line. */
export const withCommand = (problem: string, command: string): string => `${problem}; run\n\n    ${command}`;

/**
 * Checks that a search by name has exactly one result. A data source that reads by name fails with an error
 * that does not contain the name, so Terraform searches first and then reads by id.
 */
export function uniqueResult(what: string, command: string): Claim {
  const found = '${length(self.ids) == 0 ? "none" : join(", ", sort(self.ids))}';
  return {
    condition: template(equal(call("length", self("ids")), literal(1))),
    errorMessage: `expected exactly one ${what}, found ${found}; where it is missing, run\n\n    ${command}`,
  };
}
