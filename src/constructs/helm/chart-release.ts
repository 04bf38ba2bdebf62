import { Release } from "@cdktf/provider-helm/lib/release";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { ChartRow } from "../../catalog/charts";

/** A value of a chart as YAML knows it. Tokens may stand in text only: a number or list token would be lost. */
export type HelmValue = string | number | boolean | readonly HelmValue[] | HelmValues;
export type HelmValues = { readonly [key: string]: HelmValue };

export interface ChartReleaseProps {
  /** The chart, with the repositories that it and its images are pulled from here. */
  readonly chart: ChartRow;
  /** Namespace, which exists. */
  readonly namespace: string;
  /** What differs from the chart's own values. Nothing secret: Terraform keeps it in its state. */
  readonly values: HelmValues;
  /** What must stand before the chart is installed and outlive it. @default - nothing */
  readonly dependsOn?: readonly ITerraformDependable[];
}

/** Longest wait for the pods of a release, in seconds: a node may have to start and pull each image first. */
const TIMEOUT_SECONDS = 600;

/** Revisions that Helm keeps, each a Secret in the cluster: enough to look back. */
const MAX_HISTORY = 5;

/** A Helm release of exactly one version of a chart. It stands when its pods are ready. */
export class ChartRelease extends Construct {
  constructor(scope: Construct, id: string, props: ChartReleaseProps) {
    super(scope, id);
    const { chart, namespace, values, dependsOn = [] } = props;
    new Release(this, "Resource", {
      name: chart.chart,
      repository: chart.repository,
      chart: chart.chart,
      version: chart.version,
      namespace,
      createNamespace: false,
      // JSON is YAML that quotes every text; a line for each value lets a plan show which one changes.
      values: [JSON.stringify(values, null, 2)],
      wait: true,
      timeout: TIMEOUT_SECONDS,
      // The provider keeps no state of an install that failed, so what is left of it would block the next apply
      // by its name; a failed upgrade goes back to the revision that worked, and the plan shows it again.
      atomic: true,
      cleanupOnFail: true,
      maxHistory: MAX_HISTORY,
      dependsOn: [...dependsOn],
    });
  }
}
