import { type StatedNodeGroup } from "../../infrastructure/stated-values";
import { CAPACITY_BLOCK } from "../../evidence/capacity-blocks";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { type Check, combinedFinding, type Finding, ruleOf } from "../check";
import { NODE_LABELS } from "../../facts/labels";
import { groupBy } from "../../base/group-by";
import { text } from "../../terraform/stack-json";
import { type NodeGroup, nodeGroups } from "../../infrastructure/capacity-nodes";
import TEXTS from "./texts.json";

export const capacityReservation: Check = {
  ...ruleOf(TEXTS, "capacity-reservation"),
  run: (plan, { statedOf }) => {
    const { nodeGroups: stated } = statedOf(plan.name);
    const reserved = nodeGroups(plan).flatMap((group) => {
      const id = group.reservation;
      return id === undefined ? [] : [{ group, id }];
    });
    const zonesOf = new Map(
      [...groupBy(reserved, ({ id }) => id)].map(([id, all]) => [
        id,
        new Set(all.flatMap(({ group }) => group.subnets.flatMap(({ zone }) => zone ?? []))).size,
      ]),
    );
    return [
      ...(stated ? notAsStated(plan, stated) : []),
      ...reserved.flatMap(({ group, id }) =>
        combinedFinding(group.resource, WHAT, reservationProblems(group, id, zonesOf.get(id) ?? 0)),
      ),
    ];
  },
};

const WHAT = "capacity reservation";

/** Groups of the file that start in another reservation than the stated one, or in none. Groups of one's own are not of the file. */
const notAsStated = (plan: EnvironmentPlan, stated: ReadonlyMap<string, StatedNodeGroup>): Finding[] =>
  nodeGroups(plan).flatMap((group) => {
    const { [NODE_LABELS.group]: name } = group.labels;
    const [actual, expected] = [group.reservation, stated.get(name ?? "")?.reservation];
    if (name === undefined || actual === expected) return [];
    const starts = `its nodes start in ${actual ?? "no reservation"}`;
    return combinedFinding(group.resource, WHAT, [
      expected === undefined
        ? `${starts}, expected no reservation: the file states none`
        : `${starts}, expected ${expected} of the file, which is billed without them`,
    ]);
  });

function reservationProblems({ resource, instanceTypes }: NodeGroup, id: string, zones: number): string[] {
  const capacityType = text(resource.config.capacity_type) ?? "ON_DEMAND";
  return [
    ...(["ON_DEMAND", CAPACITY_BLOCK.capacityType].includes(capacityType)
      ? []
      : [`its capacity type is ${capacityType}, expected ON_DEMAND`]),
    ...(instanceTypes.length === 1
      ? []
      : [`it has ${instanceTypes.length} instance types, expected that of the reservation`]),
    ...(zones > 1 ? [`node groups in ${zones} zones share ${id}, which is in one`] : []),
  ];
}
