import { CHART_FACTS } from "../../evidence/charts";
import { servicesOfAction } from "../../evidence/action-services";
import { type EnvironmentPlan, memoizePerPlan } from "../../terraform/environment-plan";
import { type Role, rolesOf } from "../identity-roles";
import { texts } from "../../terraform/stack-json";
import { helmReleasesOf } from "../kubernetes-releases";
import { isDirect } from "../callers";

/**
 * Services that the roles of charts without facts permit, by the title of the chart: its pods have no other permissions. A release waits
 * for its role.
 */
export const callsOfUnknownCharts = memoizePerPlan(
  (plan: EnvironmentPlan): ReadonlyMap<string, ReadonlySet<string>> =>
    new Map(
      helmReleasesOf(plan)
        .filter(({ chart, local }) => !local && CHART_FACTS[chart] === undefined)
        .map(({ chart, resource }) => {
          const before = texts(resource.config.depends_on);
          const roles = rolesOf(plan).all.filter(
            (role) => role.resource.layer === resource.layer && before.includes(role.resource.address),
          );
          return [`chart ${chart}`, new Set(roles.flatMap(servicesOf))];
        }),
    ),
);

/** Services of a role, with the one that exchanges the token of its service account. */
const servicesOf = ({ statements }: Role): string[] => [
  "sts",
  ...statements
    .filter(isDirect)
    .flatMap(({ actions }) => actions)
    .flatMap(servicesOfAction),
];
