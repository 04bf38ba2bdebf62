import { entriesOf, type Entry } from "../../infrastructure/network-entries";
import { claims } from "../../infrastructure/claims";
import { isFound, type PlannedResource } from "../../terraform/environment-plan";
import { type Check, combinedFinding, ruleOf } from "../check";
import { block, number, text } from "../../terraform/stack-json";
import { customObjectsOf } from "../../infrastructure/kubernetes-releases";
import { servicePort, targetOf, podPort } from "../../infrastructure/kubernetes-pods";
import TEXTS from "./texts.json";

export const targetGroupPort: Check = {
  ...ruleOf(TEXTS, "target-group-port"),
  run: (plan) => [
    ...customObjectsOf(plan)
      .filter(({ kind }) => kind === "TargetGroupBinding")
      .flatMap(({ resource, name, spec }) =>
        combinedFinding(resource, `target group binding ${name}`, [
          ...(spec["targetType"] === "ip"
            ? []
            : [`its target type is ${String(spec["targetType"] ?? "(none)")}, expected ip`]),
          ...(spec["networking"] === undefined
            ? []
            : ["with networking set, the controller changes security group rules that Terraform manages"]),
        ]),
      ),
    ...entriesOf(plan).flatMap((entry) => {
      const { targetGroup } = entry;
      if (!targetGroup) return [];
      const ports = containerPorts(entry);
      const problems = isFound(targetGroup)
        ? foundProblems(targetGroup, ports)
        : createdGroupProblems(targetGroup, ports);
      return combinedFinding(targetGroup, "target group", problems);
    }),
  ],
};

/** Container ports of an entry's pods. */
function containerPorts({ service, servicePort: wanted, pods }: Entry): number[] {
  const port = service && servicePort(service, wanted);
  return pods.flatMap((each) => (port ? (podPort(each, targetOf(port))?.number ?? []) : []));
}

function createdGroupProblems({ config }: PlannedResource, ports: readonly number[]): string[] {
  const health = block(config["health_check"]);
  const asked = text(health["port"]) ?? "traffic-port";
  return [
    ...(config["target_type"] === "ip"
      ? []
      : [`its target type is ${text(config["target_type"]) ?? "instance"}, expected ip`]),
    ...(config["protocol"] === "HTTP"
      ? []
      : [`its protocol is ${String(config["protocol"])}, expected HTTP`]),
    ...(asked === "traffic-port" || (ports.length > 0 && ports.every((port) => asked === String(port)))
      ? []
      : [`its health check uses port ${asked}`]),
    ...((text(health["protocol"]) ?? "HTTP") === "HTTP"
      ? []
      : [`its health check uses ${String(health["protocol"])}, expected HTTP`]),
    ...((number(health["timeout"]) ?? 5) < (number(health["interval"]) ?? 30)
      ? []
      : ["the timeout of its health check is not below the interval"]),
  ];
}

/** Problems with an existing target group, whose postconditions must verify the same. */
function foundProblems({ config }: PlannedResource, ports: readonly number[]): string[] {
  const verified = (form: string): boolean => claims(config, form).length > 0;
  const checked = claims(config, "contains(PORTS, self.health_check[0].port)").flatMap((parts) => [
    parts.items("PORTS").map((each) => (each.kind === "constant" ? String(each.value) : "")),
  ]);
  const isChecked = (port: number): boolean =>
    checked.some(
      (all) => all.length > 0 && all.every((each) => ["traffic-port", String(port)].includes(each)),
    );
  return [
    ...ports
      .filter((port) => !isChecked(port))
      .map((port) => `no postcondition verifies that its health check uses traffic-port or ${port}`),
    ...(TARGETS.every(verified)
      ? []
      : ["no postcondition verifies its target type ip, its protocol HTTP and its VPC"]),
  ];
}

const TARGETS = ['self.target_type == "ip"', 'self.protocol == "HTTP"', "self.vpc_id == VPC"];
