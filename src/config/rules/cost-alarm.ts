import { awsLocation } from "../../core/aws";
import { type RuleProblem } from "../loader/load";
import { type EnvironmentConfig } from "../schema";
import { alarmThresholdUsd } from "../vpc-cost";

export function costAlarmRules(config: EnvironmentConfig): RuleProblem[] {
  const { network, account, region } = config;
  if (!network.costAlarm) return [];
  const path = ["network", "costAlarm"];
  if (awsLocation(account, region).partition !== "aws") {
    return [
      {
        path,
        expected: "a region of the commercial partition with a cost alarm",
        fix: "remove it; billing metrics in USD exist in no other partition",
      },
    ];
  }
  if (network.existing) {
    return [
      {
        path,
        expected: "none with network.existing, where nothing is made",
        fix: "remove it; whoever made the network has its bill",
      },
    ];
  }
  if (alarmThresholdUsd(config) !== undefined) return [];
  return [
    {
      path: [...path, "thresholdUsd"],
      got: "nothing",
      expected: `a threshold, since no prices of ${region} are known here`,
      fix: "write thresholdUsd, the USD of Amazon VPC in a month above which it rings",
    },
  ];
}
