import { createHash } from "node:crypto";
import { unescapeTemplates } from "../../terraform/terraform-templates";
import { text, texts } from "../../terraform/stack-json";
import { items } from "../../infrastructure/kubernetes-api";
import { type Pods, objectsOf } from "../../infrastructure/kubernetes-objects";
import { pinnedContent } from "../../infrastructure/pinned-content";
import { variablesOf } from "../../infrastructure/kubernetes-pods";
import { startOf } from "../../infrastructure/capacity-weights";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { type Check, combinedFinding, ruleOf } from "../check";
import { awsCliProblems } from "./aws-cli-image";
import TEXTS from "./texts.json";

/** SHA-256 of the script of the comparison, which `npm run test:mlflow` runs with changed, missing and added files. */
const COMPARISON = "1c385638a2c768cca7c72d051632074e7b57b2614d33f2b4364a4fc37d9b37fc";

export const modelContent: Check = {
  ...ruleOf(TEXTS, "model-content"),
  run: (plan, { statedOf }) => {
    const stated = statedOf(plan.name);
    return objectsOf(plan).pods.flatMap((pods) => {
      const { owner } = pods;
      const model = stated.models.get(owner.programName);
      if (owner.resource.layer !== "models" || model === undefined) return [];
      return combinedFinding(owner.resource, owner.title, contentProblems(plan, pods, model.manifestDigest));
    });
  },
};

function contentProblems(plan: EnvironmentPlan, pods: Pods, digest: string | undefined): string[] {
  const { container, args = [] } = pinnedContent(plan, pods) ?? {};
  if (!container)
    return digest === undefined ? [] : ["no init container compares its files with manifestDigest"];
  const { MODEL_BUCKET: bucket = "", MODEL_PREFIX: prefix = "" } = variablesOf(plan, pods);
  const [copy] = startOf(plan, pods).downloads;
  const expected = [bucket, prefix, digest ?? "no digest", ...(copy ? [copy.to] : [])].join(" ");
  const [shell, option, script = ""] = texts(container.config.command).map(unescapeTemplates);
  const isKnown = createHash("sha256").update(script).digest("hex") === COMPARISON;
  const mounted = items(container.config.volumeMounts).find(({ mountPath }) => mountPath === copy?.to);
  const isAfterCopy =
    !copy ||
    (text(mounted?.name) === text(copy.volume?.name) &&
      pods.containers.indexOf(container) > pods.containers.indexOf(copy.container));
  return [
    ...(args.join(" ") === expected ? [] : [`it compares ${args.join(" ")}, expected ${expected}`]),
    ...(isKnown && `${shell} ${option}` === "bash -c" ? [] : ["it runs another program than the comparison"]),
    ...awsCliProblems(container),
    ...(isAfterCopy ? [] : ["it does not read the volume of the copy after it"]),
  ];
}
