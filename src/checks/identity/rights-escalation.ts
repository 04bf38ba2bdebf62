import { escalationsOf } from "../../infrastructure/identity-escalation";
import { blockId } from "../../infrastructure/network-routes";
import { at, type Check, type Finding, ruleOf } from "../check";
import { firstFew } from "../../base/counted";
import { groupBy } from "../../base/group-by";
import TEXTS from "./texts.json";

export const rightsEscalation: Check = {
  ...ruleOf(TEXTS, "rights-escalation"),
  run: (plan) => {
    const byPolicy = groupBy(
      escalationsOf(plan).rights,
      ({ identity, held }) => `${identity.title} ${blockId(held.by)} ${held.name}`,
    );
    return [...byPolicy.values()].flatMap((all): Finding[] => {
      const [first] = all;
      if (!first) return [];
      const ways = all.map(({ result, actions }) => `${result} (${firstFew(actions, 4)})`);
      const message = `${first.identity.title}: by its policy ${first.held.name} it can ${ways.join("; it can ")}`;
      return [{ ...at(first.held.by), message }];
    });
  },
};
