import { dependenciesOf } from "../../infrastructure/text-in-stacks";
import { type Check, at, ruleOf } from "../check";
import TEXTS from "./texts.json";

export const dependencyCycles: Check = {
  ...ruleOf(TEXTS, "dependency-cycles"),
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
