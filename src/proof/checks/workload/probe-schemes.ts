import { block, text } from "../../model/blocks";
import { type JsonObject } from "../../terraform-json/stack-json";

const PROBES = ["startup_probe", "readiness_probe", "liveness_probe"];

/** Probes of one port with different protocols: at least one of them always fails. */
export function schemeProblems(container: JsonObject): string[] {
  const schemes = new Map<string, Set<string>>();
  for (const key of PROBES) {
    const { http_get: asked } = block(container[key]);
    if (asked === undefined) continue;
    const port = String(block(asked)["port"]);
    const known = schemes.get(port) ?? new Set();
    schemes.set(port, known.add(text(block(asked)["scheme"]) ?? "HTTP"));
  }
  return [...schemes].flatMap(([port, all]) =>
    all.size > 1
      ? [`its probes ask port ${port} by ${[...all].sort().join(" and by ")}, and a port speaks one of them`]
      : [],
  );
}
