import { planWith } from "../../support/changed-plans";
import { planOf } from "../../support/reference-plans";
import { type Plan } from "../../support/plan";
import { type JsonObject, blocks, block } from "../../../src/terraform/stack-json";

const OFFERINGS = "aws_ec2_instance_type_offerings";

/** Data sources of instance types, by their name. */
const asked = (plan: Plan): Record<string, JsonObject> =>
  Object.fromEntries(
    plan
      .stack("cluster")
      .dataSources(OFFERINGS)
      .map(({ name, config }) => [name, config]),
  );

const withGroups = (nodeGroups: object, network: object = {}): Plan =>
  planWith("ml-platform", { network, cluster: { nodeGroups } });

const GPU = { instanceTypes: ["p4d.24xlarge"], minPerZone: 0, maxPerZone: 1 };

test("types with GPUs are looked up in each zone of their group", () => {
  const found = asked(withGroups({ gpu: { ...GPU, zones: ["a", "b"] } }));
  expect(Object.keys(found).filter((name) => name.startsWith("gpu"))).toEqual(["gpu_a", "gpu_b"]);
  expect(found["gpu_b"]).toMatchObject({
    location_type: "availability-zone",
    filter: [
      { name: "instance-type", values: ["p4d.24xlarge"] },
      { name: "location", values: ["eu-central-1b"] },
    ],
  });
});

test("a plan fails where the zone has none of the types, and the message names group, zone and command", () => {
  const [claim] = blocks(block(asked(withGroups({ gpu: GPU }))["gpu_a"]?.["lifecycle"])["postcondition"]);
  expect(claim).toEqual({
    condition: "${length(self.instance_types) > 0}",
    error_message:
      "eu-central-1a offers none of the types of cluster.nodeGroups.gpu (p4d.24xlarge) to this account; set cluster.nodeGroups.gpu.zones to zones with one of them. This command lists types and zones:\n\n" +
      "    aws ec2 describe-instance-type-offerings --region eu-central-1 --location-type availability-zone --filters Name=instance-type,Values=p4d.24xlarge --query 'InstanceTypeOfferings[].[InstanceType,Location]' --output text",
  });
});

test("types that no table of this version has are looked up too", () => {
  const instanceTypes = { "m9z.large": { vcpus: 2, memoryGiB: 8, pods: 29 } };
  const plan = planWith("ml-platform", {
    instanceTypes,
    cluster: { nodeGroups: { newest: { instanceTypes: ["m9z.large"] } } },
  });
  expect(Object.keys(asked(plan))).toContain("newest_a");
});

test("general types, which zones with EKS have, cost no call", () => {
  for (const environment of ["mlapp", "ml-inference-prod", "retail-forecast", "retail-forecast-console"])
    expect(asked(planOf(environment))).toEqual({});
});
