import { type Check, ruleOf } from "../check";
import { exceeded } from "./quota-counts";
import TEXTS from "./texts.json";

export const hardLimits: Check = {
  ...ruleOf(TEXTS, "hard-limits"),
  run: (plan, context) => exceeded(plan, context, false),
};
