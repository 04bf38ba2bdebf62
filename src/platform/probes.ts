import type { DeploymentV1SpecTemplateSpecContainer } from "@cdktf/provider-kubernetes/lib/deployment-v1";

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
      failureThreshold: Math.ceil(startupSeconds / STARTUP_PERIOD_SECONDS),
    },
    readinessProbe: { httpGet, periodSeconds: 5, timeoutSeconds: 3, failureThreshold: 2 },
    livenessProbe: { httpGet, periodSeconds: 20, timeoutSeconds: 5, failureThreshold: 3 },
  };
}
