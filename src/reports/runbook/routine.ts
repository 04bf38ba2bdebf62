import { asObject, text } from "../../terraform/stack-json";
import { KUBERNETES } from "../../facts/kubernetes-versions";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { type Names } from "./facts";
import { changes, local, reads } from "./markdown";
import { NPX } from "../../base/program-name";

/** Changes of the second day. Each begins in the file of the environment and is reviewed before it is applied. */
export function routineChapters(plan: EnvironmentPlan, names: Names): string[] {
  return [
    "## Change something",
    "Every change begins in the file of the environment. These commands show what it does before anything is applied:",
    local(
      `${NPX} synth --environments ${names.environment}`,
      `${NPX} review --environments ${names.environment} --base main`,
      `${NPX} show diagram --environments ${names.environment} --base main --out pictures`,
    ),
    `Review prints the order of the applies of a change, and \`${NPX} deploy\` follows the same order, computed from the states. It refuses layers that \`--layers\` names in another order. Platform and models are applied from inside the network: elsewhere, name the other layers, and the command says what is left.`,
    "Where a change removes what running pods need, the command applies platform or models twice: first with all of that, and, after all pods are ready, without it; it asks for each of the two plans. After an error between them, run it again.",
    ...newVersion(names),
    "### A model more",
    `Add it to \`models\` of the environment's file, \`${names.environment}.yaml\`. The run creates its repository, and stops before the models while its image is missing: push it, and run the same command again:`,
    changes(deployCommand(names)),
    "### A model less",
    "Remove it from the file, and record the loss. Its pods serve until they end, and its repository stays with the images:",
    changes(`${NPX} lock addresses --environments ${names.environment} --accept`, deployCommand(names)),
    ...kubernetesChapter(plan, names),
    ...definitionsChapter(plan, names),
  ];
}

/** The command computes the order of the change, so no order is written here. */
const deployCommand = ({ environment }: Names): string => `${NPX} deploy --environments ${environment}`;

function newVersion(names: Names): string[] {
  const [model] = names.models;
  if (!model) return [];
  return [
    "### A new version of a model",
    `Push the image with a new tag, write the tag to \`image.tag\` of the model (such as \`${model.name}\`), and apply. The rollout adds new pods before it ends old ones.`,
    changes(deployCommand(names)),
    reads(
      `kubectl --namespace ${names.namespace} rollout status deployment/${model.name} --timeout 10m`,
      `kubectl --namespace ${names.namespace} rollout history deployment/${model.name}`,
    ),
    "To go back, restore the old tag in the file and apply again.",
  ];
}

function kubernetesChapter(plan: EnvironmentPlan, names: Names): string[] {
  const [cluster] = plan.resources("aws_eks_cluster");
  const version = text(cluster?.config.version);
  if (version === undefined || names.cluster === undefined) return [];
  const next = `1.${Number(version.split(".")[1]) + 1}`;
  const ends = KUBERNETES.calendar.get(version);
  const state = ends
    ? `Standard support of ${version} ends on ${ends.standardSupportEnds}. After that the control plane costs six times as much, until ${ends.extendedSupportEnds}.`
    : `This project has no support calendar of ${version}.`;
  return [
    `### Kubernetes ${version} to ${next}`,
    state,
    reads(
      `aws eks list-insights --region ${names.region} --cluster-name ${names.cluster}`,
      `${NPX} lock versions --environments ${names.environment}`,
    ),
    ...(KUBERNETES.calendar.has(next)
      ? upgrade(names, names.cluster, version, next, plan.resources("aws_eks_fargate_profile").length > 0)
      : [`This release of private-eks-inference does not know ${next}. Use a release that does.`]),
  ];
}

/** The control plane alone, then nodes and add-ons: EKS returns it only while these run with the older version. */
function upgrade(
  names: Names,
  cluster: string,
  version: string,
  next: string,
  hasFargate: boolean,
): string[] {
  const { environment, region } = names;
  return [
    `1. Before the upgrade, record the node releases and add-on versions of ${version} in the file. What is not recorded follows the control plane at once, and then EKS cannot return.`,
    changes(`${NPX} lock versions --environments ${environment} --ask`),
    `2. Write only \`cluster.version: "${next}"\`. Nodes and recorded add-ons stay at ${version}.`,
    changes(`${NPX} deploy --environments ${environment} --layers cluster`),
    `3. Watch the models. Until you decide to stay, and within ${KUBERNETES.rollback.days} days of the upgrade, EKS returns the control plane to ${version}: by one version, and only after an upgrade in place (EKS user guide, ${KUBERNETES.rollback.source}, read ${KUBERNETES.rollback.read}).${hasFargate ? ` Delete pods on Fargate before that started on ${next}.` : ""} Then restore the old value in the file; the next plan changes nothing.`,
    changes(
      `aws eks list-insights --region ${region} --cluster-name ${cluster} --filter categories=ROLLBACK_READINESS`,
      `aws eks update-cluster-version --region ${region} --name ${cluster} --kubernetes-version ${version}`,
    ),
    "4. To stay, apply the other layers. Namespaces have a label with the version, and their pods do not restart.",
    changes(deployCommand(names)),
    `5. Then record the node releases and add-on versions of ${next}, which \`${NPX} lock versions\` prints, and apply: EKS replaces the nodes, group by group.`,
    changes(deployCommand(names)),
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
    changes(deployCommand(names)),
  ];
}
