import { UNCOUNTED_USD } from "../catalog/prices/usage";
import { blocks, isFound } from "../analysis/blocks";
import { labelsOf } from "../analysis/kubernetes/objects";
import { endpointsOf } from "../analysis/network/endpoints";
import { type EnvironmentPlan, type PlannedResource } from "../terraform-json/environment-plan";
import { type LinesOf, lineOf } from "./line";

/** AWS resource types with lines of their own. */
const PRICED: ReadonlySet<string> = new Set([
  "aws_cloudwatch_log_group",
  "aws_cloudwatch_metric_alarm",
  "aws_ec2_transit_gateway_vpc_attachment",
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
  "aws_vpc_peering_connection",
]);

/** Types that are free, or of which only the usage is billed; `NOT_COUNTED` lists that usage. */
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

/** Usage charges that cannot be estimated, and how a plan shows that they apply. */
const NOT_COUNTED: readonly { readonly what: string; readonly shows: (plan: EnvironmentPlan) => boolean }[] =
  [
    {
      what: `log storage (${UNCOUNTED_USD.keptLogsGbMonth} USD per compressed GB-month in us-east-1)`,
      shows: (plan) => plan.resources("aws_cloudwatch_log_group").length > 0,
    },
    {
      what: "S3 storage and requests",
      shows: (plan) => plan.resources("aws_s3_bucket").length > 0,
    },
    {
      what: "the web ACL, which this environment does not create, and its requests",
      shows: (plan) =>
        plan.resources("aws_wafv2_web_acl_association").length > 0 ||
        plan
          .resources("kubernetes_ingress_v1")
          .some(({ config }) => annotations(config).includes("alb.ingress.kubernetes.io/wafv2-acl-arn")),
    },
    {
      what: "the hosted zone, which this environment does not create, and Route 53 queries, of which those of alias records are free",
      shows: (plan) => plan.resources("aws_route53_record").length > 0,
    },
    {
      what: "alarm emails above 1,000 a month",
      shows: (plan) => plan.resources("aws_sns_topic_subscription").length > 0,
    },
  ];

const annotations = (config: PlannedResource["config"]): string[] =>
  blocks(config["metadata"]).flatMap(({ annotations: all }) => Object.keys(labelsOf(all)));

/** Descriptions of the charges that an estimate does not contain. */
export const notCounted = (plan: EnvironmentPlan): string[] =>
  NOT_COUNTED.flatMap(({ what, shows }) => (shows(plan) ? [what] : []));

/** Resources that may be billed and have no price, so that the total is marked as incomplete. */
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
      unitPrice: undefined,
      unknown: `no price for ${what}`,
      factors: [],
      assumption: "may be billed",
    }),
  );
};

/** True for a type with lines of its own, or without charges. Of Kubernetes objects, only volumes are billed. */
function isKnown({ type, config }: PlannedResource): boolean {
  if (PRICED.has(type) || WITHOUT_LINE.some((each) => each.test(type))) return true;
  if (/^kubernetes_persistent_volume/.test(type)) return false;
  if (/^kubernetes_stateful_set/.test(type)) {
    return blocks(config["spec"]).every((spec) => blocks(spec["volume_claim_template"]).length === 0);
  }
  return !type.startsWith("aws_");
}
