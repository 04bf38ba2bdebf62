import { at, type Check, ruleOf } from "../check";
import { BILLING } from "../../facts/billing";
import TEXTS from "./texts.json";
import { vpcBaseOf } from "./vpc-base";
import { alarmsOf } from "../../infrastructure/alarms";

export const costAlarmAboveBase: Check = {
  ...ruleOf(TEXTS, "cost-alarm-above-base"),
  run: (plan) => {
    const base = vpcBaseOf(plan);
    if (base === undefined) return [];
    return alarmsOf(plan)
      .billing.filter(({ service }) => service === BILLING.vpcService || service === undefined)
      .flatMap(({ resource, name, service = "the whole bill", threshold }) =>
        threshold === undefined || threshold > base
          ? []
          : [
              {
                ...at(resource),
                message: `${name} fires above ${threshold} USD of ${service}, but endpoints and public addresses alone cost ${base.toFixed(2)} USD in a month of 31 days`,
              },
            ],
      );
  },
};
