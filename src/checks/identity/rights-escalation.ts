import { type Escalating, escalatingPolicies } from "../../infrastructure/identity-escalation";
import { titleOf } from "../../infrastructure/asked";
import { idOf } from "../../infrastructure/network-routes";
import { at, type Check, type Finding } from "../check";
import { firstFew } from "../../base/counted";
import { groupBy } from "../../base/group-by";

export const rightsEscalation: Check = {
  id: "rights-escalation",
  severity: "error",
  title: "no role, user or group can give itself rights, or become an identity that it does not name",
  why: "who has its credentials, such as a program in a pod, then has every right of the account",
  fix: "name the actions and the objects that it needs; deny iam:* and sts:AssumeRole, or set a permissions boundary that does not have them",
  source: "src/evidence/escalations.ts; IAM user guide, Policy evaluation logic (read 2026-11-26)",
  stricterThan: ["CKV_AWS_286", "CKV_AWS_287", "CKV_AWS_289", "CKV2_AWS_56"],
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
