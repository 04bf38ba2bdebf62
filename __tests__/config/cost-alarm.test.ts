import { causeOf } from "../../src/config/cause";
import { formatPath } from "../../src/config/loader/problems";
import { rules } from "../../src/config/rules";
import { environmentSchema } from "../../src/config/schema";
import { configWith } from "../support/environments";

const email = "platform@example.com";

const problems = (environment: string, change: object): string[] =>
  rules(configWith(environment, change), environment).map(
    ({ path, expected, fix }) => `${formatPath(path)}: ${expected}; ${fix}`,
  );

test("COST-01 an alarm fits every environment whose network is made", () => {
  for (const environment of ["mlapp", "ml-inference-prod", "retail-forecast", "retail-forecast-option-b"]) {
    expect(problems(environment, { network: { costAlarm: { email } } })).toEqual([]);
  }
});

test("COST-01 fails when the network exists, whose owner has its bill", () => {
  expect(problems("retail-forecast-console", { network: { costAlarm: { email } } })).toEqual([
    "network.costAlarm: no cost alarm with network.existing, because Terraform creates no endpoints or addresses there; remove it; the owner of the network watches its bill",
  ]);
});

test.each(["cn-north-1", "us-gov-west-1"])(
  "COST-01 fails in %s, which has no billing metrics in USD",
  (region) => {
    const partition = region.startsWith("cn-") ? "aws-cn" : "aws-us-gov";
    const change = {
      region,
      cluster: { admins: [`arn:${partition}:iam::222233334444:role/ml-platform-admin`] },
      network: { costAlarm: { email } },
    };
    expect(problems("ml-inference-prod", change)).toEqual([
      expect.stringContaining("network.costAlarm: no cost alarm outside the commercial partition"),
    ]);
  },
);

test("COST-01 fails when the region has no prices and the file no threshold", () => {
  const alarm = (costAlarm: object) => ({
    region: "eu-south-2",
    network: { costAlarm: { email, ...costAlarm } },
  });
  expect(problems("ml-inference-prod", alarm({}))).toEqual([
    expect.stringContaining(
      "network.costAlarm.thresholdUsd: a threshold, because the price tables do not include eu-south-2",
    ),
  ]);
  expect(problems("ml-inference-prod", alarm({ thresholdUsd: 200 }))).toEqual([]);
});

test.each([
  ["without an address", {}],
  ["with an address that is none", { email: "platform" }],
  ["with a threshold of nothing", { email, thresholdUsd: 0 }],
  ["with a budget below nothing", { email, totalUsd: -5 }],
  ["with a key that it does not know", { email, emails: [email] }],
])("COST-01 fails %s", (_title, costAlarm) => {
  const { network, ...rest } = configWith("mlapp");
  const result = environmentSchema.safeParse({ ...rest, network: { ...network, costAlarm } });
  expect(result.error?.issues.map(({ path }) => path.slice(0, 2))).toEqual([["network", "costAlarm"]]);
});

test("COST-01 what is wrong with the alarm is traced to its key of the file", () => {
  const config = configWith("retail-forecast");
  for (const address of [
    "aws_cloudwatch_metric_alarm.cost_alarm_vpc",
    "aws_sns_topic.cost_alarm",
    "aws_kms_key.cost_alarm_key",
  ]) {
    expect(causeOf(config, "network", address)).toEqual(["network", "costAlarm"]);
  }
});
