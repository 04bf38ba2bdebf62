import { LAYERS, type Layer } from "../../core/layers";
import { asObject } from "../../terraform-json/stack-json";
import { configsOf } from "../variables/variable";
import { identityText } from "./access";
import { changeTexts } from "./change";
import { type Format, SYNTAXES } from "./format";
import { upgradeText } from "./kubernetes-version";
import { factsOf, blocksDestroy } from "./layer-facts";
import { code } from "./markdown";
import { type Module } from "./module";
import { loginCommand, ownRegistry } from "./own-registry";
import { type Pin, pinsOf } from "./pins";
import { terraformDocs } from "./tables";

/** Platforms that a lock file has to serve: runners, and the machines of people. */
export const LOCK_COMMAND =
  "terraform providers lock -platform=linux_amd64 -platform=linux_arm64 -platform=darwin_arm64";

/** The page of one module. `modules` are all of its environment. */
export function moduleReadme(module: Module, modules: readonly Module[], format: Format): string {
  const { environment, layer } = module;
  const order = inOrder(modules.map((each) => each.layer));
  const { holds, appliedFrom, tearDown } = factsOf(module, modules, format);
  const identity = isInCluster(layer) ? identityText(modules) : "";
  const position = order.indexOf(layer);
  const reads = Object.keys(asObject(asObject(module.json["data"])["terraform_remote_state"]));
  const { values, backend, test } = SYNTAXES[format];
  return [
    `# ${environment}: ${layer}`,
    `This root module holds ${holds}.`,
    `It is number ${position + 1} of ${order.length} in the order of applying (${order.join(", ")})${
      reads.length > 0 ? `, and reads the outputs of ${reads.join(" and ")} from their states` : ""
    }. It is applied from ${appliedFrom}.${identity === "" ? "" : ` ${identity}`}`,
    "## Run it",
    ...(layer === "state" ? [firstApply(module, format)] : []),
    code(
      `terraform init -backend-config=backend-${environment}${backend}`,
      `terraform plan -var-file=${environment}${values} -out=plan`,
      "terraform apply plan",
    ),
    `The backend's settings stand in \`backend-${environment}${backend}\` alone, and the values of all variables in \`${environment}${values}\`. Where this module has been applied before, by the generator or from here, the first plan shows no change with the provider versions that it was last applied with; another version may differ in what it fills in, so read that plan.`,
    ...(isInCluster(layer) ? [CREDENTIALS] : []),
    ...chartLogin(module),
    ...kubeconfig(module),
    ...definitionsUpgrade(module),
    "## Change it",
    ...changeTexts(module, modules),
    ...(module.assets.size > 0
      ? [
          `Local charts lie in this folder: ${[...module.assets.keys()].map((path) => `\`${path}\``).join(", ")}.`,
        ]
      : []),
    ...upgradeText(module, format),
    "## Test it",
    `\`terraform test\` plans the module against mocked providers, without credentials, and holds it to what must stay true (\`tests/${layer}${test}\`). It takes the values of the hand-over, which stand in that file's own \`variables\`, and not those of \`${environment}${values}\`; a value that changes changes in both.`,
    "## Tear it down",
    tearDown,
    ...(layer === "state" ? [moveOut(module, format)] : []),
    code(
      ...(blocksDestroy(module) ? [`terraform apply -var-file=${environment}${values}`] : []),
      `terraform destroy -var-file=${environment}${values}`,
    ),
    "## Versions",
    pinTable(pinsOf(module.source)),
    "A range is narrowed by `.terraform.lock.hcl`; keep that file in version control. To write it for all platforms at once:",
    code(LOCK_COMMAND),
    "To go to a newer provider, run `terraform init -upgrade`, the lock command above, and a plan that you read.",
    terraformDocs(module.json),
  ]
    .join("\n\n")
    .concat("\n");
}

const isInCluster = (layer: Layer): boolean => layer === "platform" || layer === "models";

/** The bucket cannot hold the state of the run that makes it. */
function firstApply({ environment, overrides }: Module, format: Format): string {
  const { values, backend } = SYNTAXES[format];
  const file = overrideOf({ overrides }, format);
  const name = file.replace(/^.*\//, "");
  return [
    "Where the bucket does not exist yet, the first apply keeps its state in a local file, which then moves into the bucket:",
    code(
      `cp ${file} .`,
      "terraform init",
      `terraform apply -var-file=${environment}${values}`,
      `rm ${name}`,
      `terraform init -migrate-state -backend-config=backend-${environment}${backend}`,
    ),
    "From then on:",
  ].join("\n\n");
}

const CREDENTIALS =
  "Terraform gets a token for the cluster by `aws eks get-token`, so the AWS CLI has to be installed where it runs.";

function definitionsUpgrade({ source }: Module): string[] {
  const command = asObject(asObject(source["output"])["controller_crds_command"])["value"];
  if (typeof command !== "string") return [];
  return [
    `Before an apply that moves the controller to a newer version, since Helm never upgrades custom resource definitions:\n\n${code(command)}`,
  ];
}

/** The file that keeps the state beside the module, by its path in it. */
export const overrideOf = ({ overrides }: Pick<Module, "overrides">, format: Format): string =>
  `${[...overrides.keys()][0] ?? ""}${SYNTAXES[format].module}`;

/** The bucket cannot hold the state of the run that destroys it either. */
const moveOut = (module: Module, format: Format): string =>
  [
    "First move this module's own state out of the bucket, into a local file:",
    // Without the first line a fresh copy of the module would begin with an empty state.
    code(
      `terraform init -backend-config=backend-${module.environment}${SYNTAXES[format].backend}`,
      `cp ${overrideOf(module, format)} .`,
      "terraform init -migrate-state",
    ),
    "Then, with the edits from above:",
  ].join("\n\n");

/** Helm asks its own registry credentials, whoever runs it. */
function chartLogin({ source }: Module): string[] {
  const repositories = configsOf(source, "helm_release").flatMap((release) => {
    const { repository } = release;
    const registry = typeof repository === "string" ? ownRegistry(repository) : undefined;
    return registry ? [registry] : [];
  });
  const commands = [...new Set(repositories.map((registry) => loginCommand(registry, "helm registry")))];
  if (commands.length === 0) return [];
  return [
    `Charts come from the account's own registry. Log in where Terraform runs, before each plan and apply, and before any \`helm\` command of this page; a token lasts 12 hours:\n\n${code(...commands)}`,
  ];
}

/** Where the module has it: how people get at the cluster. */
function kubeconfig({ source }: Module): string[] {
  const output = asObject(source["output"])["update_kubeconfig_command"];
  return output === undefined
    ? []
    : [
        `For \`kubectl\`, run what \`terraform output -raw update_kubeconfig_command\` prints, as a principal that the cluster lets in.`,
      ];
}

export function pinTable(pins: readonly Pin[]): string {
  const rows = pins.map(
    ({ kind, name, version, from }) => `| ${kind} | ${name} | \`${version}\` | ${from} |`,
  );
  return ["| what | name | version | from |", "| --- | --- | --- | --- |", ...new Set(rows)].join("\n");
}

/** Layers of an environment in the order of applying. */
export const inOrder = (layers: readonly Layer[]): Layer[] =>
  LAYERS.filter((layer) => layers.includes(layer));
