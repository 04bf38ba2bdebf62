/** A condition that Terraform verifies at plan for a data source. */
export interface Claim {
  /** A Terraform expression, in `${…}`; `self` is the data source. */
  readonly condition: string;
  /** The violated expectation, and the command that fixes it. */
  readonly errorMessage: string;
}

/** A condition, what is wrong where it is violated, and the command that fixes it. */
export const claim = (condition: string, problem: string, command: string): Claim => ({
  condition,
  errorMessage: withCommand(problem, command),
});

/** Checks that a resource that was read by its id is in the VPC of the network. */
export const inVpc = (what: string, vpcId: string): Claim => ({
  condition: `\${self.vpc_id == ${vpcId}}`,
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
    condition: "${length(self.ids) == 1}",
    errorMessage: `expected exactly one ${what}, found ${found}; where it is missing, run\n\n    ${command}`,
  };
}
