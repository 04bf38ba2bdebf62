import { awsLocation } from "../../facts/aws";
import { type EnvironmentConfig } from "../schema";
import { alarmThresholdUsd } from "../vpc-cost";
import { type RuleProblem } from "../rule-problems";

export function costAlarmRules(config: EnvironmentConfig): RuleProblem[] {
  const { network, account, region } = config;
  if (!network.costAlarm) return [];
  const path = ["network", "costAlarm"];
  if (awsLocation(account, region).partition !== "aws") {
    return [
      {
        path,
        expected: "no cost alarm outside the commercial partition",
        fix: "remove it; other partitions have no billing metrics in USD",
      },
    ];
  }
  if (network.existing) {
    return [
      {
        path,
        expected:
          "no cost alarm with network.existing, because other resources of that VPC are on the same bill",
        fix: "remove it; the owner of the network watches its bill",
      },
    ];
  }
  // The number of endpoints does not matter here: a price is missing for any number.
  if (alarmThresholdUsd(config, 0) !== undefined) return [];
  return [
    {
      path: [...path, "thresholdUsd"],
      got: "nothing",
      expected: `a threshold, because the price tables do not include ${region}`,
      fix: "set thresholdUsd to the monthly Amazon VPC bill, in USD, above which the alarm fires",
    },
  ];
}
