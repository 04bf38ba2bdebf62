import { type Check } from "../check";
import { exceeded } from "./quota-counts";

export const hardLimits: Check = {
  id: "hard-limits",
  severity: "error",
  title: "nothing is more numerous than AWS ever admits",
  why: "the one too many is refused at the apply, or by the controller while it serves",
  fix: "spread it over several load balancers, clusters or groups",
  source: "src/catalog/quotas.ts, which names the guides",
  run: (plan, context) => exceeded(plan, context, false),
};
