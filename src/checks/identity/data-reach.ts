import { titleOf } from "../../infrastructure/asked";
import { canEscalate, reachedData } from "../../infrastructure/identity-escalation";
import { type Check, combinedFinding } from "../check";
import { firstFew } from "../../base/counted";
import { groupBy } from "../../base/group-by";
import TEXTS from "./texts.json";

export const dataReach: Check = {
  id: "data-reach",
  severity: "error",
  ...TEXTS["data-reach"],
  run: (plan) => {
    const open = reachedData(plan).filter(({ identity }) => !canEscalate(plan, identity));
    return [...groupBy(open, ({ held }) => held.by)].flatMap(([by, reached]) =>
      combinedFinding(by, "rights", [
        ...new Set(
          reached.map(
            ({ identity, data, actions }) =>
              `${titleOf(identity)} reaches ${data.title} with ${firstFew(actions, 4)}`,
          ),
        ),
      ]),
    );
  },
};
