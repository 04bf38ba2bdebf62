import { formatPath } from "../../src/environment/problems";
import { environmentSchema } from "../../src/parts/environment-schema";
import { configWith } from "../support/environments";
import { rules } from "../../src/environment/rules/all";

const email = "platform@example.com";

const problems = (environment: string, change: object): string[] =>
  rules(configWith(environment, change)).map(
    ({ path, expected, fix }) => `${formatPath(path)}: ${expected}; ${fix}`,
  );

test.each(["mlapp", "ml-inference-prod", "retail-forecast", "retail-forecast-option-b"])(
  "COST-01 %s, which creates its network, can have an alarm",
  (environment) => {
    expect(problems(environment, { network: { costAlarm: { email } } })).toEqual([]);
  },
);

test("COST-01 fails with an existing network, whose owner watches its bill", () => {
  expect(problems("retail-forecast-console", { network: { costAlarm: { email } } })).toEqual([
    "network.costAlarm: no cost alarm with network.existing, because other resources of that VPC are on the same bill; remove it; the owner of the network watches its bill",
  ]);
});

test("COST-01 fails in AWS GovCloud, which has no billing metrics in USD", () => {
  const change = {
    region: "us-gov-west-1",
    cluster: { admins: ["arn:aws-us-gov:iam::222233334444:role/ml-platform-admin"] },
    network: { costAlarm: { email }, endpoints: { s3Policy: "full-access" } },
  };
  expect(problems("ml-inference-prod", change)).toEqual([
    expect.stringContaining("network.costAlarm: no cost alarm outside the commercial partition"),
  ]);
});

const alarmInUnpricedRegion = (costAlarm: object = {}) => ({
  region: "eu-south-2",
  network: { costAlarm: { email, ...costAlarm } },
});

test("COST-01 fails without a threshold in a region without prices", () => {
  expect(problems("ml-inference-prod", alarmInUnpricedRegion())).toEqual([
    expect.stringContaining(
      "network.costAlarm.thresholdUsd: a threshold, because the price tables do not include eu-south-2",
    ),
  ]);
});

test("COST-01 an alarm with a threshold is valid in a region without prices", () => {
  expect(problems("ml-inference-prod", alarmInUnpricedRegion({ thresholdUsd: 200 }))).toEqual([]);
});

test.each([
  ["without an address", {}],
  ["with an invalid address", { email: "platform" }],
  ["with a threshold of 0", { email, thresholdUsd: 0 }],
  ["with a negative budget", { email, totalUsd: -5 }],
  ["with an unknown key", { email, emails: [email] }],
])("COST-01 fails %s", (_title, costAlarm) => {
  const { network, ...rest } = configWith("mlapp");
  const result = environmentSchema.safeParse({ ...rest, network: { ...network, costAlarm } });
  expect(result.error?.issues.map(({ path }) => path.slice(0, 2))).toEqual([["network", "costAlarm"]]);
});
