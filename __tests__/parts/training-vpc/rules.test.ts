import { partRules } from "../../../src/parts/part-rules";
import { formatPath } from "../../../src/environment/problems";
import { configWith } from "../../support/environments";
import { GATEWAY, TRAINING, withTraining } from "../../support/training-vpcs";

const problems = (environment: string, change: object): string[] =>
  partRules(configWith(environment, change)).map(
    ({ path, expected, fix }) => `${formatPath(path)}: ${expected}; ${fix}`,
  );
const refusals = (training: object, attachment: object = {}): string =>
  problems("mlapp", withTraining(training, attachment)).join("\n");

test("OPS-03 accepts both ways of DNS across a peering connection within the account", () => {
  expect([refusals({}), refusals({ dns: "zones" })]).toEqual(["", ""]);
});

test("OPS-03 accepts ranges across a transit gateway, and groups of another account", () => {
  expect(refusals({ securityGroupIds: [], cidrs: ["172.24.0.0/24"] }, GATEWAY)).toBe("");
  expect(refusals({}, { peerAccount: "999900001111" })).toBe("");
});

test.each([
  [
    "an attachment that is not declared",
    { attachment: "other" },
    {},
    "components.training-vpc.attachment: one of network.attachments: runners, training; add the peering connection",
  ],
  [
    "an attachment to another region",
    {},
    { peerRegion: "eu-west-1" },
    "components.training-vpc.attachment: an attachment within us-east-1: jobs in eu-west-1 call the services of eu-west-1",
  ],
  ["no clients", { securityGroupIds: [] }, {}, "components.training-vpc: securityGroupIds or cidrs"],
  [
    "groups across a transit gateway",
    {},
    GATEWAY,
    "components.training-vpc.securityGroupIds: none across a transit gateway",
  ],
  [
    "a range that is not routed",
    { cidrs: ["172.21.0.0/24"] },
    {},
    "components.training-vpc.cidrs[0]: a range within 172.24.0.0/16, which are routed to training",
  ],
  [
    "a range that a narrower one of another attachment decides",
    { cidrs: ["10.96.0.0/25"] },
    { cidrs: ["10.96.0.0/16"] },
    "components.training-vpc.cidrs[0]: a range that 10.96.0.0/24 of runners does not decide",
  ],
  [
    "the internet, to which the attachment has a default route",
    { securityGroupIds: [], cidrs: ["0.0.0.0/0"] },
    { ...GATEWAY, cidrs: ["0.0.0.0/0"] },
    "components.training-vpc.cidrs[0]: a range within 0.0.0.0/0, which are routed to training",
  ],
  [
    "ranges that overlap",
    { cidrs: ["172.24.0.0/24", "172.24.0.0/25"] },
    {},
    "components.training-vpc.cidrs[1]: a range that does not overlap 172.24.0.0/24",
  ],
  [
    "zones of another account",
    { dns: "zones" },
    { peerAccount: "999900001111" },
    "components.training-vpc.dns: resolver, since zones need a peering connection with a VPC of the same account",
  ],
  [
    "zones across a transit gateway",
    { dns: "zones", securityGroupIds: [], cidrs: ["172.24.0.0/24"] },
    GATEWAY,
    "components.training-vpc.dns: resolver",
  ],
])("OPS-03 refuses %s", (_, training, attachment, expected) => {
  expect(refusals(training, attachment)).toContain(expected);
});

test("OPS-03 refuses an environment without attachments", () => {
  const found = problems("mlapp", {
    network: { attachments: null },
    components: { "training-vpc": TRAINING },
  });
  expect(found.join()).toContain("an entry of network.attachments, which has none");
});

test("OPS-03 refuses an existing network, in which Terraform creates nothing", () => {
  const found = problems("retail-forecast-console", { components: { "training-vpc": TRAINING } });
  expect(found.join()).toContain("components.training-vpc: none with network.existing");
});

test("OPS-03 reports several problems at once", () => {
  expect(
    problems(
      "mlapp",
      withTraining({ dns: "zones" }, { peerRegion: "eu-west-1", peerAccount: "999900001111" }),
    ),
  ).toHaveLength(2);
});
