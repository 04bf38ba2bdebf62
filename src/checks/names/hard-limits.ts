import { type Check } from "../check";
import { exceeded } from "./quota-counts";
import TEXTS from "./texts.json";

export const hardLimits: Check = {
  id: "hard-limits",
  severity: "error",
  measures: true,
  ...TEXTS["hard-limits"],
  run: (plan, context) => exceeded(plan, context, false),
};
