import { type JsonObject } from "../../terraform/stack-json";
import { type ModulePolicy, policyBlocks, policyId } from "./terraform-module";

/** A role of the workflows. */
export interface ModuleRole {
  /** Name without the environment, such as `pull-request`. */
  readonly use: string;
  /** Name in AWS. */
  readonly name: string;
  /** File with its trust policy, beside the module. */
  readonly trust: string;
  /** Names of its policies in AWS. */
  readonly policies: readonly string[];
  /** Names of policies that it has only while a layer creates objects, with the layer. */
  readonly creations: readonly { readonly layer: string; readonly policy: string }[];
}

/** The roles of the workflows and the policies that only they have, beside the module with the other policies. */
export function githubModule(
  roles: readonly ModuleRole[],
  policies: readonly ModulePolicy[],
  boundary: string,
): JsonObject {
  return {
    variable: {
      creates: {
        description:
          "Layers, such as network, whose next apply by a workflow creates objects whose tags do not count yet. An apply without them detaches these rights.",
        type: "set(string)",
        default: [],
      },
    },
    resource: {
      aws_iam_policy: policyBlocks(policies),
      aws_iam_role: Object.fromEntries(
        roles.map(({ use, name, trust }) => [
          roleId(use),
          {
            name,
            assume_role_policy: `\${file("\${path.module}/${trust}")}`,
            permissions_boundary: arnOf(boundary),
          },
        ]),
      ),
      aws_iam_role_policy_attachment: Object.fromEntries(roles.flatMap(attachments)),
    },
    output: {
      github_roles: {
        description: "ARNs of the roles of the workflows, by use.",
        value: Object.fromEntries(roles.map(({ use }) => [use, `\${aws_iam_role.${roleId(use)}.arn}`])),
      },
    },
  };
}

function attachments({ use, policies, creations }: ModuleRole): [string, JsonObject][] {
  const role = `\${aws_iam_role.${roleId(use)}.name}`;
  return [
    ...policies.map((name): [string, JsonObject] => [
      `${roleId(use)}_${policyId(name)}`,
      { role, policy_arn: arnOf(name) },
    ]),
    ...creations.map(({ layer, policy }): [string, JsonObject] => [
      `${roleId(use)}_${policyId(policy)}`,
      { count: `\${contains(var.creates, "${layer}") ? 1 : 0}`, role, policy_arn: arnOf(policy) },
    ]),
  ];
}

const roleId = (use: string): string => `github_${policyId(use)}`;

const arnOf = (policy: string): string => `\${aws_iam_policy.${policyId(policy)}.arn}`;
