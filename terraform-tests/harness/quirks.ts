import {
  type JsonObject,
  type StackJson,
  type SynthesizedResource,
} from "../../src/terraform-json/stack-json";

/**
 * Where moto 5.2 is not AWS, and what is done about it. A run prints every row that it used, with the number of
 * addresses; nothing that is not here is overridden or ignored.
 */
export interface Quirk {
  readonly id: string;
  /** What moto does otherwise than AWS, and what follows. */
  readonly reason: string;
  /** Types of resources, and of data sources (`data.` before them), that it is about. */
  readonly types: readonly string[];
  /** Only these of them. @default - all */
  readonly when?: (resource: SynthesizedResource) => boolean;
  /** What an override file lays over each; lists of `ignore_changes` are added to the resource's own. */
  readonly override: (facts: LocalFacts) => JsonObject;
}

/** What a sandbox knows of its account in moto. */
export interface LocalFacts {
  /** The hosted zone that was made for the environment. */
  readonly hostedZoneId?: string;
}

const LEFT_OUT = "left out of applies, and planned with a mocked provider";

export const QUIRKS: readonly Quirk[] = [
  {
    id: "eks-add-ons",
    reason: `moto knows no EKS add-ons; ${LEFT_OUT}`,
    types: ["aws_eks_addon"],
    // Nothing may refer to the data sources that are left out too.
    override: () => ({ count: 0, addon_version: "v1.0.0-eksbuild.1" }),
  },
  {
    id: "eks-add-on-versions",
    reason: `moto knows no versions of EKS add-ons; ${LEFT_OUT}`,
    types: ["data.aws_eks_addon_version"],
    override: () => ({ count: 0 }),
  },
  {
    id: "eks-access-entries",
    reason: `moto knows no EKS access entries; ${LEFT_OUT}`,
    types: ["aws_eks_access_entry"],
    override: () => ({ count: 0 }),
  },
  {
    id: "eks-access-policies",
    reason: `moto knows no access policies of EKS; ${LEFT_OUT}`,
    types: ["aws_eks_access_policy_association"],
    override: () => ({ count: 0, principal_arn: "arn:aws:iam::123456789012:role/left-out" }),
  },
  {
    id: "eks-cluster-security-group",
    reason: `moto's clusters have no security group of their own, which Fargate pods use; its rules are ${LEFT_OUT}`,
    types: ["aws_vpc_security_group_ingress_rule", "aws_vpc_security_group_egress_rule"],
    when: ({ config }) => JSON.stringify(config).includes("cluster_security_group_id"),
    override: () => ({ count: 0 }),
  },
  {
    id: "eks-cluster-settings",
    reason: "moto does not give back access_config and upgrade_policy, so each plan would set them again",
    types: ["aws_eks_cluster"],
    override: () => ignoring("access_config", "upgrade_policy"),
  },
  {
    id: "eks-node-group-settings",
    reason:
      "moto does not give back update_config, and gives every node group an SSH key that nobody asked for, so each " +
      "plan would replace it",
    types: ["aws_eks_node_group"],
    override: () => ignoring("update_config", "remote_access"),
  },
  {
    id: "launch-template-tags",
    reason: "moto lists the tags of a launch template itself among those of what is launched",
    types: ["aws_launch_template"],
    override: () => ignoring("tag_specifications"),
  },
  {
    id: "rule-descriptions",
    reason: "moto loses the description of a security-group rule whose peer is a group or a prefix list",
    types: ["aws_vpc_security_group_ingress_rule", "aws_vpc_security_group_egress_rule"],
    when: ({ config }) => config["cidr_ipv4"] === undefined,
    override: () => ignoring("description"),
  },
  {
    id: "state-bucket-policy",
    reason:
      "moto applies a bucket policy's Deny without its conditions, which locks everybody out of the state; once made " +
      "and looked at, the policy is replaced by one that denies nothing",
    types: ["aws_s3_bucket_policy"],
    when: ({ name }) => name === "state_bucket",
    override: () => ignoring("policy"),
  },
  {
    id: "hosted-zone-ids",
    reason:
      "ids of moto's hosted zones do not begin with Z, which an environment's file asks for; they are laid over",
    types: ["aws_route53_record"],
    override: ({ hostedZoneId }) => (hostedZoneId === undefined ? {} : { zone_id: hostedZoneId }),
  },
];

/** What moto lacks and single tests do without, or answer in its place; printed when one of them ran. */
export const STAND_INS: readonly {
  readonly id: string;
  readonly reason: string;
  /** Subjects of the tests, as the list of steps has them. */
  readonly tests: readonly string[];
}[] = [
  {
    id: "expired-credentials",
    reason: "moto knows no credentials that run out; what AWS answers then is answered in its place",
    tests: ["refused init", "killed"],
  },
  {
    id: "bucket-elsewhere",
    reason: "moto finds a bucket in every region; what S3 answers is answered in its place",
    tests: ["refused init"],
  },
  {
    id: "tagging-api",
    reason: "moto's tagging API leaves out VPC endpoints and roles; they are counted by themselves",
    tests: ["killed"],
  },
  {
    id: "endpoint-private-dns",
    reason: "moto's modify-vpc-endpoint ignores private DNS; endpoints are made with it",
    tests: ["existing network"],
  },
];

function ignoring(...attributes: string[]): JsonObject {
  return { lifecycle: [{ ignore_changes: attributes }] };
}

/** The blocks of a stack that a quirk is about. */
export function affected(quirk: Quirk, stack: StackJson): SynthesizedResource[] {
  return [...stack.resources(), ...stack.dataSources()].filter((resource) => {
    const type = resource.address.startsWith("data.") ? `data.${resource.type}` : resource.type;
    return quirk.types.includes(type) && (quirk.when?.(resource) ?? true);
  });
}
