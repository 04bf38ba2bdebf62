import { CHART_FACTS, type ChartFacts } from "../evidence/charts";
import { type EnvironmentPlan, memoizePerPlan } from "../terraform/environment-plan";
import { accountKey, type Role, rolesOf } from "./identity-roles";
import { chartWorkloads } from "./kubernetes-charts";
import { type HelmRelease, helmReleasesOf } from "./kubernetes-releases";

/** A release of a known chart, with the roles that trust service accounts of its pods. */
interface ChartRoles {
  readonly release: HelmRelease;
  readonly facts: ChartFacts;
  readonly roles: readonly Role[];
}

/** Releases of known charts with their roles. */
interface RolesOfCharts {
  readonly all: readonly ChartRoles[];
  /** Roles of charts whose authors publish a policy: the check `chart-policy` compares their permissions with it. */
  readonly published: ReadonlySet<Role>;
}

export const chartRolesOf = memoizePerPlan((plan: EnvironmentPlan): RolesOfCharts => {
  const all = helmReleasesOf(plan).flatMap((release): ChartRoles[] => {
    const facts = release.local ? undefined : CHART_FACTS[release.chart];
    if (!facts) return [];
    const accounts = chartWorkloads(facts, release.values).map(({ serviceAccount }) => serviceAccount);
    const roles = [...new Set(accounts)].flatMap((name) =>
      rolesOf(plan).trusting(accountKey(release.namespace, name)),
    );
    return [{ release, facts, roles }];
  });
  return { all, published: new Set(all.flatMap(({ facts, roles }) => (facts.policy ? roles : []))) };
});
