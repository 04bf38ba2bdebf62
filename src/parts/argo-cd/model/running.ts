import { type EnvironmentPlan } from "../../../terraform/environment-plan";
import { applicationsOf } from "./applications";

/** An Application with a repository in CodeCommit of the region: Argo CD itself calls no AWS service. */
export const isRunning = (plan: EnvironmentPlan): boolean =>
  applicationsOf(plan).some(({ way }) => way === "codecommit");
