import { asObject } from "../../../src/terraform/stack-json";
import { planWith } from "../../support/changed-plans";
import { type Plan } from "../../support/plan";
import { planOf } from "../../support/reference-plans";
import { RECORDED } from "../../support/recorded-entries";

/** Records for the host in all stacks of a plan, with their layer. */
const aliases = ({ output }: Plan) =>
  output.flatMap(({ layer, stack }) =>
    stack.resources("aws_route53_record").flatMap(({ address, config }) => {
      const alias = config["alias"] as Record<string, unknown> | undefined;
      return alias === undefined ? [] : [{ layer, address, config, alias }];
    }),
  );

const INGRESS = "${kubernetes_ingress_v1.models.status[0].load_balancer[0].ingress[0].hostname}";
const SERVICE =
  "${kubernetes_service_v1.ml_inference_api_nlb.status[0].load_balancer[0].ingress[0].hostname}";

test.each(RECORDED)("ING-02 %s has one A record, at an address with its host", (_, plan) => {
  const [record, ...others] = aliases(plan());
  expect(others).toEqual([]);
  expect(record).toMatchObject({
    address: `aws_route53_record.alias_${String(record?.config["name"]).replaceAll(".", "_")}`,
    config: { type: "A", zone_id: "${data.aws_route53_zone.host.zone_id}" },
    alias: { evaluate_target_health: true },
  });
});

test.each(RECORDED)("ING-02 the record of %s never overwrites a record that exists", (_, plan) => {
  for (const { config } of aliases(plan())) expect(config).not.toHaveProperty("allow_overwrite");
});

test.each(RECORDED)("ING-02 %s with a record asks nobody to create it", (_, plan) => {
  expect(plan().stack("models").outputs).not.toHaveProperty("dns_record");
});

test.each([
  [0, "models", "mlapp.com", INGRESS, "${data.aws_lb_hosted_zone_id.alb.id}"],
  [1, "models", "forecast.retail.example.com", INGRESS, "${data.aws_lb_hosted_zone_id.alb.id}"],
  [2, "models", "inference.example.com", SERVICE, "${data.aws_lb_hosted_zone_id.nlb.id}"],
  [
    3,
    "network",
    "demo.retail.example.com",
    "${one(aws_lb.demo[*].dns_name)}",
    "${one(aws_lb.demo[*].zone_id)}",
  ],
  [
    4,
    "network",
    "forecast.retail.example.com",
    "${data.aws_lb.demo.dns_name}",
    "${data.aws_lb.demo.zone_id}",
  ],
])("ING-02 record %i is in layer %s, for %s, and points to %s in %s", (index, layer, name, target, zone) => {
  const [, plan] = RECORDED[index] ?? [];
  expect(plan && aliases(plan())).toMatchObject([
    { layer, config: { name }, alias: { name: target, zone_id: zone } },
  ]);
});

test.each([
  [0, "application"],
  [2, "network"],
])("ING-02 the alias zone of record %i is that of %s load balancers", (index, type) => {
  const [, plan] = RECORDED[index] ?? [];
  const zones = plan?.().stack("models").dataSources("aws_lb_hosted_zone_id") ?? [];
  expect(zones.map(({ config }) => config["load_balancer_type"])).toEqual([type]);
});

test.each(RECORDED)("ING-02 a plan of %s fails if the host is not in the zone", (_, plan) => {
  const [record] = aliases(plan());
  const zone = plan()
    .stack(record?.layer ?? "models")
    .find("data.aws_route53_zone.host");
  const { postcondition } = asObject(zone?.config["lifecycle"]);
  const host = String(record?.config["name"]);
  expect(postcondition).toContainEqual(
    expect.objectContaining({
      condition: `\${endswith(".${host}", format(".%s", trimsuffix(self.name, ".")))}`,
    }),
  );
});

test.each([
  [0, true],
  [1, false],
  [2, false],
  [3, true],
  [4, true],
])("ING-02 record %i needs a public zone: %s", (index, isPublic) => {
  const [, plan] = RECORDED[index] ?? [];
  const text = JSON.stringify(
    plan?.().stacks.flatMap((stack) => stack.dataSources("aws_route53_zone").map(({ config }) => config)),
  );
  expect(text.includes("self.private_zone != true")).toBe(isPublic);
});

test("ALB-03 an ALB in Terraform without a record keeps its addresses", () => {
  const plan = planWith("retail-forecast-option-b", { entry: { dnsRecord: false } });
  const without = planOf("retail-forecast-option-b")
    .stack("network")
    .resources()
    .map(({ address }) => address);
  expect(
    plan
      .stack("network")
      .resources()
      .map(({ address }) => address),
  ).toEqual(without.filter((address) => address !== "aws_route53_record.alias_demo_retail_example_com"));
});

test("API-05 an NLB with a host and without a record has an output with the record to create", () => {
  const plan = planWith("ml-inference-prod", { entry: { host: "inference.example.com" } });
  expect(plan.stack("models").outputs["dns_record"]).toMatchObject({
    value: {
      name: "inference.example.com",
      type: "A",
      alias_target: SERVICE,
      alias_zone_id: "${data.aws_lb_hosted_zone_id.nlb.id}",
    },
  });
});

test("API-05 the addresses of an NLB with a host have the port of its listener", () => {
  const plan = planWith("ml-inference-prod", { entry: { host: "inference.example.com", port: 8443 } });
  expect(plan.stack("network").outputs["api_demo_config"]).toMatchObject({
    value: { predict_endpoint: "http://inference.example.com:8443/predict" },
  });
});

/** Alias records by address, and the certificate of an environment. */
const resolved = (environment: string, entry: object) => {
  const plan = planWith(environment, { entry });
  return {
    records: aliases(plan)
      .map(({ address, config }) => [address, config])
      .sort(),
    certificate: plan.stack("network").find("aws_acm_certificate.entry")?.config,
  };
};

test.each([
  ["mlapp", { certificateArn: null, dnsRecord: true }],
  ["retail-forecast-option-b", { certificateArn: null }],
])(
  "ING-02 two hosts of %s in the other order have the same records and certificate",
  (environment, entry) => {
    const [a, b] = ["a.example.com", "b.example.com"];
    const before = resolved(environment, { ...entry, host: a, alsoHosts: [b] });
    const after = resolved(environment, { ...entry, host: b, alsoHosts: [a] });
    expect(after).toEqual(before);
    expect(before.records.map(([address]) => address)).toEqual([
      "aws_route53_record.alias_a_example_com",
      "aws_route53_record.alias_b_example_com",
    ]);
    expect(before.certificate).toMatchObject({ domain_name: a, subject_alternative_names: [b] });
  },
);

test("ING-02 a plan fails if one of two hosts is not in the zone", () => {
  const plan = planWith("mlapp", { entry: { dnsRecord: true, alsoHosts: ["also.mlapp.com"] } });
  const zone = JSON.stringify(plan.stack("models").find("data.aws_route53_zone.host")?.config);
  for (const host of ["mlapp.com", "also.mlapp.com"]) expect(zone).toContain(`endswith(\\".${host}\\"`);
});

test("API-05 the output with the record to create names further hosts", () => {
  const entry = { host: "a.example.com", alsoHosts: ["b.example.com"] };
  expect(planWith("ml-inference-prod", { entry }).stack("models").outputs["dns_record"]).toMatchObject({
    value: { name: "a.example.com", also_names: ["b.example.com"] },
  });
});
