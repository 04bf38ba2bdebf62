import { homeOf } from "../../infrastructure/text-references";
import { at, type Check, type Finding, notJudged, ruleOf } from "../check";
import TEXTS from "./texts.json";
import { vpcBaseOf } from "./vpc-base";
import { alarmsOf } from "../../infrastructure/alarms";

export const costAlarmKnown: Check = {
  ...ruleOf(TEXTS, "cost-alarm-known"),
  run: (plan) =>
    alarmsOf(plan).billing.flatMap(({ resource, threshold }): Finding[] => {
      if (threshold === undefined) return [{ ...at(resource), message: "its threshold is not a number" }];
      if (vpcBaseOf(plan) !== undefined) return [];
      const { region } = homeOf(plan);
      return [
        notJudged(
          resource,
          `whether ${threshold} USD is above the cost without traffic: the catalog has no prices of endpoints and addresses in ${region}`,
          "compare network.costAlarm.thresholdUsd with the bill of the first month",
        ),
      ];
    }),
};
