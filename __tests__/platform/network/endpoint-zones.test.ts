import { type Plan } from "../../support/plan";
import { block, blocks, type JsonObject } from "../../../src/terraform/stack-json";
import { planWith } from "../../support/changed-plans";
import { withAllIds, withIds, withMoreIds } from "../../support/network-by-ids";
import { planOf } from "../../support/reference-plans";

const read = (plan: Plan): JsonObject[] =>
  plan
    .stack("network")
    .dataSources("aws_vpc_endpoint_service")
    .map(({ config }) => config);

const claim = (plan: Plan): JsonObject => {
  const [config = {}] = read(plan);
  return blocks(block(config["lifecycle"])["postcondition"])[0] ?? {};
};

test("VPCE-02 one data source reads the zones of the services of all created interface endpoints", () => {
  expect(read(planOf("ml-inference-prod"))).toMatchObject([
    {
      for_each:
        '${toset(["ec2", "ecr.api", "ecr.dkr", "elasticloadbalancing", "logs", "secretsmanager", "sts"])}',
      service: "${each.value}",
      service_type: "Interface",
    },
  ]);
});

test("VPCE-02 a plan fails where a zone lacks a service, and the message names service, zone and command", () => {
  // A zone that the account lacks has an error of its own, after which no service is read.
  const zones = "[data.aws_availability_zone.a.name, data.aws_availability_zone.b.name]";
  expect(claim(planOf("ml-inference-prod"))).toEqual({
    condition: `\${length(self.availability_zones) == 0 || length(setsubtract(${zones}, self.availability_zones)) == 0}`,
    error_message:
      `\${self.service_name} has no endpoint in \${join(", ", setsubtract(${zones}, self.availability_zones))}; replace the letter in network.zones by that of a zone with the service. This command lists its zones:\n\n` +
      "    aws ec2 describe-vpc-endpoint-services --region ap-southeast-2 --service-names ${self.service_name} --query 'ServiceDetails[].AvailabilityZones' --output text",
  });
});

test("VPCE-02 zones of an endpoint that exists are those of its own subnets", () => {
  const services = (plan: Plan): string => String(read(plan)[0]?.["for_each"]);
  expect(services(withIds())).toContain('"sts"');
  expect(services(withMoreIds())).not.toContain('"sts"');
  expect(services(withMoreIds())).toContain('"ec2"');
});

test("VPCE-02 without a created interface endpoint nothing is read", () => {
  expect(read(withAllIds())).toEqual([]);
  const network = { egress: "single-nat", endpoints: { interfaces: false } };
  expect(read(planWith("ml-inference-prod", { network }))).toEqual([]);
});
