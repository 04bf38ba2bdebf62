import { items, type Volume } from "../../infrastructure/kubernetes-api";
import { objectsOf, type Pods } from "../../infrastructure/kubernetes-objects";
import { startOf } from "../../infrastructure/capacity-weights";
import { s3VolumesOf } from "../../infrastructure/kubernetes-volumes";
import { variablesOf } from "../../infrastructure/kubernetes-pods";
import { memoryMiB } from "../../base/quantities";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { asObject, isTrue, type Json, number, text } from "../../terraform/stack-json";
import { type Check, combinedFinding, ruleOf } from "../check";
import { awsCliProblems } from "./aws-cli-image";
import { mountProblems } from "./mounted-weights";
import TEXTS from "./texts.json";

export const weightsBudget: Check = {
  ...ruleOf(TEXTS, "weights-budget"),
  run: (plan) =>
    objectsOf(plan).pods.flatMap((pods) =>
      combinedFinding(pods.owner.resource, pods.owner.title, budgetProblems(plan, pods)),
    ),
};

function budgetProblems(plan: EnvironmentPlan, pods: Pods): string[] {
  const start = startOf(plan, pods);
  const { weights: stated, downloads } = start;
  const mounted = s3VolumesOf(plan, pods);
  const ways = [
    ...downloads.map(({ container: { name } }) => `init container ${name} copies files from S3`),
    ...mounted.map(({ claim: { name } }) => `claim ${name} mounts files from S3`),
  ];
  if (stated === undefined)
    return ways.map((way) => `${way}, and no annotations state their size, rate and loading time`);
  if (ways.length === 0) return ["it states the size of weights, and has no copy and no mount of them"];
  return [
    ...downloads.flatMap((download) => downloadProblems(plan, pods, stated, download)),
    ...mounted.flatMap((volume) => mountProblems(plan, pods, stated, volume)),
    ...[...downloads, ...mounted].flatMap(({ volume }) => (volume ? folderProblems(plan, pods, volume) : [])),
    ...timeProblems(pods, start, stated, mounted.length > 0),
  ];
}

function downloadProblems(
  plan: EnvironmentPlan,
  pods: Pods,
  { sizeMiB }: { readonly sizeMiB: number },
  { container, from, to, volume }: ReturnType<typeof startOf>["downloads"][number],
): string[] {
  const { name } = container;
  if (!volume) return [`init container ${name} writes to ${to}, where no volume is mounted`];
  const limit = mebibytes(volume.emptyDir?.sizeLimit);
  const requests = asObject(container.config.resources?.requests);
  const variables = variablesOf(plan, pods);
  const wanted = `s3://${variables["MODEL_BUCKET"] ?? ""}/${variables["MODEL_PREFIX"] ?? ""}`;
  return [
    ...(limit < sizeMiB
      ? [`volume ${String(volume.name)} has ${limit}Mi, expected ${sizeMiB}Mi for the weights`]
      : []),
    ...(mebibytes(requests["ephemeral-storage"]) < sizeMiB
      ? [`init container ${name} requests less ephemeral-storage than the ${sizeMiB}Mi that it writes`]
      : []),
    ...(from === wanted ? [] : [`init container ${name} copies ${from}, expected ${wanted}`]),
    ...awsCliProblems(container),
  ];
}

/** The model has the volume read-only, at the path that its variable names. */
function folderProblems(plan: EnvironmentPlan, pods: Pods, volume: Volume): string[] {
  const path = variablesOf(plan, pods)["MODEL_WEIGHTS_PATH"];
  const mount = items(pods.main?.config.volumeMounts).find((each) => text(each.name) === text(volume.name));
  return [
    ...(mount && isTrue(mount.readOnly)
      ? []
      : [`the model does not mount volume ${String(volume.name)} read-only`]),
    ...(mount && text(mount.mountPath) !== path
      ? [`MODEL_WEIGHTS_PATH is ${path ?? "missing"}, expected ${String(mount.mountPath)}`]
      : []),
  ];
}

/**
 * An init container ends before the startup probe begins, and a rollout waits for both. A mounted file is read while the
 * startup probe waits.
 */
function timeProblems(
  pods: Pods,
  { readSeconds, probeSeconds: start, registrationSeconds: registration }: ReturnType<typeof startOf>,
  { loadingSeconds }: { readonly loadingSeconds: number },
  isMounted: boolean,
): string[] {
  const read = isMounted ? 0 : readSeconds;
  const loading = loadingSeconds + (isMounted ? readSeconds : 0);
  const deadline = number(pods.owner.spec.progressDeadlineSeconds) ?? 600;
  const needed = read + start + registration;
  return [
    ...(start < loading
      ? [
          `startupProbe ends after ${start} s, expected ${loading} s to ${isMounted ? "read the weights and load the model" : "load the model"}`,
        ]
      : []),
    ...(deadline < needed
      ? [
          `progressDeadlineSeconds is ${deadline}, expected at least ${needed}: ${isMounted ? "" : `${read} s for the download, `}${start} s for the startup probe${registration > 0 ? ` and ${registration} s for its NLB` : ""}`,
        ]
      : []),
  ];
}

const mebibytes = (quantity: Json | undefined): number => memoryMiB(text(quantity) ?? "") || 0;
