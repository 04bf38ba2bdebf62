import { CONTROLLER_POLICY_VERSION, controllerPolicy } from "../../catalog/load-balancer-controller-policy";
import { combinedFinding, text } from "../../analysis/blocks";
import { type HelmRelease, releasesOf } from "../../analysis/helm-releases";
import { homeOf } from "../../analysis/home";
import { type Statement, statementsOf } from "../../analysis/identity/policies";
import { type Role, accountKey, rolesOf } from "../../analysis/identity/roles";
import { type EnvironmentPlan } from "../../terraform-json/environment-plan";
import { type Json, asObject } from "../../terraform-json/stack-json";
import { type Check } from "../check";

export const controllerPolicyCheck: Check = {
  id: "controller-policy",
  severity: "error",
  title: "the role of the load balancer controller has exactly the published policy of its version",
  why: "a missing action shows only when a load balancer cannot be created; an extra action allows changes to other resources",
  fix: "use the policy of the catalog, and update it together with the chart",
  source:
    "kubernetes-sigs/aws-load-balancer-controller v3.5.0, docs/install/iam_policy.json (read 2026-11-20)",
  run: (plan) =>
    controllersOf(plan).flatMap((release) => {
      const role = roleOf(plan, release);
      const version = `v${text(release.resource.config["version"])?.replace(/^v/, "") ?? ""}`;
      const versions =
        version === CONTROLLER_POLICY_VERSION
          ? []
          : [
              `the chart has version ${version}, expected ${CONTROLLER_POLICY_VERSION} as for the policy in the catalog`,
            ];
      if (!role)
        return combinedFinding(release.resource, "controller", [
          ...versions,
          "no role trusts its service account",
        ]);
      return [
        ...combinedFinding(release.resource, "controller", versions),
        ...combinedFinding(role.resource, `permissions of ${role.name}`, differences(plan, role)),
      ];
    }),
};

const controllersOf = (plan: EnvironmentPlan): readonly HelmRelease[] =>
  releasesOf(plan, "aws-load-balancer-controller");

/** The controller's role; undefined without a controller or a role. */
export function controllerRole(plan: EnvironmentPlan): Role | undefined {
  const [release] = controllersOf(plan);
  return release && roleOf(plan, release);
}

function roleOf(plan: EnvironmentPlan, { namespace, values }: HelmRelease): Role | undefined {
  const name = text(asObject(values["serviceAccount"])["name"]) ?? "aws-load-balancer-controller";
  return rolesOf(plan).trusting(accountKey(namespace, name))[0];
}

function differences(plan: EnvironmentPlan, role: Role): string[] {
  const published = controllerPolicy(homeOf(plan).partition);
  const wanted =
    statementsOf(JSON.stringify({ Version: "2012-10-17", Statement: published as unknown as Json })) ?? [];
  const held = new Set(role.statements.map(canonical));
  const known = new Set(wanted.map(canonical));
  const missing = wanted.filter((statement) => !held.has(canonical(statement)));
  const extra = role.statements.filter((statement) => !known.has(canonical(statement)));
  return [
    ...missing.map((statement) => `missing as published: ${title(statement)}`),
    ...extra.map((statement) => `not in the published policy: ${title(statement)}`),
    ...role.managed.map((policy) => `also attached: ${policy}`),
  ];
}

const canonical = ({ effect, actions, resources, conditions, inverted }: Statement): string =>
  JSON.stringify([
    effect,
    [...actions].sort(),
    [...resources].sort(),
    conditions.map(({ operator, key, values }) => `${operator} ${key} ${[...values].sort().join()}`).sort(),
    inverted,
  ]);

/** A short description of a statement. */
function title({ actions, resources, conditions }: Statement): string {
  const [first = "no action", ...others] = actions;
  return [
    others.length > 0 ? `${first} and ${others.length} more` : first,
    `on ${resources.join(", ")}`,
    ...conditions.map(({ operator, key }) => `with ${operator} ${key}`),
  ].join(" ");
}
