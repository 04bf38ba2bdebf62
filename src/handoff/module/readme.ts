import { crdCommands } from "./crd-commands";
import { LOCK_PLATFORMS, platformArguments } from "../../base/provider-lock";
import { CLUSTER_LAYERS, LAYERS, type Layer } from "../../base/layers";
import { asObject } from "../../terraform/stack-json";
import { configsOf } from "../variables/variable";
import { identityText } from "./access";
import { changeTexts } from "./change";
import { type Format, SYNTAXES } from "./format";
import { upgradeText } from "./kubernetes-version";
import { layerFactsOf, blocksDestroy } from "./layer-facts";
import { code } from "./markdown";
import { type Module } from "./module";
import { loginCommand, registryOfSource } from "./own-registry";
import { type Provenance } from "../bundle/provenance";
import { type Pin, pinsOf } from "./pins";
import { terraformDocs } from "./tables";

const ownFilesText = ({ own }: Module, isOwned: boolean): string[] =>
  own.size === 0
    ? []
    : [
        `${[...own.keys()].map((path) => `\`${path}\``).join(", ")}: written by the owner of the environment.${isOwned ? "" : " They are copied as they are. The proof of equality does not cover them; `parity.json` has their checksums."}`,
      ];

/** Locks providers for the platforms of runners and workstations. */
export const LOCK_COMMAND = ["terraform providers lock", ...platformArguments(LOCK_PLATFORMS)].join(" ");

/** Applies exactly the plan that was read, and where the module has a lock, with exactly its providers. */
export const applyCommands = ({ environment, lock }: Module, format: Format): string[] => [
  `terraform init${lock === undefined ? "" : " -lockfile=readonly"} -backend-config=backend-${environment}${SYNTAXES[format].backend}`,
  `terraform plan -var-file=${environment}${SYNTAXES[format].values} -out=plan`,
  "terraform apply plan",
];

/** README of one module. `modules` are all modules of its environment. */
export function moduleReadme(
  module: Module,
  modules: readonly Module[],
  { format, isOwned = false }: Pick<Provenance, "format" | "isOwned">,
): string {
  const { environment, layer } = module;
  const order = layersInOrder(modules.map((each) => each.layer));
  const { holds, appliedFrom, tearDown } = layerFactsOf(module, modules, format);
  const identity = CLUSTER_LAYERS.includes(layer) ? identityText(modules) : "";
  const position = order.indexOf(layer);
  const reads = Object.keys(asObject(asObject(module.json["data"])["terraform_remote_state"]));
  const { values, backend, test } = SYNTAXES[format];
  return [
    `# ${environment}: ${layer}`,
    `This root module contains ${holds}.`,
    `It is module ${position + 1} of ${order.length} in apply order (${order.join(", ")})${
      reads.length > 0
        ? ` and reads the outputs of ${reads.join(" and ")} from ${reads.length === 1 ? "its state" : "their states"}`
        : ""
    }. Apply it from ${appliedFrom}.${identity === "" ? "" : ` For this module, ${identity}`}`,
    "## Run it",
    ...(layer === "state" ? [firstApply(module, format)] : []),
    code(...applyCommands(module, format)),
    `\`backend-${environment}${backend}\` contains the settings of the backend, and \`${environment}${values}\` the values of all variables. If the resources exist already in its state, the first plan ${module.json["moved"] === undefined ? "shows no changes" : "only moves resources, to the addresses in the \`moved\` blocks,"} with the provider versions of the last apply. Another provider version can have other defaults, so read that plan.`,
    ...(CLUSTER_LAYERS.includes(layer) ? [CREDENTIALS] : []),
    ...chartLogin(module),
    ...kubeconfig(module),
    ...definitionsUpgrade(module),
    "## Change it",
    ...changeTexts(module, modules, isOwned),
    ...(module.assets.size > 0
      ? [
          `This folder contains local charts: ${[...module.assets.keys()].map((path) => `\`${path}\``).join(", ")}.`,
        ]
      : []),
    ...ownFilesText(module, isOwned),
    ...upgradeText(module, format),
    "## Test it",
    `\`terraform test\` (or \`tofu test\`) plans the module with mocked providers and no credentials, and checks properties that must stay true (\`tests/${layer}${test}\`). It uses the values in the \`variables\` of that file, not those of \`${environment}${values}\`. If you change a value, change it in both files.`,
    "## Tear it down",
    tearDown,
    ...(layer === "state" ? [moveOut(module, format)] : []),
    code(
      ...(blocksDestroy(module) ? [`terraform apply -var-file=${environment}${values}`] : []),
      `terraform destroy -var-file=${environment}${values}`,
    ),
    "## Versions",
    pinTable(pinsOf(module.source)),
    `\`.terraform.lock.hcl\` pins the provider versions within their ranges; keep this file in version control. ${
      module.lock === undefined
        ? "To write it for all platforms:"
        : "It covers all platforms. To write it again:"
    }`,
    code(LOCK_COMMAND),
    "To upgrade a provider, run `terraform init -upgrade`, the lock command above, and a plan, and read the plan.",
    terraformDocs(module.json),
  ]
    .join("\n\n")
    .concat("\n");
}

/** The bucket cannot store the state of the apply that creates it. */
const firstApply = (module: Module, format: Format): string =>
  [
    "If the bucket does not exist yet, the first apply keeps its state in a local file, which then moves to the bucket:",
    code(...firstApplyCommands(module, format)),
    "After that:",
  ].join("\n\n");

/** Commands of the first apply of the state module: its state is in a local file until the bucket exists. */
export function firstApplyCommands(module: Module, format: Format): string[] {
  const { values, backend } = SYNTAXES[format];
  const file = overrideOf(module, format);
  return [
    `cp ${file} .`,
    "terraform init",
    `terraform apply -var-file=${module.environment}${values}`,
    `rm ${file.replace(/^.*\//, "")}`,
    `terraform init -migrate-state -backend-config=backend-${module.environment}${backend}`,
  ];
}

const CREDENTIALS =
  "Terraform gets a token for the cluster from `aws eks get-token`, so install the AWS CLI where Terraform runs.";

function definitionsUpgrade({ source }: Module): string[] {
  return crdCommands(source).map(
    ({ command, of }) =>
      `Helm does not upgrade custom resource definitions. Before an apply that upgrades ${of}, run:\n\n${code(command)}`,
  );
}

/** Override file that keeps the state in a local file, by its path in the module. */
export const overrideOf = ({ overrides }: Pick<Module, "overrides">, format: Format): string =>
  `${[...overrides.keys()][0] ?? ""}${SYNTAXES[format].module}`;

/** The bucket cannot store the state of the run that destroys it either. */
const moveOut = (module: Module, format: Format): string =>
  [
    "First, move the state of this module out of the bucket, to a local file:",
    // Without the first command, a fresh copy of the module would start with an empty state.
    code(
      `terraform init -backend-config=backend-${module.environment}${SYNTAXES[format].backend}`,
      `cp ${overrideOf(module, format)} .`,
      "terraform init -migrate-state",
    ),
    "Then, with the edits above:",
  ].join("\n\n");

/** Helm has its own registry credentials, separate from Terraform's. */
function chartLogin({ source }: Module): string[] {
  const repositories = configsOf(source, "helm_release").flatMap((release) => {
    const { repository } = release;
    const registry = typeof repository === "string" ? registryOfSource(repository) : undefined;
    return registry ? [registry] : [];
  });
  const commands = [...new Set(repositories.map((registry) => loginCommand(registry, "helm registry")))];
  if (commands.length === 0) return [];
  return [
    `Charts come from the account's own registry. Log in on the machine that runs Terraform, before each plan and apply and before each \`helm\` command on this page; a token lasts 12 hours:\n\n${code(...commands)}`,
  ];
}

/** Access with kubectl, for a module with this output. */
function kubeconfig({ source }: Module): string[] {
  const output = asObject(source["output"])["update_kubeconfig_command"];
  return output === undefined
    ? []
    : [
        `To use \`kubectl\`, run the command that \`terraform output -raw update_kubeconfig_command\` prints, as a principal with access to the cluster.`,
      ];
}

export function pinTable(pins: readonly Pin[]): string {
  const rows = pins.map(
    ({ kind, name, version, from }) => `| ${kind} | ${name} | \`${version}\` | ${from} |`,
  );
  return ["| kind | name | version | source |", "| --- | --- | --- | --- |", ...new Set(rows)].join("\n");
}

/** Layers of an environment in apply order. */
export const layersInOrder = (layers: readonly Layer[]): Layer[] =>
  LAYERS.filter((layer) => layers.includes(layer));
