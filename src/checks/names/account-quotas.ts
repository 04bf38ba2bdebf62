import { type Check, ruleOf } from "../check";
import { exceeded } from "./quota-counts";
import TEXTS from "./texts.json";

export const accountQuotas: Check = {
  ...ruleOf(TEXTS, "account-quotas"),
  run: (plan, context) => exceeded(plan, context, true),
};
