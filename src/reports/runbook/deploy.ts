import { interfacesOf } from "../../infrastructure/network-interfaces";
import { privateNamesOf } from "../../infrastructure/network-names";
import { pulledImages } from "../../infrastructure/kubernetes-images";
import { CLUSTER_LAYERS, LAYERS, type Layer } from "../../base/layers";
import { totalOf } from "../../cost/estimate";
import { totalText } from "../../cost/formula";
import { type CostLine } from "../../cost/line";
import creation from "./times-of-creation.json";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { type Names } from "./facts";
import { changes, local, markdownTable, reads } from "./markdown";
import { NPX } from "../../base/program-name";

/** First apply, layer by layer. */
export function deployChapter(plan: EnvironmentPlan, names: Names, lines: readonly CostLine[]): string[] {
  const { environment, account } = names;
  const deployed = (layer: Layer): string => `${NPX} deploy --environments ${environment} --layers ${layer}`;
  const layers = LAYERS.filter((layer) => plan.stack(layer) !== undefined);
  return [
    "## Deploy",
    reads("aws sts get-caller-identity"),
    local(`${NPX} synth --environments ${environment}`),
    `The first command must print the account ${account}. The second one writes \`cdktf.out\` and must report no error.`,
    markdownTable(
      ["step", "stack", "resources", "apply from", "longest waits", "USD a month"],
      layers.map((layer, index) => [
        String(index + 1),
        `\`${environment}-${layer}\``,
        String(plan.stack(layer)?.resources().length ?? 0),
        CLUSTER_LAYERS.includes(layer) ? "inside the network" : "any machine",
        waitsOf(plan, layer),
        totalText(totalOf(lines.filter((line) => line.layer === layer))),
      ]),
    ),
    "Each step shows its plan and asks before it changes anything. After an error or Ctrl-C, run it again.",
    ...forwardingText(plan),
    changes(...layers.filter((layer) => !CLUSTER_LAYERS.includes(layer)).map(deployed)),
    "Then push the images. The list names those that the mirror script copies:",
    reads(`${NPX} lock images --environments ${environment}`),
    imagesText(plan),
    changes(...layers.filter((layer) => CLUSTER_LAYERS.includes(layer)).map(deployed)),
    "A machine inside the network reaches the private endpoint of the Kubernetes API; docs/guide/deploy.md, step 5, names the ways.",
  ];
}

/** Names that name servers of a company have to forward before nodes start, which never join without them. */
function forwardingText(plan: EnvironmentPlan): string[] {
  const servers = interfacesOf(plan).nameServers.join(", ");
  const names = privateNamesOf(plan).forwarded.map((name) => `- \`${name}\``);
  return servers === ""
    ? []
    : [
        `Before the step \`${plan.name}-cluster\`, the name servers ${servers} have to forward these names, and all below them, to a resolver of the VPC:`,
        names.join("\n"),
      ];
}

function waitsOf(plan: EnvironmentPlan, layer: Layer): string {
  const waits = creation.durations.filter(({ type }) => (plan.stack(layer)?.resources(type).length ?? 0) > 0);
  if (waits.length === 0) return "no long one is known";
  return waits
    .map(
      ({ title, usual, atMost }) =>
        `${title}: ${usual === undefined ? "" : `${usual}, `}at most ${atMost} minutes`,
    )
    .join("; ");
}

/** Images of the models, which their owners build and push. */
function imagesText(plan: EnvironmentPlan): string {
  const images = pulledImages(plan)
    .filter(({ resource }) => resource.layer === "models")
    .map(({ resource, image: { registry, path, tag, digest } }) => [
      resource.name,
      `\`${registry}/${path}:${tag ?? ""}${digest === undefined ? "" : `@${digest}`}\``,
    ]);
  return markdownTable(["pods", "image"], images);
}
