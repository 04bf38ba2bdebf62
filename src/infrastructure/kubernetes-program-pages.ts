import facts from "./pages-of-charts.json";
import { own } from "../base/own";
import { type EnvironmentPlan, memoizePerPlan } from "../terraform/environment-plan";
import { type HelmRelease, helmReleasesOf } from "./kubernetes-releases";
import { type Pods } from "./kubernetes-objects";
import { platformProgramsOf } from "./kubernetes-programs";
import { releasePodsOf } from "./kubernetes-release-pods";

/** Pods with pages that people open, or with the API behind them. */
interface ProgramPage {
  readonly name: string;
  readonly pods: Pods;
}

/** Workloads with pages, by their chart. */
const OF_CHARTS: Readonly<Record<string, Readonly<Record<string, string>>>> = facts.charts;

/** Pages of programs and charts, and the releases that have pages. */
interface ProgramPages {
  readonly all: readonly ProgramPage[];
  readonly releases: readonly HelmRelease[];
}

export const programPagesOf = memoizePerPlan((plan: EnvironmentPlan): ProgramPages => {
  const releases = helmReleasesOf(plan).filter(
    ({ chart, local }) => !local && own(OF_CHARTS, chart) !== undefined,
  );
  const ofPrograms = platformProgramsOf(plan)
    .all.flatMap(({ page, pods }) => (page === undefined ? [] : [{ name: page, pods }]))
    .toSorted((a, b) => a.name.localeCompare(b.name));
  const ofReleases = releases.flatMap(({ resource, chart }) =>
    Object.entries(own(OF_CHARTS, chart) ?? {}).flatMap(([name, workload]) =>
      releasePodsOf(plan)
        .named(workload)
        .filter(({ owner }) => owner.resource === resource)
        .map((pods) => ({ name, pods })),
    ),
  );
  return { all: [...ofPrograms, ...ofReleases], releases };
});
