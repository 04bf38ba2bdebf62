import { type Check } from "../check";
import { exceeded } from "./quota-counts";

export const hardLimits: Check = {
  id: "hard-limits",
  severity: "error",
  measures: true,
  title: "no fixed limit of AWS is exceeded",
  why: "AWS rejects resources above the limit, during the apply or later when the controller creates them",
  fix: "distribute the resources over several load balancers, clusters or groups",
  source: "src/facts/quotas.ts, which lists the guides",
  run: (plan, context) => exceeded(plan, context, false),
};
