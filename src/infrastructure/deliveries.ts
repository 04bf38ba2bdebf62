import { type EnvironmentPlan, memoizePerPlan } from "../terraform/environment-plan";
import { DELIVERIES_OF_PARTS } from "./generated/deliveries-of-parts";
import { type Delivery } from "./part-delivery";

/** Sources outside of the stacks, with the part that applies each. */
export const deliveriesOf = memoizePerPlan((plan: EnvironmentPlan) =>
  Object.values(DELIVERIES_OF_PARTS).flatMap((delivery) =>
    delivery.sourcesOf(plan).map((source) => ({ delivery, source })),
  ),
);

/** The part that applies the objects of a namespace; undefined for one whose objects are in the stacks. */
export const deliveryTo = (plan: EnvironmentPlan, namespace: string): Delivery | undefined =>
  byNamespace(plan).get(namespace);

const byNamespace = memoizePerPlan(
  (plan: EnvironmentPlan): ReadonlyMap<string, Delivery> =>
    new Map(deliveriesOf(plan).map(({ delivery, source }) => [source.destination.namespace, delivery])),
);
