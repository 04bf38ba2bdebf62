import { entryDns } from "../../../src/checks/entry/entry-dns";
import { environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { type Edit, foundBy, newlyFound } from "../../support/findings";
import { type Plan } from "../../support/plan";
import { planOf } from "../../support/reference-plans";
import { RECORDED } from "../../support/recorded-entries";
import { OPTION_B, RETAIL, edited, findingsOf } from "../terraform/edits";

const findings = findingsOf(entryDns);
const CHECK = [entryDns];
const DEMO_RECORD = "aws_route53_record.alias_demo_retail_example_com";

const recorded = (title: string): Plan => {
  const [, plan] = RECORDED.find(([each]) => each === title) ?? [];
  if (!plan) throw new Error(`no entry ${title}`);
  return plan();
};

test.each(RECORDED)("accepts the record of %s", (_, plan) => {
  expect(foundBy(entryDns, environmentPlan(plan()))).toEqual([]);
});

test("accepts the output of an NLB with a host", () => {
  const plan = planWith("ml-inference-prod", { entry: { host: "inference.example.com" } });
  expect(foundBy(entryDns, environmentPlan(plan))).toEqual([]);
});

const WITH_ANOTHER: readonly (readonly [string, () => Plan])[] = [
  ["an Ingress", () => planWith("mlapp", { entry: { dnsRecord: true, alsoHosts: ["also.mlapp.com"] } })],
  ["an Ingress without a record", () => planWith("mlapp", { entry: { alsoHosts: ["also.mlapp.com"] } })],
  [
    "an NLB",
    () =>
      planWith("ml-inference-prod", {
        entry: { host: "inference.example.com", alsoHosts: ["also.example.com"] },
      }),
  ],
  [
    "an ALB in Terraform",
    () => planWith("retail-forecast-option-b", { entry: { alsoHosts: ["also.retail.example.com"] } }),
  ],
];

test.each(WITH_ANOTHER)("accepts two hosts of %s", (_, plan) => {
  expect(foundBy(entryDns, environmentPlan(plan()))).toEqual([]);
});

test("reports a second host without a record", () => {
  const [, plan] = WITH_ANOTHER[0] ?? [];
  const edit: Edit = ({ models }) =>
    Reflect.deleteProperty(models.resource.aws_route53_record, "alias_also_mlapp_com");
  expect(plan && newlyFound(CHECK, plan(), edit)).toEqual([
    expect.stringMatching(/no record and no output dns_record leads from also\.mlapp\.com to it$/),
  ]);
});

test("reports a second host that the record to create lacks", () => {
  const [, plan] = WITH_ANOTHER[1] ?? [];
  const edit: Edit = ({ models }) => Reflect.deleteProperty(models.output.dns_record.value, "also_names");
  expect(plan && newlyFound(CHECK, plan(), edit)).toEqual([
    expect.stringMatching(/no record and no output dns_record leads from also\.mlapp\.com to it$/),
  ]);
});

test("reports an alias to another target", () => {
  const edit = edited("network", DEMO_RECORD, (each) => (each["alias"].name = "example.com"));
  expect(findings(OPTION_B, edit)).toEqual([
    expect.stringContaining("it does not point to the load balancer of this environment"),
  ]);
});

test("reports a record to create for another host", () => {
  const edit: Edit = ({ models }) => (models.output.dns_record.value.name = "other.com");
  expect(findings(RETAIL, edit)).toEqual([
    "output.dns_record: record to create: it is for other.com, but its load balancer serves forecast.retail.example.com",
    "kubernetes_ingress_v1.models: the load balancer of kubernetes_ingress_v1.models: no record and no output dns_record leads from forecast.retail.example.com to it",
  ]);
});

/** An edit of the only alias record, in the layer that has it. */
const record =
  (edit: Parameters<typeof edited>[2], layer: "models" | "network" = "models"): Edit =>
  (layers) => {
    const [name] = Object.keys(layers[layer].resource.aws_route53_record);
    edited(layer, `aws_route53_record.${name}`, edit)(layers);
  };
const hostname = (address: string) => `\${${address}.status[0].load_balancer[0].ingress[0].hostname}`;

test.each<[string, string, Edit, string]>([
  [
    "the zone of network load balancers for an Ingress",
    "an Ingress",
    ({ models }) => (models.data.aws_lb_hosted_zone_id.alb.load_balancer_type = "network"),
    "its alias zone is not the Route 53 zone of application load balancers of this region",
  ],
  [
    "the zone of application load balancers for an NLB",
    "an NLB",
    ({ models }) => Reflect.deleteProperty(models.data.aws_lb_hosted_zone_id.nlb, "load_balancer_type"),
    "its alias zone is not the Route 53 zone of network load balancers of this region",
  ],
  [
    "the alias zone of another region",
    "an NLB",
    ({ models }) => (models.data.aws_lb_hosted_zone_id.nlb.region = "us-east-1"),
    "its alias zone is not the Route 53 zone of network load balancers of this region",
  ],
  [
    "the zone of the host as alias zone",
    "an Ingress",
    record((each) => (each["alias"].zone_id = each["zone_id"])),
    "its alias zone is not the Route 53 zone of application load balancers of this region",
  ],
  [
    "the address of an Ingress in place of its name",
    "an Ingress",
    record(
      (each) => (each["alias"].name = hostname("kubernetes_ingress_v1.models").replace("hostname", "ip")),
    ),
    "it points to status[0].load_balancer[0].ingress[0].ip of kubernetes_ingress_v1.models",
  ],
  [
    "a Service without a load balancer",
    "an NLB",
    record((each) => (each["alias"].name = hostname("kubernetes_service_v1.ml_inference_api"))),
    "kubernetes_service_v1.ml_inference_api creates no load balancer",
  ],
  [
    "a name that is read before the load balancer exists",
    "an Ingress",
    edited("models", "kubernetes_ingress_v1.models", (each) =>
      Reflect.deleteProperty(each, "wait_for_load_balancer"),
    ),
    "wait_for_load_balancer is not true",
  ],
  [
    "another host than that of the Ingress",
    "an Ingress",
    record((each) => (each["name"] = "api.mlapp.com")),
    "it is for api.mlapp.com, but its load balancer serves mlapp.com",
  ],
  [
    "another host than that of an NLB's addresses",
    "an NLB",
    record((each) => (each["name"] = "other.example.com")),
    "it is for other.example.com, but its load balancer serves inference.example.com",
  ],
  [
    "targets without health",
    "an Ingress",
    record((each) => (each["alias"].evaluate_target_health = false)),
    "evaluate_target_health is not true",
  ],
  [
    "an overwritten record",
    "an Ingress",
    record((each) => (each["allow_overwrite"] = true)),
    "allow_overwrite is true",
  ],
  [
    "a hosted zone by its id only",
    "an Ingress",
    record((each) => (each["zone_id"] = "Z0123456789MLAPPZONE")),
    "no plan verifies that its host is in its hosted zone",
  ],
  [
    "a hosted zone without postconditions",
    "an Ingress",
    ({ models }) => Reflect.deleteProperty(models.data.aws_route53_zone.host, "lifecycle"),
    "no plan verifies that its host is in its hosted zone; no plan verifies that its hosted zone is public",
  ],
  [
    "the postcondition of another host",
    "an NLB",
    ({ models }) =>
      (models.data.aws_route53_zone.host.lifecycle.postcondition[0].condition =
        '${endswith(".example.com", format(".%s", trimsuffix(self.name, ".")))}'),
    "no plan verifies that its host is in its hosted zone",
  ],
  [
    "swapped attributes of a load balancer in Terraform",
    "an ALB in Terraform",
    record((each) => {
      const { name, zone_id } = each["alias"] as { name: string; zone_id: string };
      each["alias"] = { ...each["alias"], name: zone_id, zone_id: name };
    }, "network"),
    "it does not point to the load balancer of this environment; its alias zone is not that of its load balancer",
  ],
  [
    "a record that outlives its load balancer",
    "an ALB in Terraform",
    record((each) => Reflect.deleteProperty(each, "count"), "network"),
    "their counts differ",
  ],
])("reports %s", (_, title, edit, problem) => {
  const found = newlyFound(CHECK, recorded(title), edit);
  expect(found).toContainEqual(expect.stringContaining(problem));
});

test("reports a host that no record leads to", () => {
  const edit: Edit = ({ models }) => Reflect.deleteProperty(models.resource, "aws_route53_record");
  for (const title of ["an Ingress", "an NLB"]) {
    expect(newlyFound(CHECK, recorded(title), edit)).toEqual([
      expect.stringMatching(/no record and no output dns_record leads from \S+ to it$/),
    ]);
  }
});

test("reports a record that an operator shall create although Terraform creates it", () => {
  const own = recorded("an Ingress").stack("models").find("aws_route53_record.alias_mlapp_com")?.config[
    "alias"
  ] as {
    name: string;
    zone_id: string;
  };
  const edit: Edit = ({ models }) => {
    models.output.dns_record = {
      value: { name: "mlapp.com", type: "A", alias_target: own.name, alias_zone_id: own.zone_id },
    };
  };
  expect(newlyFound(CHECK, recorded("an Ingress"), edit)).toEqual([
    "entry-dns output.dns_record: record to create: Terraform creates this record already",
  ]);
});

test("a reference environment without dnsRecord has no alias record of the controller's load balancer", () => {
  const records = planOf("mlapp").stack("models").resources("aws_route53_record");
  expect(records).toEqual([]);
});
