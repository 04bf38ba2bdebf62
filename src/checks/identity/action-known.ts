import { unknownActions } from "../../infrastructure/identity-actions";
import { trustedValues } from "../../infrastructure/stated";
import { type Check, combinedFinding } from "../check";
import { groupBy } from "../../base/group-by";

export const actionKnown: Check = {
  id: "action-known",
  severity: "error",
  title: "every action and every condition key of a policy is one that AWS documents for its service",
  why: "IAM accepts an action that does not exist, and it allows nothing; a condition on a key that does not exist never holds, so that a Deny never denies",
  fix: "write the action or the key as the Service Authorization Reference has it; for one that is newer than the list, add to trusted of the file: { kind: action, value: …, reason: … }",
  source:
    "src/evidence/service-actions: Service Authorization Reference (2026-09-23); IAM user guide, global condition keys (read 2026-11-26)",
  run: (plan, { statedOf }) => {
    const trusted = trustedValues(statedOf(plan.name).names, "action");
    const unknown = unknownActions(plan).filter(({ value }) => !trusted.has(value));
    return [...groupBy(unknown, ({ resource }) => resource)].flatMap(([resource, each]) =>
      combinedFinding(
        resource,
        "policy",
        each.map(({ problem }) => problem),
      ),
    );
  },
};
