import { own } from "../../base/own";
import { type EnvironmentPlan, memoizePerPlan, type PlannedResource } from "../../terraform/environment-plan";
import { asObject, isFalse, type JsonObject, text } from "../../terraform/stack-json";
import { CHART_FACTS } from "../../evidence/charts";
import { chartValue, effectiveValues } from "../kubernetes-charts";
import { addonsOf, customObjectsOf, type HelmRelease, helmReleasesOf } from "../kubernetes-releases";
import { MANIFEST } from "./kinds";
import KINDS from "./kinds-without-pods.json";
import { hasDeployment } from "./custom-kinds";
import { type KubernetesObject, objectsOf } from "../kubernetes-objects";

/** Something that a watch waits for, in words of kubectl. */
export interface Rollout {
  readonly namespace: string;
  readonly kind: "deployment" | "statefulset" | "daemonset" | "pod";
  readonly name: string;
  /** The InferenceService whose pods its pods become. @default - Terraform or an operator changes it before the apply ends */
  readonly inferenceService?: string;
}

/** How it is known that pods are ready: a watch looks, the apply ends only then, or nothing waits for them. */
type Ready =
  | { readonly by: "watch"; readonly rollout: Rollout }
  | { readonly by: "apply"; readonly why: string }
  | { readonly by: "nothing"; readonly why: string };

/** An object that runs pods, or may run them. */
export interface Readiness {
  readonly resource: PlannedResource;
  /** Its kind, or its chart. */
  readonly what: string;
  /** @default - unknown, so nobody notices that its pods are not ready */
  readonly ready?: Ready;
}

/** Everything with pods, in all layers: objects, custom objects of charts, releases of charts, and EKS add-ons. */
export const readinessOf = memoizePerPlan((plan: EnvironmentPlan): readonly Readiness[] => [
  ...objectsOf(plan).pods.map(({ owner }) => objectReadiness(owner)),
  ...objectsOf(plan).ofKind(MANIFEST).flatMap(manifestReadiness),
  ...customObjectsOf(plan)
    .filter(({ kind }) => !hasDeployment(kind))
    .flatMap(({ resource, kind }) => customReadiness(resource, kind)),
  ...helmReleasesOf(plan).flatMap(releaseReadiness),
  ...addonsOf(plan).map(({ resource, name }) => ({ resource, what: `add-on ${name}`, ready: ADDON })),
]);

const ADDON: Ready = {
  by: "apply",
  why: "EKS reports ACTIVE when its pods are ready, and Terraform waits for it",
};

const AT_ITS_TIMES: Ready = { by: "nothing", why: "its pods run at the times of its schedule" };

/** Kinds of which kubectl follows the pods, by the kind as in Terraform's types. */
const WATCHED: Readonly<Record<string, Rollout["kind"]>> = {
  deployment: "deployment",
  stateful_set: "statefulset",
  daemon_set: "daemonset",
  pod: "pod",
};

function objectReadiness({ resource, kind, namespace, name, createdFor }: KubernetesObject): Readiness {
  const of = createdFor === undefined ? {} : { inferenceService: createdFor };
  return { resource, what: kind, ...readyOf({ resource, kind, namespace, name, ...of }) };
}

type Known = Omit<Rollout, "kind"> & { readonly kind: string; readonly resource: PlannedResource };

function readyOf({ resource, kind, ...named }: Known): Pick<Readiness, "ready"> {
  if (kind === "cron_job") return { ready: AT_ITS_TIMES };
  if (kind === "job") return { ready: isFalse(resource.config["wait_for_completion"]) ? JOB_ALONE : JOB };
  const watched = own(WATCHED, kind);
  return watched === undefined ? {} : { ready: { by: "watch", rollout: { kind: watched, ...named } } };
}

const JOB: Ready = { by: "apply", why: "Terraform waits until the Job has ended" };
const JOB_ALONE: Ready = { by: "nothing", why: "wait_for_completion is false: the file waits for no end" };

/** Kinds of manifests and charts that Kubernetes itself knows. */
const KUBERNETES_API = /^(v1|(apps|batch|autoscaling|policy)\/.*|.*\.k8s\.io\/.*)$/;

/** An object of a manifest. Only custom kinds and those that have pods in Kubernetes are of interest. */
function manifestReadiness({ resource, namespace, name, api }: KubernetesObject): Readiness[] {
  const { apiVersion, kind: written } = asObject(api as JsonObject);
  const what = text(written) ?? "";
  if (!KUBERNETES_API.test(text(apiVersion) ?? "")) return customReadiness(resource, what);
  const kind = what.replaceAll(/(?<=[a-z])[A-Z]/g, (letter) => `_${letter}`).toLowerCase();
  return /^(deployment|stateful_set|daemon_set|pod|job|cron_job|replica_set|replication_controller)$/.test(
    kind,
  )
    ? [{ resource, what, ...readyOf({ resource, kind, namespace, name }) }]
    : [];
}

const OF_GIT: Ready = { by: "nothing", why: "Argo CD applies what Git has, at times of its own" };

function customReadiness(resource: PlannedResource, kind: string): Readiness[] {
  if (KINDS.withoutPods.includes(kind)) return [];
  return [{ resource, what: kind, ...(kind === "Application" ? { ready: OF_GIT } : {}) }];
}

/** A release waits for what Helm makes, and not for what an operator makes of its custom objects. */
function releaseReadiness({ resource, chart, local, namespace, values }: HelmRelease): Readiness[] {
  if (local) return [];
  const facts = CHART_FACTS[chart];
  const created = (facts?.workloads ?? []).filter(
    ({ createdByOperatorIf: path }) =>
      path !== undefined && facts && chartValue(effectiveValues(facts, values), path) !== false,
  );
  const waits = !isFalse(resource.config.wait);
  return [
    { resource, what: `chart ${chart}`, ...(waits ? { ready: RELEASE } : {}) },
    ...created.map(({ name }): Readiness => ({
      resource,
      what: name,
      ready: { by: "watch", rollout: { namespace, kind: "statefulset", name } },
    })),
  ];
}

const RELEASE: Ready = { by: "apply", why: "Helm waits for its pods, and Terraform for Helm" };
