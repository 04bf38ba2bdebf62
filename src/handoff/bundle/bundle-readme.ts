import { type AcceptedBlock } from "../../infrastructure/accepted-blocks";
import { crdCommands } from "../module/crd-commands";
import { type Layer } from "../../base/layers";
import { asObject } from "../../terraform/stack-json";
import { identityText } from "../module/access";
import { type Format, SYNTAXES } from "../module/format";
import { joinWithAnd, layerFactsOf, loadBalancersTearDown, volumesTearDown } from "../module/layer-facts";
import { argoCdTexts } from "../module/argo-cd";
import { code } from "../module/markdown";
import { type Module } from "../module/module";
import { pinsOf } from "../module/pins";
import { LOCK_COMMAND, applyCommands, firstApplyCommands, pinTable } from "../module/readme";
import { type ImageList } from "../../project/image-list";
import { hasCopies, IMAGE_LOCK_NAME, imageCommands, pushedName } from "./images";
import { SCRIPT_NAME } from "../../project/mirror-script";
import { type NotProved, notProvedPoints } from "../../project/not-proved";
import { type NotVariable } from "../values/trial-places";
import { ACCEPTED_FILES } from "../../checks/files";
import { SCANNER_VERSIONS } from "../../checks/scanner-versions";
import { notVariableTexts } from "./not-variables";
import { afterwardsOf, prerequisitesOf } from "./prerequisites";
import { GENERATOR, type Provenance } from "./provenance";
import { CHECKS_FILE } from "../../project/held-settings";
import { NPX } from "../../base/program-name";

/** Picture of the network, drawn from the synthesized stacks. */
export const PICTURE_FILE = "network.svg";

export interface ReadmeInput {
  readonly modules: readonly Module[];
  readonly order: readonly Layer[];
  readonly provenance: Provenance;
  readonly images: ImageList;
  /** Own blocks that the file of the environment accepts. */
  readonly acceptedBlocks: readonly AcceptedBlock[];
  readonly notProved: readonly NotProved[];
  /** Settings of the file that no variable has. */
  readonly notVariables: readonly NotVariable[];
}

/** README of a bundle: the first page for a team that has only Terraform. */
export function bundleReadme(input: ReadmeInput): string {
  const { modules, order, provenance, images, acceptedBlocks, notProved, notVariables } = input;
  const { environment, format, isOwned = false } = provenance;
  const syntax = SYNTAXES[format];
  const run = (layer: Layer, ...commands: string[]): string => code(`cd ${layer}`, ...commands, "cd ..");
  const rows = inOrder(modules, order).map((module, index) => {
    const { layer } = module;
    const { holds, appliedFrom } = layerFactsOf(module, modules, format);
    return `| ${index + 1} | [${layer}](${layer}/README.md) | ${holds} | ${appliedFrom} |`;
  });
  const identity = identityText(modules);
  return [
    `# ${environment}`,
    `This folder contains the Terraform root modules of a private EKS platform for model APIs. ${isOwned ? OWNED : GENERATED} ${tools(modules, images)}`,
    ["| | module | contents | apply from |", "| --- | --- | --- | --- |", ...rows].join("\n"),
    `![Network of ${environment}](${PICTURE_FILE})`,
    "Each module has its own state and reads the outputs of earlier modules from their states. Its README describes its contents, and how to change it and tear it down.",
    ...(identity === "" ? [] : [`For the platform and models modules, ${identity}`]),
    ...argoCdTexts(modules),
    "## If the environment already runs",
    "Its states are in the bucket that the backend files name. Run `terraform init` and `terraform plan` in each module, as below. With the provider versions of the last apply, the first plan of each module moves resources to the addresses of its maps, and adds, changes and destroys none. From then on, apply changes from these modules.",
    "## If nothing runs yet",
    ...inOrder(modules, order).map((module) => step(module, modules, provenance, images, run)),
    ...clusterAccess(modules),
    "## Values and backends",
    `\`${environment}${syntax.values}\` in each module sets its values: sizes, counts, image tags, address ranges, retention periods. \`backend-${environment}${syntax.backend}\` sets the location of its state, which \`backend${syntax.module}\` leaves out. The name of the state bucket is also in the state module, which creates the bucket, in the policy of the S3 endpoint, which allows it, and in the policies of the roles of backups, which deny it. For another environment, copy both files, and set its account, names, address ranges and state bucket.`,
    ...(isOwned ? [] : notVariableTexts(notVariables)),
    "## Versions",
    pinTable(modules.flatMap(({ source }) => pinsOf(source))),
    modules.every(({ lock }) => lock !== undefined)
      ? "`.terraform.lock.hcl` in each module pins the provider versions within these ranges for all platforms, so `terraform init -lockfile=readonly` accepts no others. To lock newer versions, run `terraform init -upgrade` in a module, and then:"
      : "`.terraform.lock.hcl` in each module pins the provider versions within these ranges. `terraform init` writes this file for its own platform only. To lock all platforms, run in each module:",
    code(LOCK_COMMAND),
    "## Changes",
    `\`.github/workflows/plan.yml\` tests each module of a pull request, and plans it with the role that the variable \`AWS_PLAN_ROLE\` of the repository names; its first lines list the variables. \`CHANGELOG.md\` is the list of your changes.${isOwned ? "" : " Both are yours from the beginning: no later hand-over writes them."}`,
    ...(isOwned ? [] : checksTexts()),
    ...scannersTexts(environment, format),
    ...acceptedTexts(acceptedBlocks),
    "## Tear it down",
    `Destroy the modules in reverse order: ${[...order].reverse().join(", ")}. ${loadBalancersTearDown(modules)}${volumesTearDown(modules)} The README of each module lists the resources that are protected from destroy.`,
    ...(isOwned ? [] : proofTexts()),
    "## Not proved",
    isOwned
      ? "No plan and no test of these modules proves this:"
      : "The checks passed on the synthesized JSON before this folder was written. They and the comparison do not prove this:",
    bullets(notProvedPoints(isOwned ? notProved.filter(({ kind }) => kind !== "command") : notProved)),
  ]
    .join("\n\n")
    .concat("\n");
}

const GENERATED = `${GENERATOR} generated them; \`parity.json\` names the commit and the version. They do not need the generator or Node.js. A next hand-over keeps the values and the backend settings that the team edits, and refuses to overwrite other edits.`;

const OWNED = "The team that holds this folder owns it, and changes every file as it needs.";

const proofTexts = (): string[] => [
  "## Proof",
  "`parity.json` records how many values of each module were compared with the synthesized JSON that passed all checks, the differences in form that the comparison allows, and the checksum of every file. With the generator, you can check whether this folder is up to date:",
  code(`${NPX} handoff --check FOLDER`),
];

/** The checks of the generator on this folder, and a statement of what is lost without them. */
const checksTexts = (): string[] => [
  "## Checks",
  `\`${NPX} check --module .\` judges these modules with your edits and values. \`cost\`, \`review\`, \`show report\`, \`show runbook\` and \`show diagram\` read them too. They need Node.js, no account and no network. \`${CHECKS_FILE}\` holds what no module has: waivers, quotas, people with rights, expected loads and accepted blocks. Change it with the modules. A setting that a variable holds is there with the place of the variable in \`in\`, and without a value: the checks read the variable. If you remove such a variable, write \`value\` in place of \`in\`.`,
  "Without Node.js, Terraform plans and applies the modules as before, and their tests and tflint run. You lose the checks of network paths, rights, images, capacity and names across layers, the estimate of cost, and the review of a change. Nobody else reports them.",
];

/** A scanner finds a property that a variable has only if it reads the value. */
const scannersTexts = (environment: string, format: Format): string[] =>
  format === "hcl"
    ? [
        "## Scanners",
        `Comments in the modules accept the expected findings of checkov ${SCANNER_VERSIONS.checkov} and trivy ${SCANNER_VERSIONS.trivy}, with their reasons. Give checkov the values: without them, it reports variables that it cannot read, and misses findings that depend on a value. In each module, run:`,
        code(`checkov -d . --framework terraform --var-file ${environment}${SYNTAXES[format].values}`),
      ]
    : [
        "## Scanners",
        `\`${ACCEPTED_FILES.checkov}\` and \`${ACCEPTED_FILES.trivy}\` accept the expected findings of checkov ${SCANNER_VERSIONS.checkov} and trivy ${SCANNER_VERSIONS.trivy}, with their reasons. In each module that has the first file, run:`,
        code(`checkov -d . --framework terraform_json --baseline ${ACCEPTED_FILES.checkov}`),
        "In JSON, checkov reads no values of variables, and misses findings that depend on a value.",
      ];

/** Blocks that no check judges as a whole, with the reasons of their owner. */
const acceptedTexts = (blocks: readonly AcceptedBlock[]): string[] =>
  blocks.length === 0
    ? []
    : [
        "## Accepted blocks",
        "No check judges these blocks of own Terraform files as a whole. Their owner accepts them until the day in the table.",
        [
          "| block | reason | until |",
          "| --- | --- | --- |",
          ...blocks.map(({ address, reason, until }) => `| \`${address}\` | ${cell(reason)} | ${until} |`),
        ].join("\n"),
      ];

const cell = (text: string): string => text.replaceAll("|", "\\|").replace(/\s+/g, " ");

const inOrder = (modules: readonly Module[], order: readonly Layer[]): Module[] =>
  order.flatMap((layer) => modules.filter((module) => module.layer === layer));

/** Programs that the modules and the commands of this page need. */
function tools(modules: readonly Module[], images: ImageList): string {
  const [required = ""] = modules.map(({ source }) =>
    String(asObject(source["terraform"])["required_version"] ?? ""),
  );
  const hasCrds = modules.some(({ source }) => crdCommands(source).length > 0);
  const beside = [
    ...(images.owned.length > 0 ? ["Docker (to build images)"] : []),
    ...(hasCopies(images) ? ["bash, crane and jq (to copy images with all their platforms)"] : []),
    ...(hasCopies(images) || hasCrds ? ["Helm (for charts and custom resource definitions)"] : []),
    ...(hasCrds ? ["kubectl (to upgrade these definitions)"] : []),
  ];
  return `They need Terraform ${required}, or OpenTofu 1.12.6 or later (command \`tofu\` in place of \`terraform\`), and the AWS CLI${
    beside.length === 0 ? "" : `; some steps also need ${joinWithAnd(beside)}`
  }.`;
}

function clusterAccess(modules: readonly Module[]): string[] {
  const cluster = modules.find(({ source }) => "update_kubeconfig_command" in asObject(source["output"]));
  return cluster
    ? [
        `To use \`kubectl\`, run the command that \`terraform output -raw update_kubeconfig_command\` prints in \`${cluster.layer}\`.`,
      ]
    : [];
}

function step(
  module: Module,
  modules: readonly Module[],
  { format }: Provenance,
  images: ImageList,
  run: (layer: Layer, ...commands: string[]) => string,
): string {
  const { layer } = module;
  const before = prerequisitesOf(module, modules);
  const isState = layer === "state";
  const commands = (isState ? firstApplyCommands : applyCommands)(module, format);
  return [
    `### ${layer}`,
    ...(before.length > 0 ? [`Prerequisites, which no module creates:\n\n${bullets(before)}`] : []),
    ...(isState ? [LOCAL_STATE] : []),
    ...(layer === "platform" ? [pushImages(images)] : []),
    run(layer, ...commands),
    ...afterwardsOf(module),
  ].join("\n\n");
}

const LOCAL_STATE =
  "The bucket cannot store the state of the apply that creates it. This state starts in a local file and then moves to the bucket:";

const bullets = (lines: readonly string[]): string => lines.map((line) => `- ${line}`).join("\n");

/** New repositories are empty, and a network without internet access has no other source of images. */
function pushImages(images: ImageList): string {
  const commands = imageCommands(images);
  if (commands.length === 0) return "Charts and images come from public registries.";
  const listed = `\`${IMAGE_LOCK_NAME}\` lists every image and chart with its source, target and platforms.`;
  const copy = hasCopies(images)
    ? ` \`${SCRIPT_NAME}\` copies those of charts with all their platforms, verifies their digests, and continues where it was interrupted. After you change a version, change it in both files. The log-in of Helm is for Terraform on the machine that applies this module, and is valid for 12 hours.`
    : "";
  const built = images.owned.map((image) => `\`${pushedName(image)}\``);
  const build =
    built.length === 0
      ? ""
      : ` Build these images yourself, each in the folder of its Dockerfile, with these tags: ${built.join(", ")}.`;
  return `First push exactly these versions to the repositories that the cluster module created. ${listed}${copy}${build}\n\n${code(...commands)}`;
}
