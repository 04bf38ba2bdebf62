import { type Check } from "../check";
import { exceeded } from "./quota-counts";

export const defaultQuotas: Check = {
  id: "default-quotas",
  severity: "warning",
  title: "no default service quota of an account is exceeded",
  why: "AWS rejects resources above the quota until it has raised the quota, which can take days",
  fix: "request a higher quota in Service Quotas before the apply, then waive this finding",
  source: "src/catalog/quotas.ts, which lists the guides",
  run: (plan, context) => exceeded(plan, context, true),
};
