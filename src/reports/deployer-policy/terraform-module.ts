import { type JsonObject } from "../../terraform/stack-json";

/** A policy of the module. */
export interface ModulePolicy {
  /** Layer and use, such as `network-apply`: the key of the role that it is attached to. @default - it is attached to no role */
  readonly attachedFor?: string;
  /** Name in AWS. */
  readonly name: string;
  /** File beside the module. */
  readonly file: string;
}

/** A Terraform module that creates the policies, and attaches them to the roles that its caller names. */
export function terraformModule(policies: readonly ModulePolicy[]): JsonObject {
  const attached = policies.flatMap(({ attachedFor, name }) =>
    attachedFor === undefined ? [] : [{ attachedFor, name }],
  );
  return {
    terraform: {
      required_version: ">= 1.5.0",
      required_providers: { aws: { source: "hashicorp/aws", version: ">= 5.100.0, < 7.0.0" } },
    },
    variable: {
      roles: {
        description:
          "Names of roles, by layer and use such as network-apply. Policies without a role are only created.",
        type: "map(string)",
        default: {},
      },
    },
    resource: {
      aws_iam_policy: policyBlocks(policies),
      aws_iam_role_policy_attachment: Object.fromEntries(
        attached.map(({ attachedFor, name }) => [
          policyId(name),
          {
            count: `\${contains(keys(var.roles), "${attachedFor}") ? 1 : 0}`,
            role: `\${var.roles["${attachedFor}"]}`,
            policy_arn: `\${aws_iam_policy.${policyId(name)}.arn}`,
          },
        ]),
      ),
    },
    output: {
      policy_arns: {
        description: "ARNs of the policies, by name.",
        value: Object.fromEntries(
          policies.map(({ name }) => [name, `\${aws_iam_policy.${policyId(name)}.arn}`]),
        ),
      },
    },
  };
}

/** Blocks of policies by their names. */
export const policyBlocks = (policies: readonly ModulePolicy[]): JsonObject =>
  Object.fromEntries(
    policies.map(({ name, file }) => [
      policyId(name),
      { name, policy: `\${file("\${path.module}/${file}")}` },
    ]),
  );

/** Name of a block of a policy. */
export const policyId = (name: string): string => name.replace(/-/g, "_").replace(/^(?=\d)/, "_");
