import { type Escalating, escalatingPolicies } from "../../infrastructure/identity-escalation";
import { titleOf } from "../../infrastructure/asked";
import { idOf } from "../../infrastructure/network-routes";
import { at, type Check, type Finding } from "../check";
import { firstFew } from "../../base/counted";
import { groupBy } from "../../base/group-by";
import TEXTS from "./texts.json";

export const rightsEscalation: Check = {
  id: "rights-escalation",
  severity: "error",
  ...TEXTS["rights-escalation"],
  run: (plan) =>
    [
      ...groupBy(
        escalatingPolicies(plan),
        ({ identity, held }) => `${titleOf(identity)} ${idOf(held.by)} ${held.name}`,
      ).values(),
    ].flatMap(findingOf),
};

function findingOf(all: readonly Escalating[]): Finding[] {
  const [first] = all;
  if (!first) return [];
  const ways = all.map(({ result, actions }) => `${result} (${firstFew(actions, 4)})`);
  return [
    {
      ...at(first.held.by),
      message: `${titleOf(first.identity)}: by its policy ${first.held.name} it can ${ways.join("; it can ")}`,
    },
  ];
}
