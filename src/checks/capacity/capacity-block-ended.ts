import { NODE_LABELS } from "../../facts/labels";
import { type Check, combinedFinding } from "../check";
import { nodeGroups } from "../../infrastructure/capacity-nodes";
import { shownTime } from "./capacity-block";

export const capacityBlockEnded: Check = {
  id: "capacity-block-ended",
  severity: "warning",
  title: "no node group waits for a Capacity Block that has ended",
  why: "EC2 starts no instance in it again, so the pods of its models have no place",
  fix: "state the next block in capacityReservation and blockWindow, or remove the group and move its models",
  source: "Amazon EC2 user guide, Work with Capacity Blocks (read 2026-11-28)",
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
