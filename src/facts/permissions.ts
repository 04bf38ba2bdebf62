import { type PolicyStatement } from "./iam";

/** A statement that a file states. */
export interface PermissionOfFile {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** Values by condition key, by operator. @default - none */
  readonly conditions?: PolicyStatement["Condition"];
}

/** Statements of a file as those of a policy. */
export const policyStatements = (permissions: readonly PermissionOfFile[]): PolicyStatement[] =>
  permissions.map(({ actions, resources, conditions }, index) => ({
    Sid: `Permission${index + 1}`,
    Effect: "Allow",
    Action: actions,
    Resource: resources,
    ...(conditions ? { Condition: conditions } : {}),
  }));
