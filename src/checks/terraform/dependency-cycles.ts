import { dependenciesOf } from "../../infrastructure/text-in-stacks";
import { type Check, at } from "../check";

export const dependencyCycles: Check = {
  id: "dependency-cycles",
  severity: "error",
  title: "no resource depends on itself, by a reference or depends_on of other resources",
  why: "Terraform refuses a stack with a cycle, and no plan of it is possible",
  fix: "remove one dependency of the cycle",
  source: "Terraform documentation, Resource Graph: the graph is acyclic (unconfirmed)",
  run: (plan) =>
    dependenciesOf(plan)
      .cycles()
      .flatMap((cycle) => {
        const [first] = cycle;
        return first ? [{ ...at(first), message: `it depends on itself: ${shown([...cycle, first])}` }] : [];
      }),
};

const shown = (cycle: readonly { readonly address: string }[]): string =>
  cycle.map(({ address }) => address).join(" → ");
