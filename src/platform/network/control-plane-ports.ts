import { type ComposedEnvironment, type Part } from "../contract";

type PortNeed = Part["needs"]["fromControlPlane"][number];

/** Ports on nodes that the control plane connects to, each with all reasons. */
export function controlPlanePorts({ parts }: Pick<ComposedEnvironment, "parts">): PortNeed[] {
  const reasons = new Map<number, string[]>();
  for (const { port, why } of parts.flatMap(({ needs }) => needs.fromControlPlane)) {
    reasons.set(port, [...(reasons.get(port) ?? []), why]);
  }
  return [...reasons].map(([port, why]) => ({ port, why: why.join("; ") })).sort((a, b) => a.port - b.port);
}
