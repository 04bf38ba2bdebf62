import { type Check } from "../check";
import { exceeded } from "./quota-counts";

export const accountQuotas: Check = {
  id: "account-quotas",
  severity: "warning",
  measures: true,
  title: "no service quota of the account is exceeded: the value that `quotas` states, or else AWS's default",
  why: "AWS rejects resources above the quota until it has raised the quota, which can take days",
  fix: "state the account's quota in quotas; if it is too low, request an increase in Service Quotas first",
  source: "src/facts/quotas.ts, which lists the guides",
  run: (plan, context) => exceeded(plan, context, true),
};
