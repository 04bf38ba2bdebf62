import { ANYWHERE } from "../../base/cidr";
import { block, blocks } from "../../infrastructure/blocks";
import { type StackJson, type SynthesizedResource } from "../../terraform/stack-json";
import {
  minorOf,
  isOpenIngress,
  includesPort,
  containersOf,
  limitsOf,
  isLogged,
  receivesLogs,
  hasServiceKey,
  isAttached,
  isWideOfTheFile,
} from "./exception-conditions";
import { SCANNER_VERSIONS } from "../rules";

/** A rule of public scanners that resources of this project do not follow, with the reason. */
export interface ScannerException {
  /** Ids of the same rule in several scanners, such as `CKV_AWS_18` of checkov and `AWS-0089` of trivy. */
  readonly rules: readonly string[];
  /** Requirement of the rule, in a few words. */
  readonly requires: string;
  /** Terraform type of the resources. */
  readonly type: string;
  /** Which resources of the type do not follow the rule. @default - all */
  readonly applies?: (resource: SynthesizedResource, stack: StackJson) => boolean;
  readonly reason: string;
}

const INSIDE_VPC =
  "security groups filter traffic inside the VPC; the network ACL is a second layer against other networks";

/**
 * Every rule of checkov, and of trivy on HCL, that fires on stacks of this project, and known ones of scanners of manifests. A run
 * of checkov tests its rows: each finding has a row, and each row has a finding. Those of trivy record a run (`rules.ts`).
 */
export const SCANNER_EXCEPTIONS: readonly ScannerException[] = [
  {
    rules: ["CKV_AWS_18", "AWS-0089"],
    requires: "access logs of every bucket that has no logs of others",
    type: "aws_s3_bucket",
    applies: (bucket, stack) => !isLogged(bucket, stack) && !receivesLogs(bucket, stack),
    reason: "access logs are an option of the environment (accessLogs)",
  },
  {
    rules: ["CKV_AWS_145"],
    requires: "buckets encrypted with a customer key",
    type: "aws_s3_bucket",
    applies: hasServiceKey,
    reason: "a load balancer writes logs only to a bucket with keys of S3",
  },
  {
    rules: ["CKV_AWS_144"],
    requires: "replication to another region",
    type: "aws_s3_bucket",
    reason: "an environment has one region; versions protect against overwritten and deleted objects",
  },
  {
    rules: ["CKV2_AWS_62"],
    requires: "event notifications",
    type: "aws_s3_bucket",
    reason: "nothing consumes events of these buckets",
  },
  {
    rules: ["CKV_AWS_161"],
    requires: "IAM authentication of databases",
    type: "aws_db_instance",
    reason: "MLflow and Kubeflow Pipelines do not support it; RDS rotates the password",
  },
  {
    rules: ["CKV_AWS_118"],
    requires: "enhanced monitoring of databases",
    type: "aws_db_instance",
    reason: "the metrics of RDS in CloudWatch suffice for one program with few connections",
  },
  {
    rules: ["CKV_AWS_353"],
    requires: "Performance Insights",
    type: "aws_db_instance",
    reason:
      "it finds slow queries of own programs; those of MLflow and Kubeflow Pipelines cannot be changed here",
  },
  {
    rules: ["CKV_AWS_157"],
    requires: "databases with a standby",
    type: "aws_db_instance",
    applies: ({ config }) => config["multi_az"] !== true,
    reason: "a standby is the default, which the file of the environment has switched off (multiAz)",
  },
  {
    rules: ["CKV_AWS_293"],
    requires: "deletion protection of databases",
    type: "aws_db_instance",
    applies: ({ config }) => config["deletion_protection"] !== true,
    reason:
      "the protection is the default, which the file of the environment has switched off (deletionProtection)",
  },
  {
    rules: ["CKV_AWS_297"],
    requires: "schedules encrypted with a customer key",
    type: "aws_scheduler_schedule",
    reason: "a request contains names and sizes of node groups, no secret; a key of AWS encrypts it",
  },
  {
    rules: ["CKV_AWS_338"],
    requires: "logs of at least one year",
    type: "aws_cloudwatch_log_group",
    applies: ({ config }) => Number(config["retention_in_days"]) < 365,
    reason: "retention is a setting of the environment, and its price grows with the days",
  },
  {
    rules: ["CKV_AWS_339"],
    requires: "a supported version of Kubernetes",
    type: "aws_eks_cluster",
    applies: ({ config }) => minorOf(config["version"]) > 35,
    reason: `checkov ${SCANNER_VERSIONS.checkov} lists versions up to 1.35; the check kubernetes-support reads the calendar of EKS`,
  },
  {
    rules: ["CKV_AWS_130", "AWS-0164"],
    requires: "subnets that assign no public addresses",
    type: "aws_subnet",
    applies: ({ config }) => config["map_public_ip_on_launch"] === true,
    reason:
      "the network of this environment is documented with them; the check public-nodes proves that only load balancers and NAT gateways use them",
  },
  {
    rules: ["CKV_AWS_231", "AWS-0105"],
    requires: "network ACLs that allow ports 22 and 3389 from no address",
    type: "aws_network_acl_rule",
    applies: ({ config }) => isOpenIngress(config) && includesPort(config, 3389),
    reason:
      "responses return to any port from 1024, since network ACLs are stateless; security groups refuse new connections",
  },
  {
    rules: ["CKV_AWS_352"],
    requires: "network ACLs that allow single ports to a subnet",
    type: "aws_network_acl_rule",
    applies: ({ config }) => config["egress"] !== true && config["protocol"] === "-1",
    reason: INSIDE_VPC,
  },
  {
    rules: ["AWS-0102"],
    requires: "network ACLs that allow single ports",
    type: "aws_network_acl_rule",
    applies: ({ config }) => config["protocol"] === "-1",
    reason: INSIDE_VPC,
  },
  {
    rules: ["CKV_AWS_260"],
    requires: "no ingress from every address to port 80",
    type: "aws_vpc_security_group_ingress_rule",
    applies: ({ config }) => config["cidr_ipv4"] === ANYWHERE && includesPort(config, 80),
    reason:
      "a public load balancer redirects port 80 to HTTPS, or serves plain HTTP where the environment says so",
  },
  {
    rules: ["AWS-0104"],
    requires: "egress to known addresses",
    type: "aws_vpc_security_group_egress_rule",
    applies: ({ config }) => config["cidr_ipv4"] === ANYWHERE,
    reason: "the environment has workloads that call the internet through a NAT gateway",
  },
  {
    rules: ["CKV2_AWS_5"],
    requires: "security groups with a network interface",
    type: "aws_security_group",
    applies: (group, stack) => !isAttached(group, stack),
    reason:
      "the cluster stack, or the load balancer controller, attaches this group; scanners read one stack",
  },
  {
    rules: ["AWS-0053"],
    requires: "internal load balancers",
    type: "aws_lb",
    applies: ({ config }) => config["internal"] !== true,
    reason: "the environment publishes its API to the internet",
  },
  {
    rules: ["CKV_AWS_91"],
    requires: "access logs of load balancers",
    type: "aws_lb",
    applies: ({ config }) => config["access_logs"] === undefined,
    reason: "access logs are an option of the environment (accessLogs)",
  },
  {
    rules: ["CKV_AWS_150"],
    requires: "load balancers with deletion protection",
    type: "aws_lb",
    applies: ({ config }) => config["enable_deletion_protection"] !== true,
    reason: "the demo load balancer must end with its switch; it holds no data",
  },
  {
    rules: ["CKV2_AWS_76"],
    requires: "a web ACL with the rule group against Log4j",
    type: "aws_lb",
    applies: ({ config }) => config["internal"] !== true,
    reason: "the web ACL is an ARN of the environment or of a waiver; checkov cannot read its rules",
  },
  {
    rules: ["CKV_AWS_39"],
    requires: "no public endpoint of the Kubernetes API",
    type: "aws_eks_cluster",
    applies: ({ config }) => block(config["vpc_config"])["endpoint_public_access"] === true,
    reason: "the environment opens the endpoint to the ranges of its operators only",
  },
  {
    rules: ["CKV_AWS_290"],
    requires: "conditions of write actions on resource *",
    type: "aws_iam_role_policy",
    applies: ({ name, config }) =>
      ["load_balancer_controller", "nodes_session_manager"].includes(name) ||
      isWideOfTheFile(config["policy"]),
    reason:
      "the published policy of the controller, unchanged, which the check chart-policy compares; actions of the SSM Agent, which have no resource; and statements of the file, which has the reason",
  },
  {
    rules: ["CKV_AWS_355"],
    requires: "policies without resource *",
    type: "aws_iam_role_policy",
    applies: ({ name, config }) =>
      ["cluster_autoscaler", "load_balancer_controller", "nodes_session_manager"].includes(name) ||
      isWideOfTheFile(config["policy"]),
    reason:
      "published policies, which the checks chart-policy and autoscaler-permissions compare, and the SSM Agent: calls that list, and those of the agent, have no resource; statements of the file have a reason there",
  },
  {
    rules: ["CKV_K8S_8", "CKV_K8S_9"],
    requires: "liveness and readiness probes",
    type: "kubernetes_deployment_v1",
    applies: ({ config }) => containersOf(config).some((each) => blocks(each["port"]).length === 0),
    reason: "the program accepts no connections and has no command that reports its state",
  },
  {
    rules: ["CKV_K8S_11"],
    requires: "CPU limits",
    type: "kubernetes_deployment_v1",
    applies: ({ config }) => containersOf(config).some((each) => limitsOf(each)["cpu"] === undefined),
    reason: "a CPU limit throttles inference while the node has idle CPU; requests reserve the share",
  },
  {
    rules: ["CKV_K8S_15"],
    requires: "image pull policy Always",
    type: "kubernetes_deployment_v1",
    applies: ({ config }) => containersOf(config).some((each) => each["image_pull_policy"] !== "Always"),
    reason: "tags of the repositories are immutable, and a pod must start while the registry is unreachable",
  },
  {
    rules: ["CKV_K8S_43"],
    requires: "images by digest",
    type: "kubernetes_deployment_v1",
    applies: ({ config }) => containersOf(config).some(({ image }) => !String(image).includes("@sha256:")),
    reason: "tags of the repositories are immutable; a digest is an option of the environment",
  },
  {
    rules: ["pdb-unhealthy-pod-eviction-policy"],
    requires: "budgets that let a drain evict pods that are not ready",
    type: "kubernetes_pod_disruption_budget_v1",
    reason: "the Kubernetes provider 3.2.1 has no field for unhealthyPodEvictionPolicy",
  },
];

/**
 * Rules that trivy reports for Terraform JSON and not for the same resources as HCL, with the type that they judge: it does not
 * read nested blocks of JSON.
 */
export const TRIVY_FALSE_ON_JSON: readonly { readonly rule: string; readonly type: string }[] = [
  { rule: "AWS-0030", type: "aws_ecr_repository" },
  { rule: "AWS-0033", type: "aws_ecr_repository" },
  { rule: "AWS-0039", type: "aws_eks_cluster" },
  { rule: "AWS-0040", type: "aws_eks_cluster" },
  { rule: "AWS-0065", type: "aws_kms_key" },
  { rule: "AWS-0090", type: "aws_s3_bucket" },
  { rule: "AWS-0095", type: "aws_sns_topic" },
  { rule: "AWS-0130", type: "aws_launch_template" },
  { rule: "AWS-0132", type: "aws_s3_bucket" },
];

/** Rules that checkov reports for a value that is a variable, with the type that they judge: it reads no variables of JSON. */
export const CHECKOV_FALSE_ON_JSON: readonly { readonly rule: string; readonly type: string }[] = [
  { rule: "CKV_AWS_304", type: "aws_secretsmanager_secret_rotation" },
];
