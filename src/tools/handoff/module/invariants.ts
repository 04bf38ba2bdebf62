import { ANYWHERE } from "../../../shared/network/cidr";
import { type JsonObject, asObject } from "../../../proof/terraform-json/stack-json";
import { inBlocks, resourcesOf } from "../variables/variable";

/** A property that must stay true when a module is edited. */
export interface Invariant {
  /** Name of the run in the test file. */
  readonly name: string;
  /** A condition for each resource, with its error message. */
  readonly assertions: readonly Assertion[];
  /** Addresses of resources whose ids the conditions compare. @default - none */
  readonly compared?: readonly string[];
}

export interface Assertion {
  readonly condition: string;
  readonly message: string;
}

/** Invariants of a module's own test: only those that are true for its present resources. */
export function invariantsOf(json: JsonObject): Invariant[] {
  const all: Invariant[] = [
    ...RULES.map((rule): Invariant => ({ name: rule.name, assertions: assertionsOf(rule, json) })),
    {
      name: "private_subnets_have_no_route_to_the_internet",
      assertions: isolation(json),
      compared: Object.keys(resourcesOf(json, "aws_route_table")).map((name) => `aws_route_table.${name}`),
    },
    { name: "buckets_are_encrypted_with_kms", assertions: encryption(json) },
    { name: "only_the_load_balancer_is_open_to_the_internet", assertions: closedGroups(json) },
  ];
  return all.filter(({ assertions }) => assertions.length > 0);
}

interface Rule {
  readonly name: string;
  readonly type: string;
  /** Arguments with their required values. */
  readonly is: Readonly<Record<string, string | boolean>>;
  readonly message: string;
}

/** Paths as in JSON, where a single block is an object; in Terraform expressions it has the index 0. */
const RULES: readonly Rule[] = [
  {
    name: "the_kubernetes_api_is_private",
    type: "aws_eks_cluster",
    is: { "vpc_config.endpoint_private_access": true, "vpc_config.endpoint_public_access": false },
    message: "the API must be reachable from the VPC and not from the internet",
  },
  {
    name: "nodes_require_imdsv2",
    type: "aws_launch_template",
    is: { "metadata_options.http_tokens": "required" },
    message: "without IMDSv2, a pod can read the node's credentials with one request",
  },
  {
    name: "keys_rotate",
    type: "aws_kms_key",
    is: { enable_key_rotation: true },
    message: "without rotation, an exposed key stays valid for all new data",
  },
  {
    name: "buckets_are_private",
    type: "aws_s3_bucket_public_access_block",
    is: {
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    },
    message: "buckets of this platform must not be public",
  },
  {
    name: "buckets_keep_old_versions",
    type: "aws_s3_bucket_versioning",
    is: { "versioning_configuration.status": "Enabled" },
    message: "without versioning, an overwritten state or model file is lost",
  },
  {
    name: "endpoints_have_private_dns",
    type: "aws_vpc_endpoint",
    is: { private_dns_enabled: true },
    message: "without private DNS, the name of the service resolves to addresses outside the VPC",
  },
  {
    name: "subnets_assign_no_public_addresses",
    type: "aws_subnet",
    is: { map_public_ip_on_launch: false },
    message: "a resource that needs a public address must request one",
  },
  {
    name: "flow_logs_record_all_traffic",
    type: "aws_flow_log",
    is: { traffic_type: "ALL" },
    message: "rejected connections alone do not show which traffic was accepted",
  },
  {
    name: "image_tags_are_immutable",
    type: "aws_ecr_repository",
    is: { image_tag_mutability: "IMMUTABLE" },
    message: "a tag must refer to the same image for as long as pods use it",
  },
  {
    name: "failed_helm_installations_are_rolled_back",
    type: "helm_release",
    is: { atomic: true },
    message: "the next apply would fail on a partly installed release",
  },
  {
    name: "service_accounts_mount_no_token_by_default",
    type: "kubernetes_service_account_v1",
    is: { automount_service_account_token: false },
    message: "a compromised pod would have a token for the Kubernetes API",
  },
  {
    name: "containers_do_not_run_as_root",
    type: "kubernetes_deployment_v1",
    is: { "spec.template.spec.security_context.run_as_non_root": true },
    message: "after a container escape, root in the container is root on the node",
  },
];

function assertionsOf({ type, is, message }: Rule, json: JsonObject): Assertion[] {
  return Object.entries(resourcesOf(json, type)).flatMap(([name, config]) =>
    Object.entries(is).flatMap(([path, expected]) => {
      const steps = path.split(".");
      if (inBlocks(config, steps) !== expected) return [];
      const address = `${type}.${name}${indexed(asObject(config))}`;
      const attribute = steps
        .map((step, index) => `${step}${index < steps.length - 1 ? "[0]" : ""}`)
        .join(".");
      return [
        {
          condition: `${address}.${attribute} == ${JSON.stringify(expected)}`,
          message: `${type}.${name}: ${message}`,
        },
      ];
    }),
  );
}

const indexed = (config: JsonObject): string => (config["count"] === undefined ? "" : "[0]");

/** In a network without NAT, no route to the internet is in the route table of a private subnet. */
function isolation(json: JsonObject): Assertion[] {
  const routes = Object.entries(resourcesOf(json, "aws_route")).map(([name, config]) => ({
    name,
    config: asObject(config),
  }));
  if (routes.some(({ config }) => config["nat_gateway_id"] !== undefined)) return [];
  const tables = Object.keys(resourcesOf(json, "aws_route_table")).filter((name) =>
    name.startsWith("private"),
  );
  return routes
    .filter(({ config }) => config["destination_cidr_block"] === ANYWHERE)
    .flatMap(({ name }) =>
      tables.map((table) => ({
        condition: `aws_route.${name}.route_table_id != aws_route_table.${table}.id`,
        message: `aws_route.${name}: private subnets must reach only AWS services, through their endpoints`,
      })),
    );
}

/** The rules of a bucket are a set, so expressions cannot use an index. */
function encryption(json: JsonObject): Assertion[] {
  const type = "aws_s3_bucket_server_side_encryption_configuration";
  return Object.entries(resourcesOf(json, type))
    .filter(([, config]) => JSON.stringify(config).includes('"sse_algorithm":"aws:kms"'))
    .map(([name]) => {
      const algorithms = `flatten(${type}.${name}.rule[*].apply_server_side_encryption_by_default[*].sse_algorithm)`;
      return {
        condition: `alltrue([for algorithm in ${algorithms} : algorithm == "aws:kms"])`,
        message: `${type}.${name}: state and model files must be readable only with access to the KMS key`,
      };
    });
}

function closedGroups(json: JsonObject): Assertion[] {
  const type = "aws_vpc_security_group_ingress_rule";
  return Object.entries(resourcesOf(json, type)).flatMap(([name, config]) => {
    const { security_group_id: group, cidr_ipv4: cidr } = asObject(config);
    if (group === "${aws_security_group.alb.id}" || cidr === undefined || cidr === ANYWHERE) return [];
    return [
      {
        condition: `${type}.${name}.cidr_ipv4 != ${JSON.stringify(ANYWHERE)}`,
        message: `${type}.${name}: only the load balancer may accept connections from any address`,
      },
    ];
  });
}
