import { titleOf } from "../../infrastructure/asked";
import { canEscalate, reachedData } from "../../infrastructure/identity-escalation";
import { type Check, combinedFinding } from "../check";
import { firstFew } from "../../base/counted";
import { groupBy } from "../../base/group-by";

export const dataReach: Check = {
  id: "data-reach",
  severity: "error",
  title:
    "no policy of an own block lets an identity read, replace or open data of the platform or of a model",
  why: "the roles of models and components are the ones that need these data; every other reader can leak or alter them",
  fix: "name the own buckets, keys, secrets, topics and queues as resources; if the identity must reach the data, accept the finding with a waiver",
  source: "src/infrastructure/actions-on-data.json; IAM user guide, grant least privilege (read 2026-11-26)",
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
