import { groupBy } from "../../base/group-by";
import { stackTexts } from "../../infrastructure/text-in-stacks";
import { type Check, ruleOf } from "../check";
import facts from "./functions-of-the-machine.json";
import TEXTS from "./texts.json";

/** Functions that read the machine or the time of a Terraform run. */
export const MACHINE_FUNCTIONS: readonly string[] = facts.functions;

export const machineFunctions: Check = {
  ...ruleOf(TEXTS, "machine-functions"),
  run: (plan) => {
    const calls = stackTexts(plan).templated.flatMap(({ layer, address, path, expressions }) =>
      expressions
        .flatMap(({ names }) => names.functions)
        .filter((name) => MACHINE_FUNCTIONS.includes(name) || name.includes("::"))
        .map((name) => ({ layer, address, path, name })),
    );
    const byAddress = groupBy(calls, ({ layer, address }) => `${layer} ${address}`);
    return [...byAddress.values()].flatMap((found) => {
      const [first] = found;
      const names = [
        ...new Set(found.map(({ name, path }) => `${name}()${path === "" ? "" : ` in ${path}`}`)),
      ];
      return first
        ? [{ layer: first.layer, address: first.address, message: `it calls ${names.join(", ")}` }]
        : [];
    });
  },
};
