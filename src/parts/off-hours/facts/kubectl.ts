/**
 * How kubectl scales workloads from a pod.
 *
 * Source: kubernetes/kubernetes, staging/src/k8s.io/kubectl/pkg/scale/scale.go, which patches the
 * scale of a workload (one stored version, read 2026-11-22).
 * `__tests__/real/kubernetes/replica-jobs.test.ts` runs kubectl on an API server with these rights
 * only. The image was not run: see `pod-images.ts`.
 */
const PROGRAM = /(^|\/)kubectl([:@]|$)/;

/** A call of `kubectl scale`. */
export interface ScaleCall {
  /** @default - the namespace of its service account */
  readonly namespace?: string;
  readonly replicas: number;
  /** Names of Deployments. */
  readonly deployments: readonly string[];
}

/** The rights that a call needs, on the Deployments that it names. It needs no others, and no name server. */
export const SCALE_RIGHTS = [
  { group: "apps", resource: "deployments", verb: "get" },
  { group: "apps", resource: "deployments/scale", verb: "patch" },
] as const;

/** The call of a container; undefined for another program, and for arguments that are not read. */
export function scaleCall(image: string, args: readonly string[]): ScaleCall | undefined {
  const [command, ...rest] = args;
  if (!PROGRAM.test(image) || command !== "scale") return undefined;
  const flags = new Map<string, string>();
  const deployments: string[] = [];
  for (const argument of rest) {
    const [, flag, value] = /^--(namespace|replicas)=(.+)$/.exec(argument) ?? [];
    const name = /^deployments?(?:\.apps)?\/([a-z0-9.-]+)$/.exec(argument)?.[1];
    if (flag !== undefined && value !== undefined) flags.set(flag, value);
    else if (name !== undefined) deployments.push(name);
    else return undefined;
  }
  const replicas = flags.get("replicas") ?? "";
  if (!/^\d+$/.test(replicas) || deployments.length === 0) return undefined;
  const namespace = flags.get("namespace");
  return { ...(namespace === undefined ? {} : { namespace }), replicas: Number(replicas), deployments };
}
