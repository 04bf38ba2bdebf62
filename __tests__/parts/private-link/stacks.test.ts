import { asObject } from "../../../src/terraform/stack-json";
import { privateLinkPlan } from "../../support/private-link";

const PREFIX = "service.beta.kubernetes.io/aws-load-balancer-";
const models = (...args: Parameters<typeof privateLinkPlan>) => privateLinkPlan(...args).stack("models");
const service = (...args: Parameters<typeof privateLinkPlan>) =>
  models(...args).resources("aws_vpc_endpoint_service")[0]?.config;
const annotations = (settings: object) => {
  const [first] = models(settings)
    .resources("kubernetes_service_v1")
    .filter(({ name }) => name.endsWith("_nlb"));
  const [metadata] = [first?.config["metadata"]].flat();
  return asObject(asObject(metadata ?? null)["annotations"] ?? null);
};

test("ML-06 an endpoint service has the NLB that the controller made for the Service", () => {
  const [found] = models().dataSources("aws_lb");
  expect(String(found?.config["name"])).toMatch(
    /kubernetes_service_v1\.ml_inference_api_nlb\.status\[0\]\.load_balancer\[0\]\.ingress\[0\]\.hostname/,
  );
  expect(service()).toMatchObject({
    network_load_balancer_arns: [`\${data.aws_lb.${found?.name ?? ""}.arn}`],
    allowed_principals: ["arn:aws:iam::444455556666:root"],
  });
});

test("ML-06 the owner accepts each connection by default", () => {
  expect(service()).toMatchObject({ acceptance_required: true });
  expect(service({ acceptance: false })).toMatchObject({ acceptance_required: false });
});

test("ML-06 consumers are offered the service when pods answer, which they do behind an active NLB", () => {
  expect(service()).toMatchObject({ depends_on: ["kubernetes_deployment_v1.ml_inference_api"] });
});

test("ML-06 a private name, and the record that verifies its domain", () => {
  const settings = { privateDnsName: "models.example.com" };
  expect(service()).not.toHaveProperty("private_dns_name");
  expect(service(settings)).toMatchObject({ private_dns_name: "models.example.com" });
  const output = JSON.stringify(models(settings).outputs["private_link_services"]);
  expect(output).toContain("private_dns_name_configuration[0].value");
  expect(JSON.stringify(models().outputs["private_link_services"])).not.toContain("private_dns_name");
});

test("ML-06 consumers of other regions", () => {
  expect(service()).not.toHaveProperty("supported_regions");
  expect(service({ regions: ["eu-west-1"] })).toMatchObject({
    supported_regions: ["ap-southeast-2", "eu-west-1"],
  });
});

test("ML-06 the rules of the NLB judge the addresses of consumers, unless the file says that they do not", () => {
  const name = `${PREFIX}inbound-sg-rules-on-private-link-traffic`;
  expect(annotations({})).not.toHaveProperty([name]);
  expect(annotations({ consumerRanges: "any" })).toMatchObject({
    [name]: "off",
    [`${PREFIX}scheme`]: "internal",
  });
});

test("ML-06 each model has a service of its own", () => {
  const image = { tag: "1.0.0" };
  const stack = models(
    {},
    {
      models: [
        { name: "a", image },
        { name: "b", image },
      ],
      waivers: null,
    },
  );
  expect(stack.resources("aws_vpc_endpoint_service").map(({ config }) => config["depends_on"])).toEqual([
    ["kubernetes_deployment_v1.a"],
    ["kubernetes_deployment_v1.b"],
  ]);
});
