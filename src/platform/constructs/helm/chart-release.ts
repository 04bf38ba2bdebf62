import { Release } from "@cdktf/provider-helm/lib/release";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";

/** A chart value. Tokens are possible in text only: a number or list token would be lost. */
export type HelmValue = string | number | boolean | null | readonly HelmValue[] | HelmValues;
export type HelmValues = { readonly [key: string]: HelmValue };

/** A chart, and the repository that it is pulled from. */
export interface PulledChart {
  /** Name of the chart and of its release. */
  readonly name: string;
  readonly repository: string;
  readonly version: string;
}

export interface ChartReleaseProps {
  readonly chart: PulledChart;
  /** Existing namespace. */
  readonly namespace: string;
  /**
   * Values that differ from the chart's defaults. They must not be secret: Terraform stores them in its
   * state.
   */
  readonly values: HelmValues;
  /** Resources that are created before the release and destroyed after it. @default - none */
  readonly dependsOn?: readonly ITerraformDependable[];
}

/**
 * Maximum wait for the pods of a release, in seconds. It covers the start of a node and the pull of each
 * image.
 */
const TIMEOUT_SECONDS = 600;

/** Revisions that Helm keeps, for its history. Each is a Secret in the cluster. */
const MAX_HISTORY = 5;

/** A Helm release of one exact chart version. It is ready when its pods are ready. */
export class ChartRelease extends Construct {
  readonly resource: Release;

  constructor(scope: Construct, id: string, props: ChartReleaseProps) {
    super(scope, id);
    const { chart, namespace, values, dependsOn = [] } = props;
    this.resource = new Release(this, "Resource", {
      name: chart.name,
      repository: chart.repository,
      chart: chart.name,
      version: chart.version,
      namespace,
      createNamespace: false,
      // JSON is valid YAML that quotes every text; with one line for each value, a plan shows which value changes.
      values: [JSON.stringify(values, null, 2)],
      wait: true,
      timeout: TIMEOUT_SECONDS,
      // The provider stores no state of a failed install, so its remains would keep the release name and
      // block the next apply. A failed upgrade is rolled back to the working revision, and the next plan
      // shows it again.
      atomic: true,
      cleanupOnFail: true,
      maxHistory: MAX_HISTORY,
      dependsOn: [...dependsOn],
    });
  }
}
