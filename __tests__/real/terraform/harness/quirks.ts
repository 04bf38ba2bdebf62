import {
  type JsonObject,
  type StackJson,
  type SynthesizedResource,
  lookupType,
} from "../../../../src/terraform/stack-json";

/**
 * A difference between moto 5.2 and AWS, and its workaround. A run prints every quirk that it used, with the number of
 * addresses. Nothing else is overridden or ignored.
 */
export interface Quirk {
  readonly id: string;
  /** The difference and its effect. */
  readonly reason: string;
  /** Affected types of resources, and of data sources with the prefix `data.`. */
  readonly types: readonly string[];
  /** Selects resources of these types. @default - all */
  readonly when?: (resource: SynthesizedResource) => boolean;
  /** Override of each resource. Its `ignore_changes` are added to those of the resource. */
  readonly override: (facts: LocalFacts, config: JsonObject) => JsonObject;
}

/** Values of a sandbox's account in moto. */
export interface LocalFacts {
  /** The hosted zone that was created for the environment. @default - none */
  readonly hostedZoneId?: string;
}

const LEFT_OUT = "excluded from applies, and planned with a mocked provider";

export const QUIRKS: readonly Quirk[] = [
  {
    id: "eks-add-ons",
    reason: `moto does not support EKS add-ons; ${LEFT_OUT}`,
    types: ["aws_eks_addon"],
    // Replaces the reference to a data source that is excluded too.
    override: () => ({ count: 0, addon_version: "v1.0.0-eksbuild.1" }),
  },
  {
    id: "eks-add-on-versions",
    reason: `moto does not support versions of EKS add-ons; ${LEFT_OUT}`,
    types: ["data.aws_eks_addon_version"],
    override: () => ({ count: 0 }),
  },
  {
    id: "eks-access-entries",
    reason: `moto does not support EKS access entries; ${LEFT_OUT}`,
    types: ["aws_eks_access_entry"],
    override: () => ({ count: 0 }),
  },
  {
    id: "eks-access-policies",
    reason: `moto does not support EKS access policies; ${LEFT_OUT}`,
    types: ["aws_eks_access_policy_association"],
    override: () => ({ count: 0, principal_arn: "arn:aws:iam::123456789012:role/left-out" }),
  },
  {
    id: "eks-cluster-security-group",
    reason: `moto creates no cluster security group, which Fargate pods use; its rules are ${LEFT_OUT}`,
    types: ["aws_vpc_security_group_ingress_rule", "aws_vpc_security_group_egress_rule"],
    when: ({ config }) => JSON.stringify(config).includes("cluster_security_group_id"),
    override: () => ({ count: 0 }),
  },
  {
    id: "eks-cluster-settings",
    reason: "moto does not return access_config and upgrade_policy, so each plan would set them again",
    types: ["aws_eks_cluster"],
    override: () => ignoring("access_config", "upgrade_policy"),
  },
  {
    id: "eks-node-group-settings",
    reason:
      "moto does not return update_config, and returns an SSH key for every node group, so each plan would replace the " +
      "node group",
    types: ["aws_eks_node_group"],
    override: () => ignoring("update_config", "remote_access"),
  },
  {
    id: "launch-template-tags",
    reason: "moto returns the tags of the launch template itself among its tag_specifications",
    types: ["aws_launch_template"],
    override: () => ignoring("tag_specifications"),
  },
  {
    id: "transit-gateway-attachment-tags",
    reason: "moto drops the tags of a new attachment to a transit gateway, so each plan would set them again",
    types: ["aws_ec2_transit_gateway_vpc_attachment"],
    override: () => ignoring("tags", "tags_all"),
  },
  {
    id: "rule-descriptions",
    reason: "moto drops the description of a rule whose peer is a security group or a prefix list",
    types: ["aws_vpc_security_group_ingress_rule", "aws_vpc_security_group_egress_rule"],
    when: ({ config }) => config["cidr_ipv4"] === undefined,
    override: () => ignoring("description"),
  },
  {
    id: "state-bucket-policy",
    reason:
      "moto ignores the conditions of a Deny in a bucket policy, which blocks all access to the state; after its " +
      "test, the policy is replaced by one without a Deny",
    types: ["aws_s3_bucket_policy"],
    when: ({ name }) => name === "state_bucket",
    override: () => ignoring("policy"),
  },
  {
    id: "hosted-zone-ids",
    reason:
      "ids of moto's hosted zones do not begin with Z, which the environment's file requires; " +
      "an override sets them",
    types: ["aws_route53_record", "data.aws_route53_zone"],
    // Other records refer to the data source. A handed-over module has a variable.
    when: ({ config }) => !String(config["zone_id"]).replace("${var.", "").includes("${"),
    override: ({ hostedZoneId }) => (hostedZoneId === undefined ? {} : { zone_id: hostedZoneId }),
  },
];

/** Gaps of moto that individual tests avoid, or fill with their own answers. Printed if one of these tests ran. */
export const STAND_INS: readonly {
  readonly id: string;
  readonly reason: string;
  /** Subjects of the tests, as in the list of steps. */
  readonly tests: readonly string[];
}[] = [
  {
    id: "expired-credentials",
    reason: "moto has no expiring credentials; the test sends AWS's answer",
    tests: ["refused init", "killed"],
  },
  {
    id: "bucket-elsewhere",
    reason: "moto finds a bucket in every region; the test sends S3's answer",
    tests: ["refused init"],
  },
  {
    id: "tagging-api",
    reason: "moto's tagging API does not list VPC endpoints and roles; they are counted separately",
    tests: ["killed"],
  },
  {
    id: "endpoint-private-dns",
    reason: "moto's modify-vpc-endpoint ignores private DNS; endpoints are created with it",
    tests: ["existing network"],
  },
  {
    id: "repeated-records",
    reason: "moto refuses to create a deleted DNS record again; a proxy sends the change as an update",
    tests: ["option B"],
  },
  {
    id: "certificate-in-use",
    reason:
      "moto knows no load balancer of the controller that uses a certificate, and the provider would wait 20 minutes " +
      "for it; a proxy refuses the deletion with an error that is not tried again",
    tests: ["hosts"],
  },
  {
    id: "prefix-list-ranges",
    reason: "moto returns no ranges of prefix lists; a proxy adds ranges for documentation",
    tests: ["prefix lists"],
  },
  {
    id: "recorded-cluster",
    reason: "moto knows too little of EKS clusters; a proxy answers questions about one from records",
    tests: ["adopt cluster", "adopt cluster twin"],
  },
  {
    id: "transit-gateway-attachment-deletion",
    reason:
      "moto forgets a deleted attachment at once, and the provider waits for its last state; the test deletes it with the AWS CLI",
    tests: ["every environment", "deployer policy"],
  },
];

function ignoring(...attributes: string[]): JsonObject {
  return { lifecycle: [{ ignore_changes: attributes }] };
}

/** The blocks of a stack that a quirk affects. */
export function affected(quirk: Quirk, stack: StackJson): SynthesizedResource[] {
  return [...stack.resources(), ...stack.dataSources()].filter((resource) => {
    return quirk.types.includes(lookupType(resource)) && (quirk.when?.(resource) ?? true);
  });
}
