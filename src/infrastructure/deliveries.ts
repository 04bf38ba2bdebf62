import { type EnvironmentPlan, memoizePerPlan } from "../terraform/environment-plan";
import { DELIVERIES_OF_PARTS } from "./generated/deliveries-of-parts";
import { type Delivery } from "./part-delivery";

/** Sources outside of the stacks, with the part that applies each. */
class Deliveries {
  readonly all: readonly {
    readonly delivery: Delivery;
    readonly source: ReturnType<Delivery["sourcesOf"]>[number];
  }[];
  private readonly byNamespace: ReadonlyMap<string, Delivery>;

  constructor(plan: EnvironmentPlan) {
    this.all = Object.values(DELIVERIES_OF_PARTS).flatMap((delivery) =>
      delivery.sourcesOf(plan).map((source) => ({ delivery, source })),
    );
    this.byNamespace = new Map(
      this.all.map(({ delivery, source }) => [source.destination.namespace, delivery]),
    );
  }

  /** The part that applies the objects of a namespace; undefined for one whose objects are in the stacks. */
  to(namespace: string): Delivery | undefined {
    return this.byNamespace.get(namespace);
  }
}

export const deliveriesOf = memoizePerPlan((plan: EnvironmentPlan) => new Deliveries(plan));
