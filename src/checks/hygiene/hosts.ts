import { blocks, text } from "../../infrastructure/blocks";
import { objectsOf } from "../../infrastructure/kubernetes/objects";
import { writtenOut } from "../../infrastructure/references";
import { type EnvironmentPlan, type PlannedResource } from "../../synthesized/environment-plan";

/** Hosts that an Ingress answers. */
export const hostsOf = (plan: EnvironmentPlan): string[] =>
  objectsOf(plan)
    .ofKind("ingress")
    .flatMap(({ spec }) => blocks(spec["rule"]).flatMap((rule) => text(rule["host"]) ?? []));

/** A hosted zone is named by its id. */
export const zoneProblems = (plan: EnvironmentPlan, { layer, config }: PlannedResource): string[] =>
  /^Z[A-Z0-9]{7,31}$|^\$\{/.test(writtenOut(plan, { layer, value: config["zone_id"] }))
    ? []
    : [`its zone is ${String(config["zone_id"] ?? "missing")}, which is no id of one`];
