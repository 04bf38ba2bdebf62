import { type Json, type JsonObject, asArray, asObject } from "../../terraform/stack-json";
import { configsOf, inBlocks } from "../variables/variable";
import { trafficBlockRules } from "./network-rules";
import { type Demand, isNarrow, isNarrowRange } from "./rule";

/** The rules for the blocks of a module. Each type has one, so that a new block has one assertion. */
export const rulesFor = (json: JsonObject): Demand[] => [apiRule(json), ...RULES, ...trafficBlockRules(json)];

/** A rule that requires values of arguments. Paths are as in JSON, where a single block is an object. */
function required(type: string, is: Readonly<Record<string, string | boolean>>, message: string): Demand {
  const wanted = Object.entries(is).map(([path, value]) => ({ steps: path.split("."), value }));
  return {
    type,
    condition: (resource) =>
      wanted
        .map(({ steps, value }) => `${resource}.${steps.join("[0].")} == ${JSON.stringify(value)}`)
        .join(" && "),
    isTrueFor: (config) =>
      wanted.every(
        ({ steps, value }) => isReference(inBlocks(config, steps)) || inBlocks(config, steps) === value,
      ),
    message,
  };
}

/** Its value is not known here; the test of the module judges it. */
const isReference = (value: Json | undefined): boolean => typeof value === "string" && value.includes("${");

const logsRequests = (cluster: JsonObject): boolean =>
  asArray(cluster["enabled_cluster_log_types"]).includes("audit");

function apiRule(json: JsonObject): Demand {
  const hasAudit = configsOf(json, "aws_eks_cluster").every(logsRequests);
  const isPublic = configsOf(json, "aws_eks_cluster").some(
    (cluster) => inBlocks(cluster, ["vpc_config", "endpoint_public_access"]) !== false,
  );
  return {
    type: "aws_eks_cluster",
    condition: (cluster) =>
      [
        `${cluster}.vpc_config[0].endpoint_private_access`,
        isPublic
          ? `alltrue([for range in ${cluster}.vpc_config[0].public_access_cidrs : ${isNarrow("range")}])`
          : `${cluster}.vpc_config[0].endpoint_public_access == false`,
        ...(hasAudit ? [`contains(${cluster}.enabled_cluster_log_types, "audit")`] : []),
        `contains(flatten(${cluster}.encryption_config[*].resources), "secrets")`,
      ].join(" && "),
    isTrueFor: (cluster) =>
      inBlocks(cluster, ["vpc_config", "endpoint_private_access"]) === true &&
      asArray(inBlocks(cluster, ["vpc_config", "public_access_cidrs"])).every(isNarrowRange) &&
      (!hasAudit || logsRequests(cluster)) &&
      asArray(inBlocks(cluster, ["encryption_config", "resources"])).includes("secrets"),
    message: `the API must be reachable from the VPC and not from ${isPublic ? "the whole" : "the"} internet,${hasAudit ? " log its requests," : ""} and encrypt Secrets`,
  };
}

const RULES: readonly Demand[] = [
  {
    type: "aws_launch_template",
    condition: (template) =>
      [
        `${template}.metadata_options[0].http_tokens == "required"`,
        `alltrue([for device in ${template}.block_device_mappings : device.ebs[0].encrypted == "true"])`,
        `alltrue([for interface in ${template}.network_interfaces : interface.associate_public_ip_address != "true"])`,
      ].join(" && "),
    isTrueFor: (template) =>
      inBlocks(template, ["metadata_options", "http_tokens"]) === "required" &&
      blocksIn(template["block_device_mappings"]).every(
        (device) => String(inBlocks(device, ["ebs", "encrypted"])) === "true",
      ),
    message:
      "without IMDSv2, a pod can read the node's credentials with one request; disks must be encrypted, and nodes have no public address",
  },
  required(
    "aws_kms_key",
    { enable_key_rotation: true },
    "without rotation, an exposed key stays valid for all new data",
  ),
  required(
    "aws_s3_bucket_public_access_block",
    {
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    },
    "buckets of this platform must not be public",
  ),
  required(
    "aws_s3_bucket_versioning",
    { "versioning_configuration.status": "Enabled" },
    "without versioning, an overwritten state or model file is lost",
  ),
  {
    type: "aws_s3_bucket_server_side_encryption_configuration",
    // The rules of a bucket are a set, so expressions cannot use an index.
    condition: (bucket) =>
      `alltrue([for algorithm in flatten(${bucket}.rule[*].apply_server_side_encryption_by_default[*].sse_algorithm) : algorithm == "aws:kms"])`,
    isTrueFor: (bucket) => JSON.stringify(bucket).includes('"sse_algorithm":"aws:kms"'),
    message: "state and model files must be readable only with access to the KMS key",
  },
  {
    type: "aws_vpc_endpoint",
    condition: (endpoint) =>
      `${endpoint}.vpc_endpoint_type == "Interface" ? ${endpoint}.private_dns_enabled : true`,
    isTrueFor: ({ vpc_endpoint_type: type, private_dns_enabled: enabled }) =>
      type !== "Interface" || enabled === true,
    message: "without private DNS, the name of the service resolves to addresses outside the VPC",
  },
  required(
    "aws_subnet",
    { map_public_ip_on_launch: false },
    "a resource that needs a public address must request one",
  ),
  required(
    "aws_flow_log",
    { traffic_type: "ALL" },
    "rejected connections alone do not show which traffic was accepted",
  ),
  required(
    "aws_ecr_repository",
    { image_tag_mutability: "IMMUTABLE", "encryption_configuration.encryption_type": "KMS" },
    "a tag must refer to the same image for as long as pods use it, and images are encrypted with the module's key",
  ),
  required(
    "aws_db_instance",
    { publicly_accessible: false, storage_encrypted: true },
    "a database must have no public address, and its storage must be encrypted",
  ),
  required("helm_release", { atomic: true }, "the next apply would fail on a partly installed release"),
  required(
    "kubernetes_service_account_v1",
    { automount_service_account_token: false },
    "a compromised pod would have a token for the Kubernetes API",
  ),
  {
    type: "kubernetes_deployment_v1",
    condition: (deployment) => {
      const pod = `${deployment}.spec[0].template[0].spec[0]`;
      return [
        `${pod}.security_context[0].run_as_non_root`,
        `alltrue([for container in concat(${pod}.init_container, ${pod}.container) : ${CONTEXT.map(([argument, value]) => `container.security_context[0].${argument} == ${value}`).join(" && ")}])`,
      ].join(" && ");
    },
    isTrueFor: (deployment) => {
      const pod = inBlocks(deployment, ["spec", "template", "spec"]);
      return (
        inBlocks(pod, ["security_context", "run_as_non_root"]) === true &&
        [...blocksIn(asObject(pod)["init_container"]), ...blocksIn(asObject(pod)["container"])].every(
          (container) =>
            CONTEXT.every(
              ([argument, value]) => inBlocks(container, ["security_context", argument]) === value,
            ),
        )
      );
    },
    message:
      "after a container escape, root in the container is root on the node; containers have no privileges and a read-only root filesystem",
  },
  {
    type: "kubernetes_service_v1",
    condition: (service) =>
      `${service}.spec[0].type != "LoadBalancer" && ${service}.spec[0].type != "NodePort"`,
    isTrueFor: (service) =>
      !["LoadBalancer", "NodePort"].includes(String(inBlocks(service, ["spec", "type"]))),
    message: "clients reach models only through the entry of the environment",
  },
];

/** Arguments of a container's security context. */
const CONTEXT = [
  ["allow_privilege_escalation", false],
  ["privileged", false],
  ["read_only_root_filesystem", true],
] as const;

/** Nested blocks of one type, which JSON can write as an object or as a list. */
const blocksIn = (value: Json | undefined): readonly Json[] =>
  value === undefined || value === null ? [] : Array.isArray(value) ? asArray(value) : [value];
