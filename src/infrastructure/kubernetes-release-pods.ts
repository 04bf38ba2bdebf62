import { CHART_FACTS, type ContainerFacts, type WorkloadFacts } from "../evidence/charts";
import { type EnvironmentPlan, memoizePerPlan } from "../terraform/environment-plan";
import { chartValue } from "./kubernetes-charts";
import { type HelmRelease, helmReleasesOf } from "./kubernetes-releases";
import { containersOf } from "./kubernetes/containers";
import { kindTitle } from "./kubernetes/kinds";
import { LabelIndex } from "./kubernetes/label-index";
import { type Pods } from "./kubernetes-objects";

/**
 * Pods that releases make, their operators and hooks included, by the facts of their charts. Pods with the network of
 * their node are left out: they have no address of their own.
 */
class ReleasePods {
  readonly all: readonly Pods[];
  private readonly byLabel: LabelIndex<Pods>;

  constructor(plan: EnvironmentPlan) {
    this.all = helmReleasesOf(plan).flatMap((release) =>
      (release.local ? [] : (CHART_FACTS[release.chart]?.workloads ?? []))
        .filter(({ hostNetwork, values }) => hostNetwork !== true && !isOff(release, values.replicas))
        .map((facts) => podsOf(release, facts)),
    );
    this.byLabel = new LabelIndex(this.all, ({ owner }) => owner.namespace);
  }

  /** Pods of a workload by its name in the facts of its chart. */
  named(name: string): readonly Pods[] {
    return this.all.filter(({ owner }) => owner.name === name);
  }

  /** Pods of a namespace that have all labels of a selector. */
  selected(namespace: string, selector: Readonly<Record<string, string>>): readonly Pods[] {
    return this.byLabel.carrying(namespace, selector);
  }
}

/** Whether a value sets no replicas. */
const isOff = ({ values }: HelmRelease, path: string | undefined): boolean =>
  path !== undefined && chartValue(values, path) === 0;

export const releasePodsOf = memoizePerPlan((plan: EnvironmentPlan) => new ReleasePods(plan));

function podsOf(
  { resource, namespace }: HelmRelease,
  { kind, name, labels, containers }: WorkloadFacts,
): Pods {
  return {
    owner: {
      resource,
      kind,
      namespace,
      name,
      title: kindTitle(kind, name),
      programName: name,
      labels,
      annotations: {},
      api: {},
      spec: {},
    },
    labels,
    annotations: {},
    spec: {},
    isJob: kind === "Job",
    ...containersOf(
      containers.filter(({ init }) => init !== true).map(settingsOf),
      containers.filter(({ init }) => init === true).map(settingsOf),
    ),
  };
}

const settingsOf = ({ name, ports = [] }: ContainerFacts) => ({ name, ports: ports.map(portOf) });

/** A port from `name/port/protocol`. */
function portOf(written: string) {
  const [name = "", port, protocol = ""] = written.split("/");
  return { name, containerPort: Number(port), protocol };
}
