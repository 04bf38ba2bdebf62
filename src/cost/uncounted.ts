import { UNCOUNTED_USD } from "../catalog/prices-services";
import { blocks, isFound } from "../analysis/blocks";
import { labelsOf } from "../analysis/kubernetes/objects";
import { endpointsOf } from "../analysis/network/endpoints";
import { type EnvironmentPlan, type PlannedResource } from "../terraform-json/environment-plan";
import { type LinesOf, lineOf } from "./line";

/** Types of AWS resources that have lines of their own. */
const PRICED: ReadonlySet<string> = new Set([
  "aws_cloudwatch_log_group",
  "aws_cloudwatch_metric_alarm",
  "aws_ecr_repository",
  "aws_eip",
  "aws_eks_cluster",
  "aws_eks_fargate_profile",
  "aws_eks_node_group",
  "aws_kms_key",
  "aws_launch_template",
  "aws_lb",
  "aws_nat_gateway",
  "aws_secretsmanager_secret",
  "aws_vpc_endpoint",
]);

/** Types that nothing is billed for, and types of which only the use is; `NOT_COUNTED` tells of those. */
const WITHOUT_LINE = [
  /^aws_(default_)?(vpc|subnet|route_table|security_group|network_acl)$/,
  /^aws_(route|route_table_association|main_route_table_association|network_acl_rule|network_acl_association)$/,
  /^aws_vpc_(security_group_(in|e)gress_rule|ipv4_cidr_block_association|dhcp_options|dhcp_options_association)$/,
  /^aws_vpc_endpoint_(policy|route_table_association|subnet_association|security_group_association)$/,
  /^aws_(internet_gateway|egress_only_internet_gateway|eip_association|flow_log|ec2_subnet_cidr_reservation)$/,
  /^aws_lb_(listener|listener_certificate|listener_rule|target_group|target_group_attachment)$/,
  /^aws_(acm_certificate|acm_certificate_validation|route53_record|wafv2_web_acl_association)$/,
  /^aws_iam_/,
  /^aws_kms_(alias|grant|key_policy)$/,
  /^aws_eks_(addon|access_entry|access_policy_association|identity_provider_config|pod_identity_association)$/,
  /^aws_ecr_(lifecycle_policy|repository_policy|registry_policy)$/,
  /^aws_s3_(bucket|bucket_\w+|object)$/,
  /^aws_(sns_topic|sns_topic_policy|sns_topic_subscription|sqs_queue|sqs_queue_policy)$/,
  /^aws_(secretsmanager_secret_policy|cloudwatch_log_resource_policy|autoscaling_schedule)$/,
];

/** What is billed by a use that nobody can know, where it shows in a plan. */
const NOT_COUNTED: readonly { readonly what: string; readonly shows: (plan: EnvironmentPlan) => boolean }[] =
  [
    {
      what: `keeping logs, ${UNCOUNTED_USD.keptLogsGbMonth} USD for a compressed GB-month in us-east-1`,
      shows: (plan) => plan.resources("aws_cloudwatch_log_group").length > 0,
    },
    {
      what: "what S3 buckets keep and are asked",
      shows: (plan) => plan.resources("aws_s3_bucket").length > 0,
    },
    {
      what: `Container Insights, ${UNCOUNTED_USD.millionObservations} USD for a million observations in us-east-1: each node, pod and container makes some`,
      shows: (plan) =>
        plan
          .resources("aws_eks_addon")
          .some(({ config }) => config["addon_name"] === "amazon-cloudwatch-observability"),
    },
    {
      what: "the web ACL, which is made elsewhere, and the requests that it looks at",
      shows: (plan) =>
        plan.resources("aws_wafv2_web_acl_association").length > 0 ||
        plan
          .resources("kubernetes_ingress_v1")
          .some(({ config }) => annotations(config).includes("alb.ingress.kubernetes.io/wafv2-acl-arn")),
    },
    {
      what: "queries to Route 53 and its zone, which is made elsewhere",
      shows: (plan) => plan.resources("aws_route53_record").length > 0,
    },
    {
      what: "emails of alarms above a thousand a month",
      shows: (plan) => plan.resources("aws_sns_topic_subscription").length > 0,
    },
  ];

const annotations = (config: PlannedResource["config"]): string[] =>
  blocks(config["metadata"]).flatMap(({ annotations: all }) => Object.keys(labelsOf(all)));

/** In words, what a plan's bill has beside the lines of its estimate. */
export const notCounted = (plan: EnvironmentPlan): string[] =>
  NOT_COUNTED.flatMap(({ what, shows }) => (shows(plan) ? [what] : []));

/** What may be billed and has no price here, so that no total passes it over. */
export const unknownLines: LinesOf = (costing) => {
  const { plan } = costing;
  const endpoints = endpointsOf(plan)
    .filter(({ kind, resource }) => kind !== "Interface" && kind !== "Gateway" && !isFound(resource))
    .map(({ kind, resource }) => ({ resource, what: `${kind} endpoints` }));
  const types = plan.all
    .filter((resource) => !isFound(resource) && !isKnown(resource))
    .map((resource) => ({ resource, what: resource.type }));
  return [...endpoints, ...types].map(({ resource, what }) =>
    lineOf(costing, resource, {
      item: what,
      billedAs: "unknown",
      table: undefined,
      unknown: `no price of ${what} is known`,
      factors: [],
      assumption: "may be billed",
    }),
  );
};

/** Objects in the cluster run on its nodes; only volumes are billed on their own. */
function isKnown({ type, config }: PlannedResource): boolean {
  if (PRICED.has(type) || WITHOUT_LINE.some((each) => each.test(type))) return true;
  if (/^kubernetes_persistent_volume/.test(type)) return false;
  if (/^kubernetes_stateful_set/.test(type)) {
    return blocks(config["spec"]).every((spec) => blocks(spec["volume_claim_template"]).length === 0);
  }
  return !type.startsWith("aws_");
}
