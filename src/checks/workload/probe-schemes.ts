import { text } from "../../terraform/stack-json";
import { type ContainerSpec, PROBES } from "../../infrastructure/kubernetes-api";

/** Probes of one port with different protocols: at least one of them always fails. */
export function schemeProblems(container: ContainerSpec): string[] {
  const schemes = new Map<string, Set<string>>();
  for (const key of PROBES) {
    const asked = container[key]?.httpGet;
    if (asked === undefined) continue;
    const port = String(asked.port);
    const known = schemes.get(port) ?? new Set();
    schemes.set(port, known.add(text(asked.scheme) ?? "HTTP"));
  }
  return [...schemes].flatMap(([port, all]) =>
    all.size > 1
      ? [`its probes ask port ${port} by ${[...all].sort().join(" and by ")}, and a port speaks one of them`]
      : [],
  );
}
