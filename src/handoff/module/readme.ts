import { LAYERS, type Layer } from "../../core/layers";
import { asObject } from "../../synthesized/stack-json";
import { type Format, SYNTAXES } from "./format";
import { type Module } from "./module";
import { type Pin, pinsOf } from "./pins";
import { terraformDocs } from "./tables";

/** What a person has to know of a layer to run it. */
export interface LayerFacts {
  readonly holds: string;
  readonly appliedFrom: string;
  readonly tearDown: string;
}

export const LAYER_FACTS: Readonly<Record<Layer, LayerFacts>> = {
  state: {
    holds: "the bucket that keeps the Terraform state of every module, and the key that encrypts it",
    appliedFrom: "any machine with credentials of the account",
    tearDown:
      "Last of all, and by hand: the bucket is protected from destroy, and holds the states of the other modules with their old versions. Move this module's own state out first (`terraform init -migrate-state` with a local backend), then take `prevent_destroy` away.",
  },
  network: {
    holds:
      "the VPC with subnets, routes, endpoints, security groups and flow logs, or the look-ups of one that exists",
    appliedFrom: "any machine with credentials of the account",
    tearDown:
      "After the cluster. A network interface that is left behind, mostly by a load balancer that outlived its controller, holds its subnet and group: find it with `aws ec2 describe-network-interfaces` before you run destroy again.",
  },
  cluster: {
    holds:
      "EKS with its OIDC provider, access entries, node groups and add-ons; the image repositories and the model bucket",
    appliedFrom: "any machine with credentials of the account",
    tearDown:
      "After models and platform. The model bucket and the key are protected from destroy, since models and images are lost with them: take `prevent_destroy` away where you mean it, and empty the bucket and the repositories.",
  },
  platform: {
    holds:
      "what runs in the cluster for everybody: the AWS Load Balancer Controller and other Helm releases, with their IAM roles",
    appliedFrom:
      "a machine that reaches the cluster's private API and IAM: a runner in a peered or VPN-connected network with egress",
    tearDown:
      "After the models, whose load balancers only the running controller can remove, and before the cluster.",
  },
  models: {
    holds: "the namespace, the model APIs with their IAM roles, and the way in",
    appliedFrom:
      "a machine that reaches the cluster's private API and IAM: a runner in a peered or VPN-connected network with egress",
    tearDown:
      "First of all: the load balancer goes with its Ingress or Service while the controller still runs.",
  },
};

/** Platforms that a lock file has to serve: runners, and the machines of people. */
export const LOCK_COMMAND =
  "terraform providers lock -platform=linux_amd64 -platform=linux_arm64 -platform=darwin_arm64";

/** The page of one module. `order` is the layers of its environment. */
export function moduleReadme(module: Module, order: readonly Layer[], format: Format): string {
  const { environment, layer } = module;
  const { holds, appliedFrom, tearDown } = LAYER_FACTS[layer];
  const position = order.indexOf(layer);
  const reads = Object.keys(asObject(asObject(module.json["data"])["terraform_remote_state"]));
  const { values, backend, test } = SYNTAXES[format];
  return [
    `# ${environment}: ${layer}`,
    `This root module holds ${holds}.`,
    `It is number ${position + 1} of ${order.length} in the order of applying (${order.join(", ")})${
      reads.length > 0 ? `, and reads the outputs of ${reads.join(" and ")} from their states` : ""
    }. It is applied from ${appliedFrom}.`,
    "## Run it",
    ...(layer === "state" ? [firstApply(module, format)] : []),
    code(
      `terraform init -backend-config=backend-${environment}${backend}`,
      `terraform plan -var-file=${environment}${values} -out=plan`,
      "terraform apply plan",
    ),
    `The backend's settings stand in \`backend-${environment}${backend}\` alone, and the values of all variables in \`${environment}${values}\`. Where this module has been applied before, by the generator or from here, the first plan shows no change.`,
    ...(layer === "platform" || layer === "models" ? [CREDENTIALS] : []),
    ...(layer === "platform" ? [upgrade(module)] : []),
    "## Change it",
    "Variables are values that change nothing about what exists: sizes, counts, tags, ranges, retention. What changes the graph stays a matter of the generator: address ranges of the network, availability zones, which parts run, how clients come in. Change that in the environment's YAML file and hand over again, or take ownership of this module and edit it.",
    ...(module.assets.size > 0
      ? [
          `Local charts lie in this folder: ${[...module.assets.keys()].map((path) => `\`${path}\``).join(", ")}.`,
        ]
      : []),
    "## Test it",
    `\`terraform test\` plans the module against mocked providers, without credentials, and holds it to what must stay true (\`tests/${layer}${test}\`).`,
    "## Tear it down",
    tearDown,
    code(`terraform destroy -var-file=${environment}${values}`),
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

export const code = (...lines: string[]): string => `\`\`\`sh\n${lines.join("\n")}\n\`\`\``;

/** The bucket cannot hold the state of the run that makes it. */
function firstApply({ environment, overrides }: Module, format: Format): string {
  const { module: ending, values, backend } = SYNTAXES[format];
  const [path = ""] = [...overrides.keys()];
  const file = `${path}${ending}`;
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

function upgrade({ source }: Module): string {
  const command = asObject(asObject(source["output"])["controller_crds_command"])["value"];
  if (typeof command !== "string") return "";
  return `Before an apply that moves the controller to a newer version, since Helm never upgrades custom resource definitions:\n\n${code(command)}`;
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
