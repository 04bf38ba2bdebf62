import { at, type Check, ruleOf } from "../../../checks/check";
import { objectOfLookup } from "../../../infrastructure/network-entries";
import { type PlannedResource } from "../../../terraform/environment-plan";
import TEXTS from "./texts.json";

export const privateLinkLookup: Check = {
  ...ruleOf(TEXTS, "private-link-lookup"),
  run: (plan) =>
    plan.resources("data.aws_lb").flatMap((found) => {
      const object = objectOfLookup(plan, found);
      return object === undefined || names(found, object)
        ? []
        : [
            {
              ...at(found),
              message: `it is read before the controller makes the load balancer of ${object}`,
              fix: `add ${object} to its depends_on`,
            },
          ];
    }),
};

const names = ({ config }: PlannedResource, address: string): boolean =>
  (JSON.stringify(config).match(/[\w.]+/g) ?? []).some((each) => `${each}.`.startsWith(`${address}.`));
