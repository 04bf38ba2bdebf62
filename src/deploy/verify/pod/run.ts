import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Pods } from "../../../infrastructure/kubernetes-objects";
import { userError } from "../../../base/errors";
import { type Kubectl } from "../../deploy/kubectl";
import { withAsyncScratch } from "../../../base/scratch";
import { type EnvironmentPlan } from "../../../terraform/environment-plan";
import { type JsonObject, asArray, asObject } from "../../../terraform/stack-json";
import { type Outcome, comparedTexts } from "../finding";
import { findingsOfAnswers } from "./answers";
import { DEADLINE_SECONDS, POD_NAME, manifestOf, otherPolicies } from "./manifest";
import { podQuestions } from "./questions";

export interface PodRun {
  readonly plan: EnvironmentPlan;
  readonly kubectl: Kubectl;
  /** Pods of the model whose place and account the pod gets. */
  readonly pods: Pods;
  readonly image: string;
  readonly say: (line: string) => void;
  readonly isInterrupted: () => boolean;
}

const AREA = "from a pod";

/** Milliseconds between two questions for the state of the pod. */
const INTERVAL_MS = 2_000;

/** Time for the start of the pod, which may wait for a node, beside the deadline of its program. */
const START_SECONDS = 300;

/** Runs the pod, reads its answers, and deletes it in any case. */
export async function verifyFromPod(run: PodRun): Promise<Outcome[]> {
  const { plan, kubectl, pods, image, say } = run;
  const questions = podQuestions(plan, pods);
  const manifest = manifestOf(plan, pods, image, questions);
  const { namespace } = pods.owner;
  await create(kubectl, manifest, namespace);
  say(`created pod ${namespace}/${POD_NAME}`);
  try {
    const { finding, pod } = await ended(run, namespace);
    if (finding !== undefined) return [finding];
    const place = await placeOfPod(kubectl, pod);
    return [
      { area: AREA, name: "image", expected: "pulled from ECR", found: pulledOf(pod), verdict: "ok" },
      ...findingsOfAnswers(plan, questions, messageOf(pod), place),
      ...otherPolicies(plan, pods).map((name): Outcome => ({
        area: AREA,
        name: `network policy ${name}`,
        expected: "applied to the pod",
        found: "it selects pods of the model only",
        verdict: "not verified",
      })),
    ];
  } finally {
    await remove(kubectl, namespace, say);
  }
}

const create = (kubectl: Kubectl, manifest: JsonObject, namespace: string): Promise<void> =>
  withAsyncScratch("verify-", async (folder) => {
    const file = join(folder, "pod.json");
    writeFileSync(file, JSON.stringify(manifest));
    const { code, stderr } = await kubectl.call("create", "-f", file);
    if (code === 0) return;
    throw userError({
      place: `kubectl create pod ${namespace}/${POD_NAME}`,
      got: stderr.trim().split("\n").at(-1) ?? "",
      expected: "a pod",
      fix: stderr.includes("AlreadyExists")
        ? `wait for the other run, or delete its pod: kubectl --namespace ${namespace} delete pod ${POD_NAME}`
        : "run this command from inside the network, by an identity in cluster.admins",
    });
  });

/** Waits until the program of the pod has ended; the finding of a pod that does not run. */
async function ended(
  { kubectl, say, isInterrupted }: PodRun,
  namespace: string,
): Promise<{ readonly pod: JsonObject; readonly finding?: Outcome }> {
  const begin = Date.now();
  let printed = "";
  for (;;) {
    const pod = asObject((await kubectl.get("pod", POD_NAME, "-n", namespace)) ?? {});
    const state = stateOf(pod);
    if (state.ended) return { pod };
    const seconds = Math.round((Date.now() - begin) / 1000);
    if (state.text !== printed) say(`${state.text} (${seconds} s)`);
    printed = state.text;
    if (state.fails || isInterrupted() || seconds > START_SECONDS + DEADLINE_SECONDS)
      return { pod, finding: comparedTexts(AREA, "pod", "a program that ends", state.text) };
    await new Promise((resolve) => setTimeout(resolve, INTERVAL_MS));
  }
}

interface PodState {
  readonly text: string;
  readonly ended: boolean;
  /** Whether waiting does not help. */
  readonly fails: boolean;
}

/** Reasons of a container that waiting does not change. */
const FINAL = ["ImagePullBackOff", "InvalidImageName", "CreateContainerConfigError", "CreateContainerError"];

function stateOf({ status }: JsonObject): PodState {
  const { phase, containerStatuses, conditions, message } = asObject(status ?? {});
  const [container] = asArray(containerStatuses ?? []).map(asObject);
  const { waiting, terminated } = asObject(container?.["state"] ?? {});
  if (terminated !== undefined) return { text: "ended", ended: true, fails: false };
  if (phase === "Failed")
    return { text: `failed: ${String(message ?? "no reason")}`, ended: false, fails: true };
  const reason = String(asObject(waiting ?? {})["reason"] ?? "");
  if (reason !== "") {
    const detail = asObject(waiting)["message"];
    return {
      text: `${reason}${detail === undefined ? "" : `: ${String(detail)}`}`,
      ended: false,
      fails: FINAL.includes(reason),
    };
  }
  const unscheduled = asArray(conditions ?? [])
    .map(asObject)
    .find((each) => each["type"] === "PodScheduled" && each["status"] === "False");
  return {
    text: unscheduled ? `waits for a node: ${String(unscheduled["message"])}` : String(phase ?? "Pending"),
    ended: false,
    fails: false,
  };
}

/** The only container. One that has ended was started, and thus its image was pulled. */
const containerOf = ({ status }: JsonObject): JsonObject =>
  asObject(asArray(asObject(status)["containerStatuses"])[0]);

const messageOf = (pod: JsonObject): string =>
  String(asObject(asObject(containerOf(pod)["state"])["terminated"])["message"] ?? "");

function pulledOf(pod: JsonObject): string {
  const { imageID, image } = containerOf(pod);
  return `pulled: ${String(imageID ?? image ?? "")}`;
}

/** Node and zone of the pod. */
async function placeOfPod(kubectl: Kubectl, { spec }: JsonObject): Promise<string> {
  const name = String(asObject(spec)["nodeName"] ?? "");
  if (name === "") return "a pod";
  const node = asObject((await kubectl.get("node", name, "--ignore-not-found")) ?? {});
  const labels = asObject(asObject(node["metadata"] ?? {})["labels"] ?? {});
  const zone = labels["topology.kubernetes.io/zone"];
  return `a pod on ${name}${typeof zone === "string" ? ` in ${zone}` : ""}`;
}

async function remove(kubectl: Kubectl, namespace: string, say: (line: string) => void): Promise<void> {
  const options = ["-n", namespace, "--ignore-not-found", "--wait=false"];
  const { code } = await kubectl.call("delete", "pod", POD_NAME, ...options);
  say(
    code === 0
      ? `deleted pod ${namespace}/${POD_NAME}`
      : `could not delete the pod: kubectl --namespace ${namespace} delete pod ${POD_NAME}`,
  );
}
