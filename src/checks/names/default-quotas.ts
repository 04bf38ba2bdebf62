import { type Check } from "../check";
import { exceeded } from "./quota-counts";

export const defaultQuotas: Check = {
  id: "default-quotas",
  severity: "warning",
  title: "nothing is more numerous than an account may have that never asked for more",
  why: "the one too many is refused until AWS has raised the quota, which can take days",
  fix: "ask for a higher quota in Service Quotas before the apply, then waive this",
  source: "src/catalog/quotas.ts, which names the guides",
  run: (plan, context) => exceeded(plan, context, true),
};
