import { comparedAction } from "../../infrastructure/identity-actions";
import { type Statement } from "../../infrastructure/identity-policies";
import { chartRolesOf } from "../../infrastructure/chart-roles";
import { accountKey, type Role, rolesOf, trustedAccounts } from "../../infrastructure/identity-roles";
import { hasRecord, OF_THE_FILE, type Stated } from "../../infrastructure/stated";
import { othersWithPolicies } from "./other-policies";
import { type PlannedResource } from "../../terraform/environment-plan";
import { type Check, combinedFinding, type Finding, ruleOf } from "../check";
import TEXTS from "./texts.json";

/** Its resource is the instance of the agent, whose id is not known when the policy is written (read 2026-11-25). */
const HEARTBEAT = "ssm:UpdateInstanceInformation";

export const policyResources: Check = {
  ...ruleOf(TEXTS, "policy-resources"),
  run: (plan, { statedOf }) => [
    ...rolesOf(plan).all.flatMap((role) => {
      if (chartRolesOf(plan).published.has(role)) return [];
      const stated = statedOf(plan.name);
      const explained = explainedActions(role, stated);
      const broad = role.statements
        .filter(({ sid = "" }) => hasRecord(stated) || !OF_THE_FILE.test(sid))
        .flatMap((statement) => broadActions(statement))
        .filter((action) => !explained.has(action));
      return findingOf(role.resource, role.name, broad);
    }),
    ...othersWithPolicies(plan).flatMap(({ by, name, statements }) =>
      findingOf(by, name, statements.flatMap(broadActions)),
    ),
  ],
};

function findingOf(resource: PlannedResource, name: string, broad: readonly string[]): Finding[] {
  const fix = limitedFix(broad);
  return combinedFinding(
    resource,
    `permissions of ${name}`,
    broad.length === 0 ? [] : [`it allows ${[...new Set(broad)].join(", ")} on every resource`],
  ).map((finding) => ({ ...finding, ...(fix === undefined ? {} : { fix }) }));
}

/** Actions on every resource for which the file of the environment has a reason. */
function explainedActions(role: Role, { models, charts = [] }: Stated): ReadonlySet<string> {
  const accounts = trustedAccounts(role.trust);
  const names = accounts.map((account) => account.slice(account.indexOf(":") + 1));
  const ofCharts = charts.filter(({ namespace, serviceAccount }) =>
    accounts.includes(accountKey(namespace, serviceAccount ?? "")),
  );
  const stated = [...names.flatMap((name) => models.get(name) ?? []), ...ofCharts].flatMap(
    ({ permissions }) => permissions,
  );
  return new Set(
    stated
      .filter(({ reason, resources }) => reason !== undefined && resources.some(isEverything))
      .flatMap(({ actions }) => actions),
  );
}

function broadActions({ effect, actions, resources, conditions }: Statement): string[] {
  if (effect !== "Allow" || !resources.some(isEverything)) return [];
  const byTag = conditions.some(
    ({ operator, key }) => operator === "StringEquals" && /^[a-z0-9-]+:ResourceTag\//.test(key),
  );
  return byTag
    ? []
    : actions.filter(
        (action) =>
          !/:Describe[A-Z]/.test(action) && action !== HEARTBEAT && !comparedAction(action)?.hasNoResource,
      );
}

/** The fix with the kinds of resources that the statement can name instead; undefined for many kinds, and for none that are known. */
function limitedFix(actions: readonly string[]): string | undefined {
  const kinds = [...new Set(actions.flatMap((action) => comparedAction(action)?.resourceKinds ?? []))].sort();
  if (kinds.length === 0 || kinds.length > MOST_KINDS) return undefined;
  return policyResources.fix.replace("name the resources", `name the resources (${kinds.join(", ")})`);
}

const MOST_KINDS = 6;

/** True for `*`, and for an ARN with only `*` as resource name. All objects of a bucket are those of one bucket. */
const isEverything = (resource: string): boolean =>
  /^\*+$/.test(resource) ||
  (/^arn:([^:]*:){4}[^/:]*[/:]?\*(\/\*)?$/.test(resource) && !/^arn:[^:]*:s3:::[^*?/]+\/\*$/.test(resource));
