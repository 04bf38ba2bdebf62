import { number } from "../../terraform/stack-json";
import { type ContainerSpec, PROBES } from "../../infrastructure/kubernetes-api";
import { type Container, objectsOf, type Pods } from "../../infrastructure/kubernetes-objects";
import { startOf } from "../../infrastructure/capacity-weights";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { type Check, combinedFinding, ruleOf } from "../check";
import { schemeProblems } from "./probe-schemes";
import TEXTS from "./texts.json";
import { platformProgramsOf } from "../../infrastructure/kubernetes-programs";

export const probesCheck: Check = {
  ...ruleOf(TEXTS, "probes"),
  run: (plan) =>
    objectsOf(plan)
      .pods.filter(({ isJob }) => !isJob)
      .flatMap((pods) => combinedFinding(pods.owner.resource, pods.owner.title, probeProblems(plan, pods))),
};

const WAYS = ["httpGet", "tcpSocket", "exec", "grpc"] as const;

type ProbeName = (typeof PROBES)[number];

function probeProblems(plan: EnvironmentPlan, pods: Pods): string[] {
  const config = pods.main?.config ?? {};
  const [startup, readiness, liveness] = PROBES.map((key) => probe(config, key));
  const deadline = number(pods.owner.spec.progressDeadlineSeconds) ?? 600;
  const { registrationSeconds: registration } = startOf(plan, pods);
  const missing = platformProgramsOf(plan).hasNoEndpoint(pods)
    ? []
    : [startup, readiness, liveness].filter((each) => each?.hasHandler !== true);
  return [
    ...PROBES.flatMap((key) => valueProblems(key, config[key] ?? {})),
    ...pods.containers.flatMap((each) => schemeProblems(each.config)),
    ...pods.containers.filter((each) => each.init && !each.isBeside).flatMap(initProblems),
    ...missing.map((each) => `it has no ${each?.key ?? "probe"} with a handler`),
    ...[startup, readiness, liveness].flatMap((each) =>
      each && each.timeout > each.period
        ? [`${each.key} has a timeout of ${each.timeout} s, expected at most its period of ${each.period} s`]
        : [],
    ),
    ...(liveness && readiness && liveness.patience < readiness.patience
      ? [
          `livenessProbe restarts a pod after ${liveness.patience} s, before readinessProbe removes it from rotation after ${readiness.patience} s`,
        ]
      : []),
    ...(startup && deadline < startup.patience + registration
      ? [
          `progressDeadlineSeconds is ${deadline}, expected at least the startup time of ${startup.patience} s${registration > 0 ? ` and ${registration} s for its NLB` : ""}`,
        ]
      : []),
  ];
}

/** Kubernetes runs probes and hooks only in containers that stay. */
const initProblems = ({ name, config }: Container): string[] =>
  ([...PROBES, "lifecycle"] as const)
    .filter((key) => config[key] !== undefined)
    .map((key) => `init container ${name} has a ${key}, which needs restartPolicy = "Always"`);

const AMOUNTS = ["periodSeconds", "timeoutSeconds", "failureThreshold", "successThreshold"] as const;

/** Values that the API refuses. It replaces 0 by the default. */
function valueProblems(key: ProbeName, found: NonNullable<ContainerSpec[ProbeName]>): string[] {
  const successes = number(found.successThreshold) ?? 1;
  return [
    ...AMOUNTS.filter((name) => (number(found[name]) ?? 0) < 0).map(
      (name) => `${name} of ${key} is negative`,
    ),
    ...(key === "readinessProbe" || successes === 0 || successes === 1
      ? []
      : [`successThreshold of ${key} is ${successes}, expected 1`]),
  ];
}

/** Settings of a probe, with the defaults of Kubernetes. */
function probe(config: ContainerSpec, key: ProbeName) {
  const found = config[key] ?? {};
  const period = number(found.periodSeconds) ?? 10;
  return {
    key,
    hasHandler: WAYS.some((way) => found[way] !== undefined),
    period,
    timeout: number(found.timeoutSeconds) ?? 1,
    patience: period * (number(found.failureThreshold) ?? 3),
  };
}
