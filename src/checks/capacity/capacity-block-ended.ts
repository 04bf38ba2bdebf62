import { NODE_LABELS } from "../../facts/labels";
import { type Check, combinedFinding, ruleOf } from "../check";
import { nodeGroups } from "../../infrastructure/capacity-nodes";
import { shownTime } from "./capacity-block";
import TEXTS from "./texts.json";

export const capacityBlockEnded: Check = {
  ...ruleOf(TEXTS, "capacity-block-ended"),
  run: (plan, { statedOf, today }) => {
    const { nodeGroups: stated } = statedOf(plan.name);
    return nodeGroups(plan).flatMap(({ resource, labels }) => {
      const end = stated?.get(labels[NODE_LABELS.group] ?? "")?.window?.end;
      return end === undefined || shownTime(end).slice(0, 10) > today
        ? []
        : combinedFinding(resource, "capacity block", [`its block ended at ${shownTime(end)}`]);
    });
  },
};
