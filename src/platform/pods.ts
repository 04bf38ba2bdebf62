import {
  type DeploymentV1SpecTemplateSpecContainer,
  type DeploymentV1SpecTemplateSpecTopologySpreadConstraint,
} from "@cdktf/provider-kubernetes/lib/deployment-v1";
import { type PodLabels } from "./contract";
import { ALB_TARGETS, gracePeriodSeconds } from "./models/drain";
import { GPU_TAINT } from "../facts/labels";
import { formulas } from "../terraform/formulas";

/** Security contexts of a pod and of its container that the restricted Pod Security Standard admits. `userId` is not 0. */
export function restricted(userId: number) {
  const user = { runAsNonRoot: true, runAsUser: String(userId), runAsGroup: String(userId) };
  const seccompProfile = { type: "RuntimeDefault" };
  return {
    pod: { ...user, fsGroup: String(userId), seccompProfile },
    container: {
      ...user,
      privileged: false,
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
      seccompProfile,
    },
  };
}

/** The volume with the files of a SecretProviderClass, and its mount at a folder of a container. */
export const secretVolume = (secretProviderClass: string, folder: string) => ({
  volume: {
    name: "secrets",
    csi: {
      driver: "secrets-store.csi.k8s.io",
      readOnly: true,
      volumeAttributes: { secretProviderClass },
    },
  },
  mount: { name: "secrets", mountPath: folder, readOnly: true },
});

/** Shutdown of a pod behind an ALB that closes a connection after `idleSeconds` without bytes, in seconds. */
export function albDrain(idleSeconds: number) {
  const drainSeconds = ALB_TARGETS.deregistrationSeconds;
  return { drainSeconds, graceSeconds: gracePeriodSeconds({ drainSeconds, idleSeconds }) };
}

/** Name of the container port. All references to the port use this name, so its number is in one place. */
export const PORT_NAME = "http";

const STARTUP_PERIOD_SECONDS = 10;

interface ProbesInput {
  /** Path that returns status 200 while the model can serve requests. */
  readonly healthPath: string;
  /** Longest time to load the model, in seconds. */
  readonly startupSeconds: number;
}

type Probes = Required<
  Pick<DeploymentV1SpecTemplateSpecContainer, "startupProbe" | "readinessProbe" | "livenessProbe">
>;

/**
 * The other probes start after the startup probe succeeds. A failing pod then leaves the rotation at once,
 * and restarts only after a minute, since a busy server answers its probes late. No `host`: the restricted
 * Pod Security Standard forbids it since Kubernetes 1.34.
 */
export function probes({ healthPath, startupSeconds }: ProbesInput): Probes {
  const httpGet = { path: healthPath, port: PORT_NAME, scheme: "HTTP" };
  return {
    startupProbe: {
      httpGet,
      periodSeconds: STARTUP_PERIOD_SECONDS,
      timeoutSeconds: 5,
      failureThreshold: formulas.number(`ceil({s} / ${STARTUP_PERIOD_SECONDS})`, { s: startupSeconds }),
    },
    readinessProbe: { httpGet, periodSeconds: 5, timeoutSeconds: 3, failureThreshold: 2 },
    livenessProbe: { httpGet, periodSeconds: 20, timeoutSeconds: 5, failureThreshold: 3 },
  };
}

/**
 * Spreads pods over zones and nodes, separately for each revision. It is a preference, not a requirement: if
 * one zone is full, a requirement would prevent a pod from starting in the other zone, and a rollout that
 * must not lose a pod would never complete.
 */
export const spread = (pods: PodLabels): DeploymentV1SpecTemplateSpecTopologySpreadConstraint[] =>
  ["topology.kubernetes.io/zone", "kubernetes.io/hostname"].map((topologyKey) => ({
    topologyKey,
    maxSkew: 1,
    whenUnsatisfiable: "ScheduleAnyway",
    matchLabelKeys: ["pod-template-hash"],
    labelSelector: [{ matchLabels: { ...pods } }],
  }));

/** Lets a pod run on GPU nodes, whose taint repels other pods. */
export const GPU_TOLERATION = { key: GPU_TAINT.key, operator: "Exists", effect: "NoSchedule" } as const;
