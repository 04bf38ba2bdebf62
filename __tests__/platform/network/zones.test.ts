import { planWith } from "../../support/changed-plans";
import { ENVIRONMENTS, configWith } from "../../support/environments";
import { type JsonObject, type StackJson } from "../../../src/terraform/stack-json";
import { changedFile } from "../../support/bundles";
import { networkOf } from "../network-stack";

/** Zones that a stack reads, with the conditions that its plan verifies. */
function zonesReadBy(stack: StackJson): Record<string, string[]> {
  const zones = stack.dataSources().filter(({ type }) => type === "aws_availability_zone");
  return Object.fromEntries(
    zones.map(({ config }) => {
      const { postcondition = [] } = (config["lifecycle"] ?? {}) as { postcondition?: JsonObject[] };
      return [String(config["name"]), postcondition.map(({ condition }) => String(condition))];
    }),
  );
}

test.each(ENVIRONMENTS)("%s reads every zone of its network at plan, created or existing", (environment) => {
  const { region, network } = configWith(environment);
  expect(Object.keys(zonesReadBy(networkOf(environment))).sort()).toEqual(
    network.zones.map((letter) => `${region}${letter}`).sort(),
  );
});

test.each([
  ["us-east-1", "use1-az3"],
  ["us-west-1", "usw1-az2"],
  ["ca-central-1", "cac1-az3"],
])("the plan fails in %s if a letter is the zone %s", (region, zoneId) => {
  const stack = planWith("mlapp", { region }).stack("network");
  const condition = `\${self.zone_id != "${zoneId}"}`;
  expect(zonesReadBy(stack)).toEqual({ [`${region}a`]: [condition], [`${region}b`]: [condition] });
});

test("an existing network has the same condition on its zones", () => {
  const stack = planWith("retail-forecast-console", {
    region: "us-east-1",
    network: { zones: ["c", "e"] },
  }).stack("network");
  const condition = '${self.zone_id != "use1-az3"}';
  expect(zonesReadBy(stack)).toEqual({ "us-east-1c": [condition], "us-east-1e": [condition] });
});

test("a zone has no condition in a region where EKS supports every zone", () => {
  expect(zonesReadBy(networkOf("retail-forecast"))).toEqual({ "ap-southeast-1a": [], "ap-southeast-1b": [] });
});

test("the message names zone, id and key, and the command that lists the zones of the account", () => {
  const [zone] = networkOf("mlapp")
    .dataSources()
    .filter(({ address }) => address === "data.aws_availability_zone.a");
  const { postcondition } = zone?.config["lifecycle"] as { postcondition: JsonObject[] };
  expect(postcondition.map((each) => each["error_message"])).toEqual([
    "us-east-1a is the zone use1-az3 in this account, where Amazon EKS creates no cluster; replace a in network.zones by the letter of another zone. This command lists letters and ids:\n\n" +
      "    aws ec2 describe-availability-zones --region us-east-1 --query 'AvailabilityZones[].[ZoneName,ZoneId]' --output text",
  ]);
});

test("a handed-over module in HCL has the condition", async () => {
  const text = await changedFile("mlapp", {}, "network/vpc.tf");
  const [, zone = ""] = /^data "aws_availability_zone" "a" \{\n([^]*?)^\}/m.exec(text) ?? [];
  expect(zone).toMatch(/^ +name += "us-east-1a"$/m);
  expect(zone).toMatch(/^ +postcondition \{\n +condition += self\.zone_id != "use1-az3"$/m);
});
