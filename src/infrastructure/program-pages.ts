import { own } from "../base/own";
import { ARGO_CD_CHART } from "../parts/argo-cd/facts";
import { kubeflowPipelinesProgramsOf } from "../parts/kubeflow-pipelines/model";
import { mlflowServersOf } from "../parts/mlflow/model";
import { type EnvironmentPlan } from "../terraform/environment-plan";
import { memoizePerPlan } from "./blocks";
import { type HelmRelease, helmReleasesOf } from "./helm-releases";
import { type Pods } from "./kubernetes-objects";
import { releasePodsOf } from "./release-pods";

/** Pods with pages that people open, or with the API behind them. */
export interface ProgramPage {
  readonly name: string;
  readonly pods: Pods;
}

/** Workloads with pages, by their chart. */
const OF_CHARTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "kube-prometheus-stack": {
    Grafana: "kube-prometheus-stack-grafana",
    Prometheus: "prometheus-kube-prometheus-stack-prometheus",
    Alertmanager: "alertmanager-kube-prometheus-stack-alertmanager",
  },
  [ARGO_CD_CHART]: { "Argo CD": "argo-cd-argocd-server" },
};

/** Kinds of programs of Kubeflow Pipelines. */
const OF_PIPELINES: Readonly<Record<string, string>> = {
  "user interface": "the page of Kubeflow Pipelines",
  "API server": "the API of Kubeflow Pipelines",
};

export const pagesOf = memoizePerPlan((plan: EnvironmentPlan): readonly ProgramPage[] => [
  ...mlflowServersOf(plan).map(({ pods }) => ({ name: "MLflow", pods })),
  ...kubeflowPipelinesProgramsOf(plan).flatMap(({ kind, pods }) => {
    const name = OF_PIPELINES[kind];
    return name === undefined ? [] : [{ name, pods }];
  }),
  ...releasesWithPages(plan).flatMap(({ resource, chart }) =>
    Object.entries(own(OF_CHARTS, chart) ?? {}).flatMap(([name, workload]) =>
      releasePodsOf(plan)
        .named(workload)
        .filter(({ owner }) => owner.resource === resource)
        .map((pods) => ({ name, pods })),
    ),
  ),
]);

export const releasesWithPages = (plan: EnvironmentPlan): readonly HelmRelease[] =>
  helmReleasesOf(plan).filter(({ chart, local }) => !local && own(OF_CHARTS, chart) !== undefined);
