import { type Check } from "../check";
import { exceeded } from "./quota-counts";
import TEXTS from "./texts.json";

export const accountQuotas: Check = {
  id: "account-quotas",
  severity: "warning",
  measures: true,
  ...TEXTS["account-quotas"],
  run: (plan, context) => exceeded(plan, context, true),
};
