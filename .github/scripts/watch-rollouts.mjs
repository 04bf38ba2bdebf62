// Waits until the pods of a stack are ready, for which an apply does not wait, and prints why some are not. Synth writes what it waits for
// into .rollouts.json beside the stack. Usage: watch-rollouts.mjs STACK_FOLDER
// Variables: ENVIRONMENT, and TAKEOVER_SECONDS, for which KServe may take to change a Deployment (default - 120).
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { withKubectl } from "./kubectl.mjs";
import { fail } from "./stack.mjs";

/** A rollout without progress ends earlier, at the Deployment's progressDeadlineSeconds. Other kinds have no deadline. */
const LONGEST = { deployment: "60m" };
const LONGEST_OTHERS = "30m";

/** Units of quantities in Kubernetes. */
const UNITS = { "": 1, m: 1e-3, k: 1e3, M: 1e6, G: 1e9, Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30, Ti: 2 ** 40 };

const [folder] = process.argv.slice(2);
const { awaited, unknown } = rolloutsIn(folder);
for (const each of unknown) process.stdout.write(`nothing tells when the pods of ${each} are ready\n`);
const failed = [];
if (awaited.length > 0) {
  withKubectl(folder, (kubectl, _, read) => {
    for (const rollout of awaited) {
      const got = isTakenOver(read, rollout) ? ended(kubectl, read, rollout) : notTakenOver(rollout);
      if (got !== undefined) failed.push(`${rollout.namespace} ${rollout.kind}/${rollout.name}: got ${got}`);
    }
  });
}
if (failed.length > 0) {
  fail(
    `${failed.join("; ")}; expected all pods of the new version to be ready. Old pods still serve where there are any. ` +
      "Correct the cause that the reasons and events above name, and run the same command again",
  );
}

function rolloutsIn(stack) {
  const file = join(stack, ".rollouts.json");
  if (!existsSync(file))
    fail(`${file}: got no file, expected the list of the rollouts that synth writes; run synth again`);
  return JSON.parse(readFileSync(file, "utf8"));
}

/** Undefined where the pods are ready; the reasons of those that are not. */
function ended(kubectl, read, { namespace, kind, name }) {
  const timeout = `--timeout=${LONGEST[kind] ?? LONGEST_OTHERS}`;
  const inNamespace = (...args) => kubectl("-n", namespace, ...args);
  const status =
    kind === "pod"
      ? inNamespace("wait", "--for=condition=Ready", `pod/${name}`, timeout)
      : inNamespace("rollout", "status", `${kind}/${name}`, timeout);
  if (status === 0) return undefined;
  const reasons = podsOf(read, { namespace, kind, name }).flatMap(reasonsOf);
  for (const reason of reasons) process.stdout.write(`${namespace} ${kind}/${name}: ${reason}\n`);
  inNamespace("get", "events", "--field-selector", "type=Warning", "--sort-by=.lastTimestamp");
  return `pods that are not ready (${reasons.slice(0, 3).join("; ") || "kubectl lists none: the events have the reason"})`;
}

function podsOf(read, { namespace, kind, name }) {
  const object = read("-n", namespace, "get", kind, name, "--ignore-not-found", "-o", "json");
  if (kind === "pod") return object ? [object] : [];
  const labels = Object.entries(object?.spec?.selector?.matchLabels ?? {}).map(
    ([key, value]) => `${key}=${value}`,
  );
  if (labels.length === 0) return [];
  return read("-n", namespace, "get", "pods", "-l", labels.join(","), "-o", "json")?.items ?? [];
}

/** One text for a pod that is not ready: its phase, what the scheduler says, and why its containers wait or ended. */
function reasonsOf({ metadata, status = {} }) {
  const conditions = status.conditions ?? [];
  if (conditions.some(({ type, status: value }) => type === "Ready" && value === "True")) return [];
  const placed = conditions.filter(({ type, status: value }) => type === "PodScheduled" && value === "False");
  const containers = [...(status.initContainerStatuses ?? []), ...(status.containerStatuses ?? [])];
  const states = containers.flatMap(({ name, ready, state = {} }) => {
    const { reason, message } = state.waiting ?? state.terminated ?? {};
    if (reason === undefined || reason === "Completed") return ready || reason ? [] : [`${name}: not ready`];
    return [`${name}: ${[reason, message].filter(Boolean).join(": ")}`];
  });
  const all = [status.phase, ...placed.map(({ reason, message }) => `${reason}: ${message}`), ...states];
  return [`${metadata.name}: ${all.join("; ")}`];
}

function notTakenOver({ inferenceService }) {
  return `the pods of an earlier InferenceService ${inferenceService} (kubectl -n kserve logs deployment/kserve-controller-manager tells why KServe does not change the Deployment)`;
}

/** KServe changes the Deployment of a model after the apply. Until then, a rollout that has ended is that of the old version. */
function isTakenOver(read, { namespace, name, inferenceService }) {
  if (inferenceService === undefined) return true;
  const until = Date.now() + Number(process.env.TAKEOVER_SECONDS ?? 120) * 1000;
  for (;;) {
    const get = (what) => read("-n", namespace, "get", what, "--ignore-not-found", "-o", "json")?.spec;
    const wanted = get(`inferenceservices.serving.kserve.io/${inferenceService}`)?.predictor;
    const pods = get(`deployment/${name}`)?.template?.spec;
    const has = (key) => isWithin(wanted[key], pods[key]);
    if (wanted && pods && has("containers") && has("initContainers") && has("volumes")) return true;
    if (Date.now() >= until) return false;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2000);
  }
}

/** Whether a value has all that another one has. Kubernetes adds defaults, leaves out empty values, and writes amounts otherwise. */
function isWithin(wanted, found) {
  if (wanted === null || wanted === undefined || wanted === "" || wanted === false || wanted === 0)
    return !found;
  if (typeof wanted === "object") {
    const items = Object.entries(wanted);
    if (items.length === 0) return true;
    return (
      typeof found === "object" &&
      found !== null &&
      items.every(([key, value]) => isWithin(value, found[key]))
    );
  }
  return (
    String(wanted) === String(found) || (amount(wanted) !== undefined && amount(wanted) === amount(found))
  );
}

/** A quantity of Kubernetes as a number; undefined for another text. */
function amount(text) {
  const [, number, unit = ""] = /^(\d+(?:\.\d+)?)(m|k|M|G|Ki|Mi|Gi|Ti)?$/.exec(String(text)) ?? [];
  return number === undefined ? undefined : Math.round(Number(number) * UNITS[unit] * 1000);
}
