import { type Layer } from "../../../src/base/layers";

/** An edit of a handed-over module that its own test must refuse. */
export interface HarmfulEdit {
  readonly layer: Layer;
  /** Text in a file of the module, and its replacement. @default - only an addition */
  readonly replace?: readonly [from: RegExp, to: string];
  /** Text of a new file. @default - none */
  readonly add?: string;
  /** Address in the message of the only assertion that fails. */
  readonly fails: string;
}

const rule = (name: string, argument: string, group = "nodes"): string =>
  `resource "aws_vpc_security_group_ingress_rule" "${name}" {
  security_group_id = aws_security_group.${group}.id
  from_port         = 22
  ip_protocol       = "tcp"
  to_port           = 22
  ${argument}
}
`;

/** A new value of a rule of the module, which has an assertion. */
const opened = (name: string, argument: string, to: string): Pick<HarmfulEdit, "replace" | "fails"> => ({
  replace: [
    new RegExp(
      `(resource "aws_vpc_security_group_ingress_rule" "${name}" \\{[^}]*?)^ *${argument} += .*$`,
      "m",
    ),
    `$1${to}`,
  ],
  fails: `aws_vpc_security_group_ingress_rule.${name}`,
});

const value = (
  type: string,
  name: string,
  from: RegExp,
  to: string,
): Pick<HarmfulEdit, "replace" | "fails"> => ({
  replace: [new RegExp(`(resource "${type}" "${name}" \\{(?:(?!\\n\\})[^])*?)${from.source}`), `$1${to}`],
  fails: `${type}.${name}`,
});

const unlisted = (fails: string, add: string): Pick<HarmfulEdit, "add" | "fails"> => ({ add, fails });

const FROM_NODES = "referenced_security_group_id";

/** Edits of the modules of retail-forecast, by what they open or weaken. */
export const HARMFUL_EDITS: Readonly<Record<string, HarmfulEdit>> = {
  "port 22 of the nodes open to the world, in a new block": {
    layer: "network",
    ...unlisted(
      "aws_vpc_security_group_ingress_rule.nodes_ssh",
      rule("nodes_ssh", 'cidr_ipv4 = "0.0.0.0/0"'),
    ),
  },
  "nodes open to the world": {
    layer: "network",
    ...opened("nodes_from_self_all", FROM_NODES, 'cidr_ipv4 = "0.0.0.0/0"'),
  },
  "endpoints open to half of the internet": {
    layer: "network",
    ...opened("endpoints_from_nodes_443", FROM_NODES, 'cidr_ipv4 = "128.0.0.0/1"'),
  },
  "control plane open to IPv6": {
    layer: "network",
    ...opened("control_plane_from_nodes_443", FROM_NODES, 'cidr_ipv6 = "::/0"'),
  },
  "nodes open to a prefix list": {
    layer: "network",
    ...opened("nodes_from_alb_8080", FROM_NODES, 'prefix_list_id = "pl-0123456789abcdef0"'),
  },
  "the public rule on the nodes": {
    layer: "network",
    ...opened(
      "alb_from_internet_443",
      "security_group_id",
      "security_group_id = aws_security_group.nodes.id",
    ),
  },
  "a rule within a group": {
    layer: "network",
    ...value(
      "aws_security_group",
      "nodes",
      /\n/,
      '\n  ingress {\n    cidr_blocks = ["0.0.0.0/0"]\n    from_port   = 22\n    protocol    = "tcp"\n    to_port     = 22\n  }\n\n',
    ),
  },
  "a route from private subnets to the internet": {
    layer: "network",
    ...value("aws_route", "public_internet", /aws_route_table\.public\.id/, "aws_route_table.private.id"),
  },
  "public addresses in a private subnet": {
    layer: "network",
    ...value("aws_subnet", "private", /map_public_ip_on_launch = false/, "map_public_ip_on_launch = true"),
  },
  "an endpoint without private DNS": {
    layer: "network",
    ...value("aws_vpc_endpoint", "endpoints", /private_dns_enabled( *)= true/, "private_dns_enabled = false"),
  },
  "flow logs of rejected traffic only": {
    layer: "network",
    ...value("aws_flow_log", "flow_logs", /traffic_type( *)= "ALL"/, 'traffic_type = "REJECT"'),
  },
  "a key that does not rotate": {
    layer: "network",
    ...value("aws_kms_key", "flow_logs_key", /enable_key_rotation( *)= true/, "enable_key_rotation = false"),
  },
  "a public API": {
    layer: "cluster",
    ...value("aws_eks_cluster", "main", /endpoint_public_access( *)= false/, "endpoint_public_access = true"),
  },
  "an API without an audit log": {
    layer: "cluster",
    ...value("aws_eks_cluster", "main", /"audit", /, ""),
  },
  "nodes without IMDSv2": {
    layer: "cluster",
    ...value("aws_launch_template", "main", /http_tokens( *)= "required"/, 'http_tokens = "optional"'),
  },
  "disks that are not encrypted": {
    layer: "cluster",
    ...value("aws_launch_template", "main", /encrypted( *)= "true"/, 'encrypted = "false"'),
  },
  "images whose tags can move": {
    layer: "cluster",
    ...value(
      "aws_ecr_repository",
      "\\w+",
      /image_tag_mutability = "IMMUTABLE"/,
      'image_tag_mutability = "MUTABLE"',
    ),
    fails: "aws_ecr_repository.",
  },
  "a repository without the module's key": {
    layer: "cluster",
    ...value("aws_ecr_repository", "\\w+", /encryption_type = "KMS"/, 'encryption_type = "AES256"'),
    fails: "aws_ecr_repository.",
  },
  "a bucket with public policies": {
    layer: "state",
    ...value(
      "aws_s3_bucket_public_access_block",
      "\\w+",
      /block_public_policy( *)= true/,
      "block_public_policy = false",
    ),
    fails: "aws_s3_bucket_public_access_block.",
  },
  "a state without old versions": {
    layer: "state",
    ...value("aws_s3_bucket_versioning", "\\w+", /status = "Enabled"/, 'status = "Suspended"'),
    fails: "aws_s3_bucket_versioning.",
  },
  "a state without its KMS key": {
    layer: "state",
    ...value(
      "aws_s3_bucket_server_side_encryption_configuration",
      "\\w+",
      /sse_algorithm( *)= "aws:kms"/,
      'sse_algorithm = "AES256"',
    ),
    fails: "aws_s3_bucket_server_side_encryption_configuration.",
  },
};
