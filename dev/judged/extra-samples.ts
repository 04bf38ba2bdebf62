import { type JsonObject, type SynthesizedResource } from "../../src/terraform/stack-json";

const sample = (type: string, config: JsonObject): SynthesizedResource => ({
  address: `${type}.sample`,
  type,
  name: "sample",
  config,
});

const KEY = "${aws_kms_key.cluster.arn}";

const POLICY = "arn:aws:iam::111122223333:policy/sample";
const READS = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: ["s3:GetObject"], Resource: ["arn:aws:s3:::sample/*"] }],
});

/** Blocks of types that checks know and no environment has. */
export const EXTRA_SAMPLES: readonly SynthesizedResource[] = [
  sample("aws_sqs_queue", { name: "sample", kms_master_key_id: KEY }),
  sample("aws_secretsmanager_secret", { name: "sample", kms_key_id: KEY }),
  sample("aws_iam_policy", {
    name: "sample",
    policy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Action: ["sqs:SendMessage"],
          Resource: ["arn:aws:sqs:us-east-1:111122223333:sample"],
        },
      ],
    }),
  }),
  sample("aws_iam_user_policy", { name: "sample", user: "sample", policy: READS }),
  sample("aws_iam_group_policy", { name: "sample", group: "sample", policy: READS }),
  ...["role", "user", "group"].flatMap((kind) => [
    sample(`aws_iam_${kind}_policy_attachment`, { [kind]: "sample", policy_arn: POLICY }),
    sample(`aws_iam_${kind}_policy_attachments_exclusive`, {
      [`${kind}_name`]: "sample",
      policy_arns: [POLICY],
    }),
    sample(`aws_iam_${kind}_policies_exclusive`, { [`${kind}_name`]: "sample", policy_names: ["sample"] }),
  ]),
  sample("aws_iam_policy_attachment", { name: "sample", roles: ["sample"], policy_arn: POLICY }),
  sample("aws_eks_pod_identity_association", {
    cluster_name: "${aws_eks_cluster.main.name}",
    namespace: "sample",
    service_account: "sample",
    role_arn: "arn:aws:iam::111122223333:role/sample",
  }),
  sample("aws_key_pair", { key_name: "sample", public_key: "ssh-ed25519 AAAA" }),
  sample("aws_ssm_parameter", { name: "/sample", type: "String", value: "sample" }),
  sample("aws_secretsmanager_secret_version", { secret_id: "sample" }),
  sample("aws_vpc_endpoint_service", {
    acceptance_required: true,
    allowed_principals: ["arn:aws:iam::999900001111:root"],
    private_dns_name: "models.example.com",
  }),
  sample("aws_security_group_rule", {
    type: "ingress",
    protocol: "tcp",
    from_port: 443,
    to_port: 443,
    cidr_blocks: ["10.0.0.0/16"],
    security_group_id: "sg-0a1b2c3d4e5f60718",
  }),
  sample("aws_instance", { ami: "ami-0a1b2c3d4e5f60718", instance_type: "m7i.large" }),
];
