import { escalationsOf } from "../../infrastructure/identity-escalation";
import { type Check, combinedFinding, ruleOf } from "../check";
import { firstFew } from "../../base/counted";
import { groupBy } from "../../base/group-by";
import TEXTS from "./texts.json";

export const dataReach: Check = {
  ...ruleOf(TEXTS, "data-reach"),
  run: (plan) => {
    const { data: reachable, canEscalate } = escalationsOf(plan);
    const open = reachable.filter(({ identity }) => !canEscalate(identity));
    return [...groupBy(open, ({ held }) => held.by)].flatMap(([by, reached]) =>
      combinedFinding(by, "rights", [
        ...new Set(
          reached.map(
            ({ identity, data, actions }) =>
              `${identity.title} reaches ${data.title} with ${firstFew(actions, 4)}`,
          ),
        ),
      ]),
    );
  },
};
