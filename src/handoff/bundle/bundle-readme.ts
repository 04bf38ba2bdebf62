import { type Layer } from "../../core/layers";
import { SYNTAXES } from "../module/format";
import { type Module } from "../module/module";
import { pinsOf } from "../module/pins";
import { LAYER_FACTS, LOCK_COMMAND, code, pinTable } from "../module/readme";
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
  const rows = order.map((layer, index) => {
    const { holds, appliedFrom } = LAYER_FACTS[layer];
    return `| ${index + 1} | [${layer}](${layer}/README.md) | ${holds} | ${appliedFrom} |`;
  });
  return [
    `# ${environment}`,
    `A private EKS platform for model APIs as Terraform root modules. They were written by ${GENERATOR} (commit ${commit}), and need only Terraform 1.11 or later and the AWS CLI.`,
    ["| | module | holds | applied from |", "| --- | --- | --- | --- |", ...rows].join("\n"),
    "Each module has a state of its own, and reads the outputs of those before it from their states. Its README says what is in it, and how to change it and tear it down.",
    "## Where the environment already runs",
    `Its states are in the bucket that the backend files name. In each module \`terraform init\` and \`terraform plan\`, as below, show no change; from then on the modules are yours to apply.`,
    "## Where nothing runs yet",
    ...order.map((layer) => step(layer, modules, provenance, run, apply)),
    "## Values and backends",
    `\`${environment}${syntax.values}\` in each module holds its values: sizes, counts, image tags, ranges, retention. \`backend-${environment}${syntax.backend}\` says where its state lies; no file of Terraform names a bucket or an account's backend. For another copy of the environment, begin at the generator: names and ranges follow from its YAML file.`,
    "## Pins",
    pinTable(modules.flatMap(({ source }) => pinsOf(source))),
    "Providers are narrowed by `.terraform.lock.hcl` in each module, which `terraform init` writes for the platform that it runs on. For all platforms at once, in each module:",
    code(LOCK_COMMAND),
    "## Tear it down",
    `In the opposite order: ${[...order].reverse().join(", ")}. Load balancers go with the models while their controller still runs; whatever order skips that leaves interfaces behind which hold the VPC. What is protected from destroy is named in the README of its module.`,
    "## Proof",
    "`parity.json` says how many values of each module were held against the synthesized JSON that all checks passed, in which forms the two may differ, and the checksum of every file. Whoever has the generator can ask whether this folder is what it would write today:",
    code("npm run handoff -- --check FOLDER"),
  ]
    .join("\n\n")
    .concat("\n");
}

function step(
  layer: Layer,
  modules: readonly Module[],
  { environment, format }: Provenance,
  run: (layer: Layer, ...commands: string[]) => string,
  apply: readonly string[],
): string {
  const module = modules.find((each) => each.layer === layer);
  const title = `### ${layer}`;
  switch (layer) {
    case "state": {
      const { module: ending, values, backend } = SYNTAXES[format];
      const [path = ""] = [...(module?.overrides.keys() ?? [])];
      const file = `${path}${ending}`;
      return [
        title,
        "The bucket cannot hold the state of the run that makes it, so this state begins in a local file and then moves in:",
        run(
          layer,
          `cp ${file} .`,
          "terraform init",
          `terraform apply -var-file=${environment}${values}`,
          `rm ${file.replace(/^.*\//, "")}`,
          `terraform init -migrate-state -backend-config=backend-${environment}${backend}`,
        ),
      ].join("\n\n");
    }
    case "platform":
      return [title, pushImages(modules), run(layer, ...apply)].join("\n\n");
    default:
      return [title, run(layer, ...apply)].join("\n\n");
  }
}

/** The repositories that the cluster's module has made are empty, and a network without internet has no other source. */
function pushImages(modules: readonly Module[]): string {
  const commands = pushCommands(modules.flatMap(({ source }) => pinsOf(source)));
  if (commands.length === 0) return "Charts and images come from public registries.";
  return `First fill the repositories that the cluster's module has made, with exactly these versions:\n\n${code(...commands)}`;
}
