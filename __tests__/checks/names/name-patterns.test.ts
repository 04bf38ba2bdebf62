import { KUBERNETES_NAMES } from "../../../src/facts/name-limits";
import { resourceType } from "../../../src/facts/resource-types";

const ATTRIBUTES = [
  ["aws_iam_role", "name", "x".repeat(64), "x".repeat(65)],
  ["aws_iam_role", "name", "a_+=,.@-B", "a b"],
  ["aws_eks_cluster", "name", "A_b-1", "-a"],
  ["aws_eks_node_group", "node_group_name", "general-a", "general.a"],
  ["aws_launch_template", "name", "a(b)./c", "ab"],
  ["aws_security_group", "name", "a b.c", "sg-1234"],
  ["aws_security_group", "description", "Load balancer (public)", "the models' load balancer"],
  [
    "aws_vpc_security_group_ingress_rule",
    "description",
    "from 10.0.0.0/8, port: 80",
    "clients — load balancer",
  ],
  ["aws_lb", "name", "x".repeat(32), "internal-alb"],
  ["aws_lb_target_group", "name", "api-tg", "-api-tg"],
  ["aws_s3_bucket", "bucket", "models-111122223333", "Models"],
  ["aws_s3_bucket", "bucket", "a.b-c", "a..b"],
  ["aws_s3_bucket", "bucket", "abc", "10.0.0.1"],
  ["aws_kms_alias", "name", "alias/a-b/c_d", "alias/aws/s3"],
  ["aws_cloudwatch_log_group", "name", "/aws/eks/a.b_c-d#1/cluster", "/aws/eks/a b"],
  ["aws_ecr_repository", "name", "mlapp/model-service", "mlapp/Model"],
  ["aws_ecr_repository", "name", "a/b_c.d", "a//b"],
  ["aws_route53_record", "name", "*.example.com", "exa mple.com"],
] as const;

const KINDS = [
  ["namespace", "a-1", "a.b"],
  ["service", "model-service", "1-service"],
  ["deployment", "a.b", "A"],
  ["role", "system:reader", "a/b"],
  ["job", "nightly", "a.b"],
] as const;

describe.each(ATTRIBUTES)("the limit of %s.%s", (type, attribute, valid, invalid) => {
  const limits = (resourceType(type)?.limits ?? []).filter((limit) => limit.attribute === attribute);
  const accepts = (text: string): boolean =>
    limits.every(
      ({ min = 0, max, pattern }) => text.length >= min && text.length <= max && pattern.test(text),
    );

  test("is defined once", () => {
    expect(limits).toHaveLength(1);
  });

  test(`accepts ${valid}`, () => {
    expect(accepts(valid)).toBe(true);
  });

  test(`rejects ${invalid}`, () => {
    expect(accepts(invalid)).toBe(false);
  });
});

describe.each(KINDS)("the limit of a Kubernetes %s name", (kind, valid, invalid) => {
  test(`accepts ${valid}`, () => {
    expect((KUBERNETES_NAMES.kinds[kind] ?? KUBERNETES_NAMES.object).pattern.test(valid)).toBe(true);
  });

  test(`rejects ${invalid}`, () => {
    expect((KUBERNETES_NAMES.kinds[kind] ?? KUBERNETES_NAMES.object).pattern.test(invalid)).toBe(false);
  });
});
