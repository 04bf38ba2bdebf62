import { type JsonObject, asObject } from "../../terraform-json/stack-json";
import { inBlocks, resourcesOf } from "../variables/variable";

/** What must stay true of a module, whoever edits it. */
export interface Invariant {
  /** Name of the test, in the words of a sentence. */
  readonly name: string;
  /** A condition of each resource, and what is wrong where it does not hold. */
  readonly assertions: readonly Assertion[];
}

export interface Assertion {
  readonly condition: string;
  readonly message: string;
}

/** What a module's own test holds it to: of what it has, and of that only what holds today. */
export function invariantsOf(json: JsonObject): Invariant[] {
  const all: Invariant[] = [
    ...RULES.map((rule): Invariant => ({ name: rule.name, assertions: assertionsOf(rule, json) })),
    { name: "no_private_subnet_has_a_way_to_the_internet", assertions: isolation(json) },
    { name: "what_lies_in_buckets_is_encrypted_by_a_key_of_this_platform", assertions: encryption(json) },
    { name: "no_group_but_the_load_balancers_is_open_to_the_internet", assertions: closedGroups(json) },
  ];
  return all.filter(({ assertions }) => assertions.length > 0);
}

interface Rule {
  readonly name: string;
  readonly type: string;
  /** An argument and the value that it has to have. */
  readonly is: Readonly<Record<string, string | boolean>>;
  readonly message: string;
}

/** Paths are those of the JSON, in which a block of its own is an object; Terraform counts it from zero. */
const RULES: readonly Rule[] = [
  {
    name: "the_kubernetes_api_is_private",
    type: "aws_eks_cluster",
    is: { "vpc_config.endpoint_private_access": true, "vpc_config.endpoint_public_access": false },
    message: "nodes reach the API inside the VPC, and nobody from the internet",
  },
  {
    name: "nodes_ask_for_a_token_before_they_give_their_credentials",
    type: "aws_launch_template",
    is: { "metadata_options.http_tokens": "required" },
    message: "without IMDSv2 a pod can read the node's credentials by one request",
  },
  {
    name: "keys_rotate",
    type: "aws_kms_key",
    is: { enable_key_rotation: true },
    message: "a key that never changes cannot be taken back",
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
    message: "a bucket of this platform is never public",
  },
  {
    name: "buckets_keep_old_versions",
    type: "aws_s3_bucket_versioning",
    is: { "versioning_configuration.status": "Enabled" },
    message: "a state or model file that is overwritten would be lost",
  },
  {
    name: "endpoints_answer_to_the_services_own_names",
    type: "aws_vpc_endpoint",
    is: { private_dns_enabled: true },
    message: "without private DNS the service's name leads out of the VPC",
  },
  {
    name: "nothing_that_starts_in_a_subnet_gets_a_public_address",
    type: "aws_subnet",
    is: { map_public_ip_on_launch: false },
    message: "what needs a public address asks for one",
  },
  {
    name: "flow_logs_see_all_traffic",
    type: "aws_flow_log",
    is: { traffic_type: "ALL" },
    message: "refused connections alone do not show what got through",
  },
  {
    name: "images_cannot_be_replaced",
    type: "aws_ecr_repository",
    is: { image_tag_mutability: "IMMUTABLE" },
    message: "a tag has to mean the same image for as long as pods name it",
  },
  {
    name: "a_failed_install_leaves_nothing_behind",
    type: "helm_release",
    is: { atomic: true },
    message: "the next apply would stumble over a half-installed release",
  },
  {
    name: "pods_use_no_token_that_they_did_not_ask_for",
    type: "kubernetes_service_account_v1",
    is: { automount_service_account_token: false },
    message: "a pod that is taken over would hold a token for the API",
  },
  {
    name: "containers_cannot_become_root",
    type: "kubernetes_deployment_v1",
    is: { "spec.template.spec.security_context.run_as_non_root": true },
    message: "root in a container is root on its node after one escape",
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

const ANYWHERE = "0.0.0.0/0";

/** Of a network without NAT: each route to the internet is in the table of another subnet than the private ones. */
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
        message: `aws_route.${name}: private subnets reach AWS services by their endpoints, and nothing else`,
      })),
    );
}

/** Rules of a bucket are a set, which has no first. */
function encryption(json: JsonObject): Assertion[] {
  const type = "aws_s3_bucket_server_side_encryption_configuration";
  return Object.entries(resourcesOf(json, type))
    .filter(([, config]) => JSON.stringify(config).includes('"sse_algorithm":"aws:kms"'))
    .map(([name]) => {
      const algorithms = `flatten(${type}.${name}.rule[*].apply_server_side_encryption_by_default[*].sse_algorithm)`;
      return {
        condition: `alltrue([for algorithm in ${algorithms} : algorithm == "aws:kms"])`,
        message: `${type}.${name}: state and model files are read with a right to the key alone`,
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
        message: `${type}.${name}: only the load balancer may take calls from anywhere`,
      },
    ];
  });
}
