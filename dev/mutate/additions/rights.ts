import { type SynthesizedResource } from "../../../src/terraform/stack-json";
import { type Mutable } from "../edits";
import { type Added, OTHER_ACCOUNT, added } from "./values";

/** Another managed policy and another inline policy of a role. */
export function rolePolicies({ address, name }: SynthesizedResource): Added[] {
  return [
    added(`aws_iam_role_policy_attachment.${name}_more`, "attach AdministratorAccess", {
      role: `\${${address}.name}`,
      policy_arn: "arn:aws:iam::aws:policy/AdministratorAccess",
    }),
    added(`aws_iam_role_policy.${name}_more`, "add an inline policy", {
      name: "more",
      role: `\${${address}.name}`,
      policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Action: "secretsmanager:GetSecretValue",
            Resource: `arn:aws:secretsmanager:us-east-1:${OTHER_ACCOUNT}:secret:another-AbCdEf`,
          },
        ],
      }),
    }),
  ];
}

/** An administrator beside that of an entry: an entry and its policy. */
export function accessEntry({ name, config }: SynthesizedResource): Added[] {
  const principal = String(config["principal_arn"]);
  const other = `${principal}-2`;
  const cluster = config["cluster_name"] as Mutable;
  return [
    {
      ...added(`aws_eks_access_entry.${name}_2`, "add an administrator", {
        cluster_name: cluster,
        principal_arn: other,
        type: "STANDARD",
      }),
      alongside: {
        address: `aws_eks_access_policy_association.${name}_2`,
        config: {
          access_scope: { type: "cluster" },
          cluster_name: cluster,
          policy_arn: `arn:${principal.split(":")[1] ?? "aws"}:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy`,
          principal_arn: other,
        },
      },
    },
  ];
}
