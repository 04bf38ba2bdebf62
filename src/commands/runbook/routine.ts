import { text } from "../../analysis/blocks";
import { SUPPORT_CALENDAR } from "../../catalog/kubernetes-versions";
import { asObject } from "../../terraform-json/stack-json";
import { type EnvironmentPlan } from "../../terraform-json/environment-plan";
import { type Names } from "./facts";
import { changes, local, reads } from "./markdown";

/** Changes of the second day. Each begins in the file of the environment and is reviewed before it is applied. */
export function routineChapters(plan: EnvironmentPlan, names: Names): string[] {
  return [
    "## Change something",
    "Every change begins in the file of the environment. These commands show what it does before anything is applied:",
    local(
      `npm run synth -- --environments ${names.environment}`,
      `npm run review -- --environments ${names.environment} --base main`,
      `npm run diagram -- --environments ${names.environment} --base main --out pictures`,
    ),
    ...newVersion(names),
    "### A model more",
    `Add it to \`models\` of \`environments/${names.environment}.yaml\`. Apply the cluster, which creates its repository, push its image, and apply the models:`,
    changes(...layers(names, "cluster", "models")),
    "### A model less",
    "Remove it from the file, and record the loss. Its pods serve until they end, and its repository stays with the images:",
    changes(
      `npm run addresses -- --environments ${names.environment} --accept`,
      ...layers(names, "models", "cluster"),
    ),
    ...kubernetesChapter(plan, names),
    ...definitionsChapter(plan, names),
  ];
}

const layers = ({ environment }: Names, ...chosen: readonly string[]): string[] =>
  chosen.map((layer) => `npm run deploy -- --environments ${environment} --layers ${layer}`);

function newVersion(names: Names): string[] {
  const [model] = names.models;
  if (!model) return [];
  return [
    "### A new version of a model",
    `Push the image with a new tag, write the tag to \`image.tag\` of the model (such as \`${model.name}\`), and apply the models. The rollout adds new pods before it ends old ones.`,
    changes(...layers(names, "models")),
    reads(
      `kubectl --namespace ${names.namespace} rollout status deployment/${model.name} --timeout 10m`,
      `kubectl --namespace ${names.namespace} rollout history deployment/${model.name}`,
    ),
    "To go back, restore the old tag in the file and apply again.",
  ];
}

function kubernetesChapter(plan: EnvironmentPlan, names: Names): string[] {
  const [cluster] = plan.resources("aws_eks_cluster");
  const version = text(cluster?.config["version"]);
  if (version === undefined || names.cluster === undefined) return [];
  const next = `1.${Number(version.split(".")[1]) + 1}`;
  const ends = SUPPORT_CALENDAR.get(version);
  const state = ends
    ? `Standard support of ${version} ends on ${ends.standardSupportEnds}. After that the control plane costs six times as much, until ${ends.extendedSupportEnds}.`
    : `This project has no support calendar of ${version}.`;
  return [
    `### Kubernetes ${version} to ${next}`,
    state,
    reads(
      `aws eks list-insights --region ${names.region} --cluster-name ${names.cluster}`,
      `npm run versions -- --environments ${names.environment}`,
    ),
    SUPPORT_CALENDAR.has(next)
      ? `Write \`cluster.version: "${next}"\`, then the node releases and add-on versions that \`npm run versions\` prints, and apply the cluster. The control plane comes first, then the nodes, group by group. EKS cannot go back to ${version}.`
      : `This release of private-eks-inference does not know ${next}. Use a release that does.`,
    changes(...layers(names, "cluster", "platform")),
  ];
}

/** Helm installs definitions once, so an output has the command that upgrades them. */
function definitionsChapter(plan: EnvironmentPlan, names: Names): string[] {
  const outputs = Object.entries(plan.stack("platform")?.outputs ?? {}).filter(([name]) =>
    name.endsWith("_crds_command"),
  );
  if (outputs.length === 0) return [];
  return [
    "### A chart with custom resource definitions",
    "Before an apply that raises the version of its chart:",
    changes(
      ...outputs.map(([, output]) => text(asObject(output)["value"]) ?? "").filter((each) => each !== ""),
    ),
    changes(...layers(names, "platform")),
  ];
}
