import { isDeepStrictEqual } from "node:util";
import { type Stated } from "../../infrastructure/stated";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { type EnvironmentRecord } from "../../terraform/environment-record";
import { trustedIn } from "../acceptances/trusted";
import { type EnvironmentChanges } from "../compare-environments";
import { rewrittenLines } from "../topics/rights/rewritten";

/** The compared parts of one side. */
interface ComparedSide {
  readonly plan: EnvironmentPlan;
  readonly record: EnvironmentRecord;
  readonly stated: Stated;
}

export const isEmpty = ({ resources, others, abandoned }: EnvironmentChanges): boolean =>
  resources.length + others.length + abandoned.length === 0;

/** Whether nothing differs that a line could be about: no block, no text of a policy, and nothing that the file accepts or states. */
export const isUntouched = (
  changes: EnvironmentChanges,
  before: ComparedSide,
  after: ComparedSide,
): boolean =>
  isEmpty(changes) &&
  rewrittenLines({ before: before.plan, after: after.plan, resources: [] }).length === 0 &&
  isDeepStrictEqual(acceptedBy(before), acceptedBy(after));

const acceptedBy = ({ record, stated }: ComparedSide) => ({
  waivers: record.waivers,
  ownChecks: record.ownChecks,
  trusted: trustedIn(record),
  stated,
});
