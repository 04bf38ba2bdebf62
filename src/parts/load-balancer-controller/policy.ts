import type { PolicyStatement } from "../../facts/iam";
import published from "./published-policy.json";

/** Controller version of this policy. Upgrade it together with the row of the chart. */
export const CONTROLLER_POLICY_VERSION = "v3.5.0";

/**
 * The IAM policy that the AWS Load Balancer Controller publishes for its version, complete and in the same order, for
 * any partition. It is not narrowed, because a missing permission shows only when the controller fails to reconcile.
 */
export const controllerPolicy = (partition: string): PolicyStatement[] =>
  JSON.parse(STATEMENTS.replaceAll('"arn:aws:', `"arn:${partition}:`)) as PolicyStatement[];

const STATEMENTS = JSON.stringify(published.statements);
