import { block, isFound, number, combinedFinding, text } from "../../analysis/blocks";
import { customObjectsOf } from "../../analysis/kubernetes/custom-objects";
import { type Entry, entriesOf } from "../../analysis/kubernetes/entries";
import { conditionsOf } from "../../analysis/network/attributes";
import { type PlannedResource } from "../../terraform-json/environment-plan";
import { type Check } from "../check";
import { podPort, servicePort, targetOf } from "./pod-ports";

export const targetGroupPort: Check = {
  id: "target-group-port",
  severity: "error",
  title: "a target group speaks HTTP to the pods' own port, and checks their health there",
  why: "with targets of type ip the pod's port is the one that counts; on another the target never gets healthy",
  fix: "set the target group's port to the container's, its type to ip and its health check to traffic-port",
  source: "Elastic Load Balancing guide, Target groups for your Application Load Balancers (read 2026-11-20)",
  run: (plan) => [
    ...customObjectsOf(plan)
      .filter(({ kind }) => kind === "TargetGroupBinding")
      .flatMap(({ resource, name, spec }) =>
        combinedFinding(resource, `target group binding ${name}`, [
          ...(spec["targetType"] === "ip"
            ? []
            : [`its targets are of type ${String(spec["targetType"] ?? "(none)")}, expected ip`]),
          ...(spec["networking"] === undefined
            ? []
            : ["the controller changes rules of security groups, which Terraform has"]),
        ]),
      ),
    ...entriesOf(plan).flatMap((entry) => {
      const { targetGroup } = entry;
      if (!targetGroup) return [];
      const ports = containerPorts(entry);
      const problems = isFound(targetGroup)
        ? foundProblems(targetGroup, ports)
        : madeProblems(targetGroup, ports);
      return combinedFinding(targetGroup, "target group", problems);
    }),
  ],
};

/** Ports of the pods that join. */
function containerPorts({ service, servicePort: wanted, pods }: Entry): number[] {
  const port = service && servicePort(service, wanted);
  return pods.flatMap((each) => (port ? (podPort(each, targetOf(port))?.number ?? []) : []));
}

function madeProblems({ config }: PlannedResource, ports: readonly number[]): string[] {
  const port = number(config["port"]);
  const health = block(config["health_check"]);
  const asked = text(health["port"]) ?? "traffic-port";
  return [
    ...(port !== undefined && ports.every((each) => each === port)
      ? []
      : [`its port is ${String(config["port"])}, the pods listen on ${ports.join(", ")}`]),
    ...(config["target_type"] === "ip"
      ? []
      : [`its targets are of type ${text(config["target_type"]) ?? "instance"}, expected ip`]),
    ...(config["protocol"] === "HTTP"
      ? []
      : [`its protocol is ${String(config["protocol"])}, the pods speak HTTP`]),
    ...(asked === "traffic-port" || asked === String(port) ? [] : [`its health check asks on port ${asked}`]),
    ...((text(health["protocol"]) ?? "HTTP") === "HTTP"
      ? []
      : [`its health check speaks ${String(health["protocol"])}`]),
    ...((number(health["timeout"]) ?? 5) < (number(health["interval"]) ?? 30)
      ? []
      : ["its health check waits longer than it takes to the next"]),
  ];
}

/** One that was made elsewhere is held to the same by postconditions. */
function foundProblems({ config }: PlannedResource, ports: readonly number[]): string[] {
  const conditions = conditionsOf(config);
  const verified = (...parts: readonly string[]): boolean =>
    conditions.some((condition) => parts.every((part) => condition.includes(part)));
  return [
    ...ports
      .filter((port) => !verified("self.health_check[0].port", `"${port}"`))
      .map((port) => `nothing verifies that it checks health on traffic-port or ${port}`),
    ...(verified('self.target_type == "ip"', 'self.protocol == "HTTP"', "self.vpc_id == ")
      ? []
      : ["nothing verifies that it is of type ip, speaks HTTP and is in this VPC"]),
  ];
}
