import { type ApplyOrder, applyOrder } from "../../../src/project/apply-order";
import { passesText } from "../../../src/project/pass";
import { compareEnvironments } from "../../../src/review/compare-environments";
import { environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { CONTEXT } from "../../support/findings";
import { type Plan } from "../../support/plan";
import { planOf } from "../../support/reference-plans";

/** A form of a reference environment. */
export const formOf = (environment: string, change: object): Plan =>
  Object.keys(change).length === 0 ? planOf(environment) : planWith(environment, change);

const known = new Map<string, ApplyOrder>();

/** The order of a change from one form of an environment to another, computed once in a test file. */
export function orderOf(environment: string, before: object, after: object): ApplyOrder {
  const key = JSON.stringify([environment, before, after]);
  const order = known.get(key) ?? computed(environment, before, after);
  known.set(key, order);
  return order;
}

function computed(environment: string, before: object, after: object): ApplyOrder {
  const [old, now] = [formOf(environment, before), formOf(environment, after)];
  const changes = compareEnvironments({ environment, before: old.output, after: now.output });
  return applyOrder({
    before: environmentPlan(old),
    after: environmentPlan(now),
    resources: changes.resources,
    others: changes.others,
    context: CONTEXT,
  });
}

/** The order as text, such as `cluster, models`. */
export const orderText = (environment: string, before: object, after: object): string =>
  passesText(orderOf(environment, before, after).passes);
