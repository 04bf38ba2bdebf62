import { type Layer } from "../../core/layers";
import { asObject } from "../../terraform-json/stack-json";
import { identityText } from "../module/access";
import { SYNTAXES } from "../module/format";
import { factsOf, loadBalancersTearDown } from "../module/layer-facts";
import { code } from "../module/markdown";
import { type Module } from "../module/module";
import { pinsOf } from "../module/pins";
import { LOCK_COMMAND, overrideOf, pinTable } from "../module/readme";
import { afterwardsOf, ownImages, prerequisitesOf } from "./prerequisites";
import { GENERATOR, type Provenance } from "./provenance";
import { pushCommands } from "./push-commands";

/** The page that somebody reads first who has only `terraform`. */
export function bundleReadme(
  modules: readonly Module[],
  order: readonly Layer[],
  provenance: Provenance,
): string {
  const { environment, commit, format } = provenance;
  const syntax = SYNTAXES[format];
  const run = (layer: Layer, ...commands: string[]): string => code(`cd ${layer}`, ...commands, "cd ..");
  const apply = [
    `terraform init -backend-config=backend-${environment}${syntax.backend}`,
    `terraform plan -var-file=${environment}${syntax.values} -out=plan`,
    "terraform apply plan",
  ];
  const rows = inOrder(modules, order).map((module, index) => {
    const { layer } = module;
    const { holds, appliedFrom } = factsOf(module, modules, format);
    return `| ${index + 1} | [${layer}](${layer}/README.md) | ${holds} | ${appliedFrom} |`;
  });
  const identity = identityText(modules);
  return [
    `# ${environment}`,
    `A private EKS platform for model APIs as Terraform root modules. They were written by ${GENERATOR} (commit ${commit}), and need neither it nor Node.js. ${tools(modules)}`,
    ["| | module | holds | applied from |", "| --- | --- | --- | --- |", ...rows].join("\n"),
    "Each module has a state of its own, and reads the outputs of those before it from their states. Its README says what is in it, and how to change it and tear it down.",
    ...(identity === "" ? [] : [`For platform and models: ${identity}`]),
    "## Where the environment already runs",
    "Its states are in the bucket that the backend files name. In each module `terraform init` and `terraform plan`, as below, show no change with the provider versions that it was last applied with; from then on the modules are yours to apply.",
    "## Where nothing runs yet",
    ...inOrder(modules, order).map((module) => step(module, modules, provenance, run, apply)),
    ...clusterAccess(modules),
    "## Values and backends",
    `\`${environment}${syntax.values}\` in each module holds its values: sizes, counts, image tags, ranges, retention. \`backend-${environment}${syntax.backend}\` says where its state lies, which \`backend${syntax.module}\` leaves open. The state module alone names the bucket of states, since it makes it. For another copy of the environment, begin at the generator: names and ranges follow from its YAML file.`,
    "## Pins",
    pinTable(modules.flatMap(({ source }) => pinsOf(source))),
    "Providers are narrowed by `.terraform.lock.hcl` in each module, which `terraform init` writes for the platform that it runs on. For all platforms at once, in each module:",
    code(LOCK_COMMAND),
    "## Tear it down",
    `In the opposite order: ${[...order].reverse().join(", ")}. ${loadBalancersTearDown(modules)} What is protected from destroy is named in the README of its module.`,
    "## Proof",
    "`parity.json` says how many values of each module were held against the synthesized JSON that all checks passed, in which forms the two may differ, and the checksum of every file. Whoever has the generator can ask whether this folder is what it would write today:",
    code("npm run handoff -- --check FOLDER"),
  ]
    .join("\n\n")
    .concat("\n");
}

const inOrder = (modules: readonly Module[], order: readonly Layer[]): Module[] =>
  order.flatMap((layer) => modules.filter((module) => module.layer === layer));

/** Programs beside Terraform, by what the modules and this page call. */
function tools(modules: readonly Module[]): string {
  const [required = ""] = modules.map(({ source }) =>
    String(asObject(source["terraform"])["required_version"] ?? ""),
  );
  const pins = modules.flatMap(({ source }) => pinsOf(source));
  const pushed = pushCommands(pins).join("\n");
  const hasCrds = modules.some(({ source }) => "controller_crds_command" in asObject(source["output"]));
  const beside = [
    ...(pushed.includes("docker ") ? ["Docker to fill the registry"] : []),
    ...(pushed.includes("helm ") || hasCrds ? ["Helm for charts and custom resource definitions"] : []),
    ...(hasCrds ? ["kubectl to upgrade these"] : []),
  ];
  return `They run with Terraform ${required} and the AWS CLI${
    beside.length === 0 ? "" : `; some steps take more: ${beside.join(", ")}`
  }.`;
}

function clusterAccess(modules: readonly Module[]): string[] {
  const cluster = modules.find(({ source }) => "update_kubeconfig_command" in asObject(source["output"]));
  return cluster
    ? [
        `To look into the cluster with \`kubectl\`, run what \`terraform output -raw update_kubeconfig_command\` prints in \`${cluster.layer}\`.`,
      ]
    : [];
}

function step(
  module: Module,
  modules: readonly Module[],
  { environment, format }: Provenance,
  run: (layer: Layer, ...commands: string[]) => string,
  apply: readonly string[],
): string {
  const { layer } = module;
  const before = prerequisitesOf(module, modules);
  const after = afterwardsOf(module);
  return [
    `### ${layer}`,
    ...(before.length > 0 ? [`To be there first, since no module makes it:\n\n${bullets(before)}`] : []),
    ...commandsOf(module, modules, { environment, format }, run, apply),
    ...after,
  ].join("\n\n");
}

function commandsOf(
  module: Module,
  modules: readonly Module[],
  { environment, format }: Pick<Provenance, "environment" | "format">,
  run: (layer: Layer, ...commands: string[]) => string,
  apply: readonly string[],
): string[] {
  const { layer } = module;
  switch (layer) {
    case "state": {
      const { values, backend } = SYNTAXES[format];
      const file = overrideOf(module, format);
      return [
        "The bucket cannot hold the state of the run that makes it, so this state begins in a local file and then moves in:",
        run(
          layer,
          `cp ${file} .`,
          "terraform init",
          `terraform apply -var-file=${environment}${values}`,
          `rm ${file.replace(/^.*\//, "")}`,
          `terraform init -migrate-state -backend-config=backend-${environment}${backend}`,
        ),
      ];
    }
    case "platform":
      return [pushImages(modules), run(layer, ...apply)];
    default:
      return [run(layer, ...apply)];
  }
}

const bullets = (lines: readonly string[]): string => lines.map((line) => `- ${line}`).join("\n");

/** The repositories that the cluster's module has made are empty, and a network without internet has no other source. */
function pushImages(modules: readonly Module[]): string {
  const pins = modules.flatMap(({ source }) => pinsOf(source));
  const commands = pushCommands(pins);
  if (commands.length === 0) return "Charts and images come from public registries.";
  const built = ownImages(pins).map(({ from, version }) => `\`${from}:${version}\``);
  const build = built.length === 0 ? "" : ` Build yourself, and tag as named here: ${built.join(", ")}.`;
  return `First fill the repositories that the cluster's module has made, with exactly these versions.${build}\n\n${code(...commands)}`;
}
