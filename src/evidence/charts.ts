import { ownTable } from "../base/own";
import { type JsonObject } from "../terraform/stack-json";
import { FACTS_OF_CHARTS } from "./generated/charts-of-parts";

/**
 * Facts of one version of a Helm chart, from its files and from the objects that it renders. They describe the chart
 * of its authors and nothing of this project, so they can prove rows of `src/facts` and values of a release.
 */
export interface ChartFacts {
  /** Name in findings, and in the tag `RequestedBy` of endpoints. */
  readonly title: string;
  readonly chart: string;
  readonly version: string;
  /** @default - the chart states none */
  readonly appVersion?: string;
  readonly repository: string;
  readonly oldestKubernetes: { readonly version: string; readonly source: string };
  readonly source: {
    readonly repository: string;
    readonly path: string;
    readonly tag: string;
    readonly commit: string;
    /** Day on which the files were read, ISO date. */
    readonly read: string;
    /** Day and tools of the rendering. */
    readonly rendered: string;
    /** Sources of facts that no rendering shows. @default - none */
    readonly note?: string;
    /**
     * Values of the rendering: those without which the templates fail, and switches of programs
     * that the facts leave out.
     *
     * @default - the defaults of the chart
     */
    readonly values?: JsonObject;
  };
  /** Images by default, with their registry. Hooks are Jobs of an installation or upgrade. */
  readonly images: readonly {
    readonly repository: string;
    readonly tag: string;
    readonly hook?: boolean;
    /**
     * Newest tags by Kubernetes version, for a program whose releases are each of one minor version
     * of Kubernetes. A value then names the tag for the cluster's. @default - the tag is for all
     * versions
     */
    readonly tags?: Readonly<Record<string, string>>;
  }[];
  readonly workloads: readonly WorkloadFacts[];
  /** Default values that the facts name. */
  readonly defaults: JsonObject;
  /** Service accounts of the chart; `createdIf` is the path of a value that creates it. */
  readonly serviceAccounts: readonly {
    readonly name: string;
    readonly hook?: string;
    readonly createdIf?: string;
  }[];
  readonly services: readonly { readonly name: string; readonly port: number; readonly targetPort: number }[];
  readonly webhooks: readonly WebhookFacts[];
  /** Ports of pods that the control plane connects to. */
  readonly controlPlanePorts: readonly number[];
  /** Path of the value that replaces them. @default - no value does */
  readonly controlPlanePortValue?: string;
  /** AWS services that its pods call, as read in the source of the program. */
  readonly calls: readonly ServiceCall[];
  /** The IAM policy that the authors publish, for the partition aws. @default - its pods need no role */
  readonly policy?: {
    readonly source: string;
    readonly statements: readonly JsonObject[];
    /** Actions whose statement the authors advise to restrict to resources of the cluster. @default - none */
    readonly restricted?: readonly string[];
    /** True if its pods need no role in their default configuration. @default false */
    readonly optional?: boolean;
  };
  readonly rbac: {
    readonly clusterRoles: number;
    readonly namespacedRoles: number;
    /** Rights on Secrets, wildcards and sensitive verbs. */
    readonly notable: readonly string[];
  };
  readonly crds: readonly CrdFacts[];
  /** True if a Job of each upgrade also upgrades them. @default false */
  readonly crdsUpgradedByHook?: boolean;
  /** True if they are templates, which Helm upgrades, and removes with the release. @default false */
  readonly crdsInTemplates?: boolean;
  /** True if these templates have `helm.sh/resource-policy: keep`, so that they outlive the release. @default false */
  readonly crdsKept?: boolean;
  /**
   * The lease by which the replicas of its program choose a leader. The program creates it, so Helm does not delete it. The name is
   * the default of the program, unconfirmed by a run in AWS. @default - none
   */
  readonly lease?: string;
  /**
   * Paths of text values that its templates print without quotes. YAML reads such a text as a
   * mapping if it contains a colon followed by a space, or ends with a colon, and drops the rest
   * after ` #`. @default - not read
   */
  readonly plainValues?: readonly string[];
  /** The CSIDriver, with the paths of values that set more fields. @default - the chart has none */
  readonly csiDriver?: {
    readonly name: string;
    readonly spec: JsonObject;
    readonly values: { readonly requiresRepublish: string; readonly tokenRequests: string };
    /** Oldest Kubernetes version for which it passes tokens as secrets, if it requests tokens. */
    readonly tokensInSecretsSince: string;
  };
  /** The IngressClass and its parameters of the same name, by paths of values. @default - the chart has none */
  readonly ingressClass?: {
    readonly controller: string;
    readonly values: { readonly name: string; readonly create: string; readonly createParams: string };
  };
  /**
   * Claims of the StatefulSets of its custom resources: paths of values with the template of a
   * claim and the number of pods.
   * @default - none
   */
  readonly claims?: readonly {
    readonly name: string;
    readonly template: string;
    readonly replicas: string;
  }[];
  /** Path of the value with the budget of its Deployment. @default - the chart has no budget */
  readonly podDisruptionBudget?: string;
}

/** A call of an AWS service, by the name of its endpoint, or else by its prefix in IAM. */
export interface ServiceCall {
  readonly service: string;
  readonly why: string;
  /** Path of a value; only the boolean `false` there disables the call. @default - no value does */
  readonly unlessFalse?: string;
  /** Case of the call that no value shows. Other checks refuse it, or the role has no permission for it. @default - always */
  readonly onlyIf?: string;
}

/** A workload as the chart renders it with its default values. */
export interface WorkloadFacts {
  readonly kind: "Deployment" | "DaemonSet" | "StatefulSet" | "Job";
  readonly name: string;
  /** Helm hooks that create it. @default - the release itself */
  readonly hook?: string;
  /** Path of a value, with which an operator of the chart creates it unless it is `false`. @default - the chart renders it */
  readonly createdByOperatorIf?: string;
  /**
   * Nodes of a DaemonSet: all, those with NVIDIA GPUs, or those that share GPUs by MPS.
   * @default - it is no DaemonSet
   */
  readonly nodes?: "every" | "gpu" | "mps";
  /** Labels that its selector matches, with the name of the chart as release name. */
  readonly labels: Readonly<Record<string, string>>;
  /** Lowest level of the Pod Security Standards that admits its pods. */
  readonly podSecurityLevel: "privileged" | "baseline" | "restricted";
  /** Purpose of rights beyond the level baseline. @default - it has none */
  readonly purpose?: string;
  /** @default - baseline admits its pods */
  readonly whyNotBaseline?: readonly string[];
  readonly whyNotRestricted: readonly string[];
  /** @default false */
  readonly hostPID?: boolean;
  /** True if its pods use the address of their node. @default false */
  readonly hostNetwork?: boolean;
  readonly serviceAccount: string;
  /** Labels of nodes that the template itself selects. @default - none */
  readonly nodeSelector?: Readonly<Record<string, string>>;
  /** Affinity of the template if the value has none. @default - none */
  readonly affinityIfUnset?: JsonObject;
  readonly containers: readonly ContainerFacts[];
  /** Paths of the values that override it. */
  readonly values: {
    readonly replicas?: string;
    readonly priorityClass?: string;
    readonly tolerations?: string;
    readonly nodeSelector?: string;
    readonly affinity?: string;
    readonly spread?: string;
    readonly podSecurityContext?: string;
    readonly graceSeconds?: string;
    readonly serviceAccount?: string;
  };
}

export interface ContainerFacts {
  readonly name: string;
  /** @default false */
  readonly init?: boolean;
  /** @default false */
  readonly privileged?: boolean;
  /** `name/port/protocol`. @default - none */
  readonly ports?: readonly string[];
  /** That of a container that no value changes, as an operator makes it. @default - that of the value */
  readonly securityContext?: JsonObject;
  /** Paths of the values that it has. */
  readonly values: {
    /** Path of a mapping with `repository` and `tag`, or of a text. */
    readonly image: string;
    /** Path of the tag of an image that is a text. @default - the image has it */
    readonly tag?: string;
    readonly resources: string;
    readonly securityContext?: string;
  };
}

/** A webhook of the chart. `Fail` rejects matching requests while none of its pods responds. */
export interface WebhookFacts {
  readonly kind: "mutating" | "validating";
  readonly name: string;
  readonly failurePolicy: "Fail" | "Ignore";
  /** Path of the value that replaces it, unless the value is empty. @default - no value does */
  readonly failurePolicyValue?: string;
  /** Path of a value; `false` there removes the webhook. @default - no value does */
  readonly unlessFalse?: string;
  /** Path of a value; `true` there removes the webhook. @default - no value does */
  readonly unlessTrue?: string;
  readonly targetPort: number;
  readonly rules: readonly string[];
  /** @default - every namespace */
  readonly namespaceSelector?: readonly string[];
  /** @default - every object */
  readonly objectSelector?: readonly string[];
}

/** A custom resource definition. Kind, scope and schema are known for the kinds that this project creates. */
export interface CrdFacts {
  readonly plural: string;
  readonly group: string;
  readonly versions: readonly string[];
  /** @default - not recorded */
  readonly kind?: string;
  /** @default - not recorded */
  readonly scope?: "Namespaced" | "Cluster";
  /** Version that the API server stores; the schema is of this version. @default - not recorded */
  readonly stored?: string;
  /** OpenAPI schema of `spec`, without descriptions. @default - not recorded */
  readonly spec?: JsonObject;
}

/** Facts by the name of the chart. `__tests__/evidence` validates the files. */
export const CHART_FACTS: Readonly<Record<string, ChartFacts>> = ownTable(
  Object.fromEntries(FACTS_OF_CHARTS.map((facts) => [facts.chart, facts as unknown as ChartFacts])),
);

/** Reason why only the level privileged admits the pods; undefined if baseline admits them. */
export function privilegedReason({
  podSecurityLevel,
  purpose,
  whyNotBaseline = [],
}: WorkloadFacts): string | undefined {
  if (podSecurityLevel !== "privileged") return undefined;
  const has = (kind: string): boolean => whyNotBaseline.some((why) => why.startsWith(kind));
  const kinds = [
    ...(has("hostNetwork") ? ["host network"] : []),
    ...(has("hostPID") ? ["host processes"] : []),
    ...(has("hostPath") ? ["host paths"] : []),
    ...(has("privileged") ? ["privileged container"] : []),
    ...(has("adds ") ? ["capabilities"] : []),
  ];
  return `${purpose ?? "its pods exceed baseline"}: ${kinds.join(", ")}`;
}
