/** Classes of types, in the order of the score. The first pattern that fits decides. */
const CLASSES: readonly (readonly [string, RegExp])[] = [
  ["lookups", /^data\./],
  ["identity", /^aws_iam_/],
  ["resource policies", /^aws_\w+_policy$/],
  ["cluster access", /^aws_eks_access|^kubernetes_(cluster_)?(role|role_binding|service_account)_/],
  ["cluster", /^aws_(eks|launch_template)/],
  ["entry", /^aws_(lb|acm|route53|wafv2)|^kubernetes_(ingress|service)_v1$/],
  ["alerts", /^aws_(cloudwatch|sns)/],
  ["data", /^aws_(s3|kms|ecr|db|secretsmanager)|^kubernetes_(persistent_volume|storage_class|config_map)/],
  ["schedules", /^aws_backup|^kubernetes_horizontal/],
  ["network", /^aws_|^kubernetes_network_policy/],
  ["charts", /^helm_release$/],
  ["workloads", /^kubernetes_/],
];

/** The class of a type; that of a data source begins with `data.`. */
export const classOf = (type: string): string =>
  CLASSES.find(([, pattern]) => pattern.test(type))?.[0] ?? "others";
