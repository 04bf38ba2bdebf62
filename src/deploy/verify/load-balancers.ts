import { type LoadBalancer, loadBalancersOf } from "../../infrastructure/network-load-balancers";
import { objectsOf } from "../../infrastructure/kubernetes-objects";
import { type Aws } from "../deploy/aws";
import { CONTROLLER_TAGS, ALB } from "../../evidence/load-balancers";
import { type EnvironmentPlan, isFound } from "../../terraform/environment-plan";
import { asArray, asObject, blocks, type JsonObject, text } from "../../terraform/stack-json";
import { absent, comparedTexts, type Outcome } from "./finding";
import { read, readIfThere } from "./reading";

/** A load balancer of the environment that AWS has. */
export interface LiveBalancer {
  readonly balancer: LoadBalancer;
  readonly name: string;
  readonly dnsName: string;
}

const AREA = "load balancer";

/** Looks up the load balancers: those of Terraform and existing ones by name, those of the controller by its tags. */
export async function liveBalancers(
  plan: EnvironmentPlan,
  aws: Aws,
): Promise<{ readonly balancers: LiveBalancer[]; readonly findings: Outcome[] }> {
  const balancers: LiveBalancer[] = [];
  const findings: Outcome[] = [];
  for (const balancer of loadBalancersOf(plan)) {
    const name = nameOfBalancer(balancer);
    const found = await liveOf(plan, aws, balancer);
    if (found === undefined) {
      findings.push(...absentBalancer(plan, balancer, name));
      continue;
    }
    balancers.push({ balancer, name, dnsName: String(found["DNSName"]) });
    const { listeners } = balancer;
    const arn = String(found["LoadBalancerArn"]);
    const answer = await read(aws, "elbv2 describe-listeners", "--load-balancer-arn", arn);
    const ports = asArray(answer["Listeners"]).map((each) => Number(asObject(each)["Port"]));
    findings.push(
      comparedTexts(AREA, `${name}: state`, "active", String(asObject(found["State"])["Code"])),
      ...schemeFindings(balancer, name, found),
      comparedTexts(AREA, `${name}: listeners`, portsText(listeners), portsText(declared(balancer, ports))),
    );
  }
  return { balancers, findings };
}

const nameOfBalancer = ({ resource }: LoadBalancer): string => text(resource.config["name"]) ?? resource.name;

const portsText = (ports: readonly number[]): string =>
  ports.length === 0 ? "none" : [...new Set(ports)].sort((a, b) => a - b).join(" and ");

/** An existing load balancer may have more listeners than the file declares. */
const declared = ({ resource, listeners }: LoadBalancer, ports: readonly number[]): readonly number[] =>
  isFound(resource) ? ports.filter((port) => listeners.includes(port)) : ports;

function schemeFindings({ internetFacing }: LoadBalancer, name: string, found: JsonObject): Outcome[] {
  if (internetFacing === undefined) return [];
  const expected = internetFacing ? "internet-facing" : "internal";
  return [comparedTexts(AREA, `${name}: scheme`, expected, String(found["Scheme"]))];
}

/** The load balancer of a demo exists only while its variable is true. */
function absentBalancer(plan: EnvironmentPlan, { resource }: LoadBalancer, name: string): Outcome[] {
  const by = plan.switchedBy(resource);
  if (!by) return [absent(AREA, name, "active")];
  return [
    {
      area: AREA,
      name,
      expected: `active while var.${by.variable} is true`,
      found: "absent",
      verdict: "not verified",
    },
  ];
}

async function liveOf(
  plan: EnvironmentPlan,
  aws: Aws,
  balancer: LoadBalancer,
): Promise<JsonObject | undefined> {
  const stack = controllerTag(plan, balancer);
  const arns = stack === undefined ? [] : await taggedArns(plan, aws, "loadbalancer", stack);
  if (stack !== undefined && arns.length === 0) return undefined;
  const answer = await readIfThere(
    aws,
    "elbv2 describe-load-balancers",
    ...(stack === undefined ? ["--names", nameOfBalancer(balancer)] : ["--load-balancer-arns", ...arns]),
  );
  const [found] = asArray(answer?.["LoadBalancers"] ?? []).map(asObject);
  return found;
}

type Tag = readonly [key: string, value: string];

/** The tag by which the controller names what belongs to an Ingress or Service; undefined for another load balancer. */
function controllerTag(plan: EnvironmentPlan, { resource }: LoadBalancer): Tag | undefined {
  const object = objectsOf(plan).all.find((each) => each.resource === resource);
  if (object === undefined) return undefined;
  const { kind, namespace, name, annotations } = object;
  const own = `${namespace}/${name}`;
  return kind === "ingress"
    ? [CONTROLLER_TAGS.ingressStack, annotations[`${ALB}group.name`] ?? own]
    : [CONTROLLER_TAGS.serviceStack, own];
}

/** ARNs of what the controller of the environment's cluster created for a stack of its own. */
async function taggedArns(
  plan: EnvironmentPlan,
  aws: Aws,
  type: "loadbalancer" | "targetgroup",
  [key, value]: Tag,
): Promise<string[]> {
  const [cluster] = plan.resources("aws_eks_cluster");
  const answer = await read(
    aws,
    "resourcegroupstaggingapi get-resources --resource-type-filters",
    `elasticloadbalancing:${type}`,
    ...["--tag-filters", `Key=${CONTROLLER_TAGS.cluster},Values=${text(cluster?.config.name) ?? ""}`],
    `Key=${key},Values=${value}`,
  );
  return asArray(answer["ResourceTagMappingList"]).map((each) => String(asObject(each)["ResourceARN"]));
}

const TARGETS = "targets";

/** Reads the health of the targets: those of Terraform's and existing groups by name, those of the controller by its tags. */
export async function verifyTargets(plan: EnvironmentPlan, aws: Aws): Promise<Outcome[]> {
  const findings: Outcome[] = [];
  for (const group of [
    ...plan.resources("aws_lb_target_group"),
    ...plan.resources("data.aws_lb_target_group"),
  ]) {
    const name = text(group.config.name) ?? group.name;
    const answer = await readIfThere(aws, "elbv2", "describe-target-groups", "--names", name);
    const [found] = asArray(answer?.["TargetGroups"] ?? []).map(asObject);
    if (found === undefined) findings.push(absent(TARGETS, name, HEALTHY));
    else findings.push(await healthOf(aws, name, String(found["TargetGroupArn"])));
  }
  for (const balancer of loadBalancersOf(plan)) {
    const stack = controllerTag(plan, balancer);
    if (stack === undefined) continue;
    const arns = await taggedArns(plan, aws, "targetgroup", stack);
    if (arns.length === 0) findings.push(absent(TARGETS, nameOfBalancer(balancer), HEALTHY));
    for (const arn of arns) findings.push(await healthOf(aws, arn.split("/").at(-2) ?? arn, arn));
  }
  return findings;
}

const HEALTHY = "a healthy target, and no unhealthy one";

/** States that a rollout passes through. */
const PASSING = ["healthy", "initial", "draining", "unused"];

async function healthOf(aws: Aws, name: string, arn: string): Promise<Outcome> {
  const answer = await read(aws, "elbv2", "describe-target-health", "--target-group-arn", arn);
  const targets = asArray(answer["TargetHealthDescriptions"]).map((each) =>
    asObject(asObject(each)["TargetHealth"]),
  );
  const states = targets.map(({ State }) => String(State));
  const isHealthy = states.includes("healthy") && states.every((state) => PASSING.includes(state));
  const counts = [...new Set(states)].map(
    (state) => `${states.filter((each) => each === state).length} ${state}`,
  );
  const reasons = [...new Set(blocks(targets).flatMap(({ Reason }) => text(Reason) ?? []))];
  return {
    area: TARGETS,
    name,
    expected: HEALTHY,
    found:
      states.length === 0
        ? "no pod is registered, and the load balancer answers 503"
        : [counts.join(", "), ...reasons].join("; "),
    verdict: isHealthy ? "ok" : "differs",
  };
}
