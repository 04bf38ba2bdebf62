import { customObjectsOf } from "../../../infrastructure/kubernetes-releases";
import { objectsOf } from "../../../infrastructure/kubernetes-objects";
import { type EnvironmentPlan } from "../../../terraform/environment-plan";

/** The use of a chart in a plan, and the effect of its end. */
export interface ChartUsers {
  readonly chart: string;
  readonly isUsed: (plan: EnvironmentPlan) => boolean;
  readonly ends: string;
}

const hasKind =
  (...kinds: readonly string[]) =>
  (plan: EnvironmentPlan): boolean =>
    customObjectsOf(plan).some(({ kind }) => kinds.includes(kind));

const hasText =
  (text: string) =>
  (plan: EnvironmentPlan): boolean =>
    objectsOf(plan).pods.some(({ owner }) => JSON.stringify(owner.resource.config).includes(text));

/**
 * Sources: AWS Load Balancer Controller, "How it works"; Secrets Store CSI Driver, "Usage"; KServe, "Control plane"; Kubernetes
 * documentation, "CustomResourceDefinition", "Device plugins" (read 2026-11-22).
 */
export const CHART_USERS: readonly ChartUsers[] = [
  {
    chart: "aws-load-balancer-controller",
    isUsed: (plan) =>
      plan.resources("kubernetes_ingress_v1").length > 0 || hasKind("TargetGroupBinding")(plan),
    ends: "load balancers keep the addresses of pods that are gone, and new pods get no requests",
  },
  {
    chart: "secrets-store-csi-driver",
    isUsed: hasText("secrets-store.csi.k8s.io"),
    ends: "new pods do not start, since their secrets are not mounted",
  },
  {
    chart: "secrets-store-csi-driver-provider-aws",
    isUsed: hasText("secrets-store.csi.k8s.io"),
    ends: "new pods do not start, since their secrets are not mounted",
  },
  {
    chart: "kserve-crd",
    isUsed: hasKind("InferenceService"),
    ends: "Kubernetes deletes each InferenceService with its definition",
  },
  {
    chart: "kserve-resources",
    isUsed: hasKind("InferenceService"),
    ends: "no InferenceService gets its pods any more",
  },
  {
    chart: "keda",
    isUsed: hasKind("ScaledObject"),
    ends: "replicas keep their number, since Kubernetes deletes each ScaledObject with its definition",
  },
  {
    chart: "nvidia-device-plugin",
    isUsed: hasText("nvidia.com/gpu"),
    ends: "pods that request GPUs do not start",
  },
];
