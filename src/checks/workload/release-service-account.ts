import {
  type ChartWorkload,
  chartValue,
  chartWorkloads,
  effectiveValues,
} from "../../infrastructure/kubernetes-charts";
import { type HelmRelease, helmReleasesOf } from "../../infrastructure/kubernetes-releases";
import { objectsOf } from "../../infrastructure/kubernetes-objects";
import { CHART_FACTS, type ChartFacts } from "../../evidence/charts";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { type Check, type Finding, at, ruleOf } from "../check";
import TEXTS from "./texts.json";

export const releaseServiceAccount: Check = {
  ...ruleOf(TEXTS, "release-service-account"),
  run: (plan) =>
    helmReleasesOf(plan).flatMap((release) => {
      const facts = release.local ? undefined : CHART_FACTS[release.chart];
      return facts ? chartWorkloads(facts, release.values).flatMap(createdTwice(plan, release, facts)) : [];
    }),
};

const createdTwice =
  (plan: EnvironmentPlan, { resource, namespace, values }: HelmRelease, facts: ChartFacts) =>
  ({ facts: workload, serviceAccount }: ChartWorkload): Finding[] => {
    const own = facts.serviceAccounts.find(({ name }) => name === workload.serviceAccount);
    const creates =
      own !== undefined &&
      (own.createdIf === undefined || chartValue(effectiveValues(facts, values), own.createdIf) !== false);
    const other = objectsOf(plan).find("service_account", namespace, serviceAccount);
    if (!creates || !other) return [];
    const message = `it creates the service account ${serviceAccount}, which ${other.resource.address} also creates`;
    return [{ ...at(resource), message }];
  };
