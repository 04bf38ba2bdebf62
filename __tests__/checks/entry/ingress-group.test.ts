import { ingressGroup } from "../../../src/checks/entry/ingress-group";
import { environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { type Edit, foundBy, newlyFound } from "../../support/findings";
import { planOf } from "../../support/reference-plans";

const ML = "ml-platform";
const ALB = "alb.ingress.kubernetes.io/";

/** Sets an annotation of the page of Grafana, or removes it. */
const annotated =
  (key: string, value: string | undefined): Edit =>
  ({ platform }) => {
    const { annotations } = platform.resource.kubernetes_ingress_v1.log_in_grafana.metadata;
    if (value === undefined) Reflect.deleteProperty(annotations, ALB + key);
    else annotations[ALB + key] = value;
  };

test.each([ML, "mlapp", "retail-forecast"])("Ingresses of %s agree on their load balancer", (name) => {
  expect(foundBy(ingressGroup, environmentPlan(planOf(name)))).toEqual([]);
});

test.each<[key: string, value: string | undefined]>([
  ["scheme", "internet-facing"],
  ["subnets", "subnet-0a1b2c3d444455556"],
  ["security-groups", "sg-0a1b2c3d444455556"],
  ["manage-backend-security-group-rules", "true"],
  ["ssl-redirect", undefined],
  ["ssl-policy", "ELBSecurityPolicy-TLS13-1-3-2021-06"],
  ["load-balancer-attributes", "idle_timeout.timeout_seconds=60"],
  ["inbound-cidrs", "10.0.0.0/8"],
  [
    "wafv2-acl-arn",
    "arn:aws:wafv2:eu-central-1:444455556666:regional/webacl/other/0a1b2c3d-0000-4000-8000-444455556666",
  ],
])("another %s of a page is found", (key, value) => {
  expect(newlyFound([ingressGroup], ML, annotated(key, value))).toEqual([
    expect.stringMatching(
      new RegExp(`^ingress-group kubernetes_ingress_v1.log_in_grafana: ingress log-in-grafana: ${key} is `),
    ),
  ]);
});

test("a page whose certificate becomes the default of the load balancer is found", () => {
  expect(newlyFound([ingressGroup], ML, annotated("group.order", undefined))).toEqual([
    "ingress-group kubernetes_ingress_v1.log_in_grafana: ingress log-in-grafana: its certificate is the default of the load balancer, before that of ingress models",
  ]);
});

test("pages have the web ACL of the models where the controller attaches it", () => {
  const webAclArn =
    "arn:aws:wafv2:eu-central-1:444455556666:regional/webacl/models/0a1b2c3d-0000-4000-8000-444455556666";
  const plan = planWith(ML, { entry: { webAclArn }, network: { egress: "nat-per-az" } });
  const all = environmentPlan(plan).resources("kubernetes_ingress_v1");
  expect(all.length).toBeGreaterThan(3);
  for (const { config } of all) expect(JSON.stringify(config)).toContain(`wafv2-acl-arn":"${webAclArn}"`);
  expect(foundBy(ingressGroup, environmentPlan(plan))).toEqual([]);
});

test("an annotation that is null is absent", () => {
  const edit: Edit = ({ platform }) => {
    platform.resource.kubernetes_ingress_v1.log_in_grafana.metadata.annotations[`${ALB}scheme`] = null;
  };
  expect(newlyFound([ingressGroup], ML, edit)).toEqual([
    expect.stringContaining("scheme is (none), expected internal"),
  ]);
});
