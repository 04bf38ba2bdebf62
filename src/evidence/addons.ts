import { type JsonObject } from "../terraform/stack-json";

/** Facts of an EKS add-on. */
export interface AddonFacts {
  /** Whether no pod starts, no name resolves or no pod gets its role without it. */
  readonly isNeeded: boolean;
  readonly pods: readonly AddonPods[];
  /** @default - none, or none that refuses objects while its pods do not answer */
  readonly webhooks?: readonly AddonWebhook[];
  /** @default - none */
  readonly kinds?: AddonKinds;
  /** @default - its pods need no role */
  readonly identity?: AddonIdentity;
  /** @default - none */
  readonly driver?: AddonDriver;
  /**
   * Kubernetes versions on which its builds were seen, by the build. Others exist: EKS publishes new ones each month.
   * @default - none was seen
   */
  readonly builds?: Readonly<Record<string, readonly AddonBuild[]>>;
  /**
   * Source of its images for both platforms of nodes. EKS builds the images, and publishes no list of platforms.
   * @default - they are unknown
   */
  readonly bothPlatforms?: string;
}

/**
 * Pods that EKS add-ons run, with the defaults of their configuration.
 *
 * EKS publishes no manifests of its add-ons. A row is confirmed if the chart of its authors or pods on an EKS node show
 * its requests; the source says which. No DaemonSet runs on Fargate nodes.
 */
export interface AddonPods {
  readonly kind: "Deployment" | "DaemonSet";
  readonly name: string;
  readonly namespace: string;
  readonly serviceAccount: string;
  /** Labels that its selector matches. @default - `k8s-app` with its name */
  readonly labels?: Readonly<Record<string, string>>;
  /** Number of pods; for a DaemonSet, one on each node or on each GPU node. */
  readonly count: number | "every-node" | "every-gpu-node";
  readonly cpuMillis: number;
  readonly memoryMiB: number;
  /** True if the pod uses the address of the node. @default false */
  readonly hostNetwork?: boolean;
  /**
   * Reason why only the level privileged of the Pod Security Standards admits the pod.
   * @default - the level baseline admits it
   */
  readonly privileged?: string;
  readonly priorityClass: string;
  readonly tolerations: readonly Toleration[];
  /** True if a primary source or pods of the add-on show the requests. */
  readonly confirmed: boolean;
  readonly source: string;
}

interface Toleration {
  /** @default - every taint */
  readonly key?: string;
  readonly operator: "Exists";
  /** @default - every effect */
  readonly effect?: string;
}

/** Kinds that an add-on defines. */
interface AddonKinds {
  /** As `plural.group`. */
  readonly names: readonly string[];
  readonly source: string;
}

/** A webhook of an add-on. */
interface AddonWebhook {
  readonly kind: "mutating" | "validating";
  readonly name: string;
  readonly failurePolicy: "Fail" | "Ignore";
  /** Deployment whose pods answer. */
  readonly deployment: string;
  readonly rules: readonly string[];
  readonly source: string;
}

/**
 * Service account of an EKS add-on, with the managed policies that its role requires.
 *
 * Source: Amazon EKS user guide, "workloads-add-ons-available-eks" (read 2026-11-20).
 */
interface AddonIdentity {
  readonly namespace: string;
  readonly serviceAccount: string;
  readonly needs: readonly string[];
  /** Actions of its own that settings can require. @default - none */
  readonly mayAllow?: readonly string[];
}

/** A CSIDriver that an add-on creates. Fields that matter only to a kubelet are omitted, such as requests for tokens. */
interface AddonDriver {
  readonly name: string;
  readonly spec: JsonObject;
  /** True if it runs a pod without requests for each volume on each node that mounts it. @default false */
  readonly podsForVolumes?: true;
}

/**
 * An EKS add-on build that was seen on a Kubernetes version. Source: public repositories of 2026-07 to 2026-09, one of which read the API
 * for 1.35 on 2026-08-27 (read 2026-11-20).
 */
interface AddonBuild {
  readonly kubernetes: string;
  /** True if two independent sources, or the EKS API, show it. */
  readonly confirmed: boolean;
}
