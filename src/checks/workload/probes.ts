import { block, number, combinedFinding } from "../../analysis/blocks";
import { type Pods, mainContainer, objectsOf, titleOf } from "../../analysis/kubernetes/objects";
import { type JsonObject } from "../../terraform-json/stack-json";
import { type Check } from "../check";

export const probesCheck: Check = {
  id: "probes",
  severity: "error",
  title: "a model is asked whether it has started, is ready and still lives, in times that fit each other",
  why: "without readiness requests reach a model that still loads; without a startup probe liveness restarts it before it has loaded",
  fix: "set all three probes; let liveness wait longer than readiness, and a rollout longer than a start",
  source: "Kubernetes documentation, Configure Liveness, Readiness and Startup Probes (read 2026-11-20)",
  scannerRules: ["CKV_K8S_8", "CKV_K8S_9", "no-liveness-probe", "no-readiness-probe"],
  run: (plan) =>
    objectsOf(plan)
      .pods.filter(({ owner }) => SERVING.includes(owner.kind))
      .flatMap((pods) => combinedFinding(pods.owner.resource, titleOf(pods.owner), problems(pods))),
};

const SERVING = ["deployment", "stateful_set", "daemon_set", "pod"];

const WAYS = ["http_get", "tcp_socket", "exec", "grpc"];

function problems(pods: Pods): string[] {
  const config = mainContainer(pods)?.config ?? {};
  const [startup, readiness, liveness] = ["startup_probe", "readiness_probe", "liveness_probe"].map((key) =>
    probe(config, key),
  );
  const deadline = number(pods.owner.spec["progress_deadline_seconds"]) ?? 600;
  const missing = [startup, readiness, liveness].filter((each) => each?.asks !== true);
  return [
    ...missing.map((each) => `it has no ${each?.key ?? ""} that asks`),
    ...[startup, readiness, liveness].flatMap((each) =>
      each && each.timeout > each.period
        ? [`${each.key} waits ${each.timeout} s for an answer and asks every ${each.period} s`]
        : [],
    ),
    ...(liveness && readiness && liveness.patience < readiness.patience
      ? [
          `a pod is restarted after ${liveness.patience} s, before it is taken out of rotation after ${readiness.patience} s`,
        ]
      : []),
    ...(startup && deadline < startup.patience
      ? [`a rollout gives up after ${deadline} s, before a start may take ${startup.patience} s`]
      : []),
  ];
}

/** What a probe says, with Kubernetes' defaults. */
function probe(config: JsonObject, key: string) {
  const found = block(config[key]);
  const period = number(found["period_seconds"]) ?? 10;
  return {
    key,
    asks: WAYS.some((way) => found[way] !== undefined),
    period,
    timeout: number(found["timeout_seconds"]) ?? 1,
    patience: period * (number(found["failure_threshold"]) ?? 3),
  };
}
