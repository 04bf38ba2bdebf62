import { type Delivery } from "../../../infrastructure/part-delivery";
import { applicationsOf } from "./applications";
import { planWithExpected } from "./expected-objects";
import { argoCdRuleProblems, isOfArgoCd } from "./role-rules";

export const DELIVERY: Delivery = {
  sourcesOf: applicationsOf,
  expectedPlan: planWithExpected,
  isAccount: isOfArgoCd,
  roleProblems: argoCdRuleProblems,
};
