import { devDependencies } from "../../../package.json";
import { CLIENT_LABEL } from "../../facts/client-label";
import { BINARY, NPX } from "../../base/program-name";
import { type Answers, listOf } from "./question";
import { isById } from "./questions";
import { TYPESCRIPT_PACKAGES, TYPESCRIPT_SCRIPTS } from "./typescript-files";

export interface ProjectProps {
  readonly answers: Answers;
  /** Version of the running program. */
  readonly version: string;
  /** Name of the folder. */
  readonly folder: string;
  readonly withCdktfCli: boolean;
  /** Name of the page with the steps of the environment. */
  readonly readme: string;
  /** Whether the project has an App of its own. */
  readonly withTypescript: boolean;
}

/** Files of a project beside its environments, by their path. */
export const projectFiles = (props: ProjectProps): Readonly<Record<string, string>> => ({
  "package.json": packageJson(props),
  "cdktf.json": json({
    language: "typescript",
    app: props.withTypescript ? `npm run --silent synth` : `${NPX} synth`,
    projectId: projectName(props),
    sendCrashReports: "false",
  }),
  ".gitignore": props.withTypescript ? `${IGNORED}build/\n` : IGNORED,
  [props.readme]: readme(props),
});

const json = (value: object): string => `${JSON.stringify(value, null, 2)}\n`;

const projectName = ({ folder }: ProjectProps): string =>
  folder
    .toLowerCase()
    .replaceAll(/[^a-z0-9._-]+/g, "-")
    .replaceAll(/^[._-]+|-+$/g, "") || "environments";

const SCRIPTS = ["synth", "check", "cost", "review", "deploy", "verify", "destroy"];

const packageJson = (props: ProjectProps): string =>
  json({
    name: projectName(props),
    private: true,
    scripts: {
      ...Object.fromEntries(SCRIPTS.map((name) => [name, `${BINARY} ${name}`])),
      ...(props.withTypescript ? TYPESCRIPT_SCRIPTS : {}),
    },
    dependencies: { [BINARY]: props.version },
    ...developmentPackages(props),
  });

function developmentPackages({ withCdktfCli, withTypescript }: ProjectProps): object {
  const packages = {
    ...(withTypescript ? TYPESCRIPT_PACKAGES : {}),
    ...(withCdktfCli ? { "cdktf-cli": devDependencies["cdktf-cli"] } : {}),
  };
  return Object.keys(packages).length > 0 ? { devDependencies: packages } : {};
}

const IGNORED = `node_modules/
cdktf.out/
rollout.out/
.cdktf.out.*
reports/
runbooks/
deployer-policies/
*.log
`;

function readme({ answers, withTypescript }: ProjectProps): string {
  const { name, account, region, model, kind, image = "" } = answers;
  const only = `--environments ${name}`;
  const synth = withTypescript ? "npm run synth" : `${NPX} synth`;
  const health = requestPath(answers);
  return `# ${name}

\`environments/${name}.yaml\` describes the environment ${name} in account ${account}, region ${region}. Each file in \`environments/\` is an
environment; \`${NPX} init\` adds one. \`${NPX} --help\` lists all commands.

## Deploy

It needs Terraform 1.11 or later, the AWS CLI, and credentials of account ${account}.

\`\`\`sh
npm install
${synth.padEnd(68)}# Terraform JSON in cdktf.out, checked
${NPX} cost ${only}
${NPX} deploy ${only} --layers state,network,cluster
\`\`\`
${existingText(answers)}
Before the next layers:

- Record the versions that AWS chose: \`${NPX} lock versions ${only}\` prints the commands.
- Compare the vCPU quotas of the account with the warnings of synth, and set them in \`quotas\`.
${pushText(answers)}
\`\`\`sh
${NPX} deploy ${only}                # shows each plan, and asks
${NPX} lock addresses --accept               # commit environments/${name}.addresses.json
\`\`\`

The layers platform and models are applied from a machine that reaches the Kubernetes API: ${reachText(answers)}.

## First request

\`\`\`sh
aws eks update-kubeconfig --name ${name}-cluster --region ${region}
kubectl --namespace models get pods
${addressText(answers)}
curl --fail --show-error ${originText(answers)}${health}
${NPX} verify ${only}
\`\`\`
${clientsText(answers)}
## Change

\`\`\`sh
# edit environments/${name}.yaml, such as ${kind === "file" ? "replicas" : `the tag ${image.split(":").at(-1)}`} of ${model}
${synth}
${NPX} review ${only} --base main    # what is opened, replaced, destroyed, and what it costs
${NPX} deploy ${only}
\`\`\`

\`${NPX} show runbook ${only}\` writes a runbook with upgrades and symptoms.

${withTypescript ? TYPESCRIPT : pullRequestsText(answers)}
## Remove

\`\`\`sh
${NPX} destroy ${only}               # prints the steps and what would be deleted
${NPX} destroy ${only} --run
\`\`\`
`;
}

/** Path of the first request. */
function requestPath({ kind, model }: Answers): string {
  if (kind === "file") return `/v1/models/${model}`;
  return kind === "llm" ? `/${model}/v1/models` : "/predict";
}

/** The workflows synthesize with the program alone, so a project with an App of its own has none. */
const pullRequestsText = ({ name }: Answers): string => `## Pull requests

\`.github/workflows\` reviews each pull request without credentials. Commit \`package-lock.json\` and the folder \`locks\` of
\`${NPX} lock providers\`. To plan and apply from GitHub:

- Write the policies and the trust of the roles: \`${NPX} policy --environments ${name} --github OWNER/REPOSITORY\`. GITHUB.md beside them has the commands that create the roles.
- Create the GitHub environments \`plan\`, \`${name}-plan\` and \`${name}\`, limited to the default branch; \`plan\` and \`${name}\` have required
  reviewers. Set \`AWS_ROLE\` and \`AWS_REGION\` in the last two.
- Set the variable \`PLAN_PULL_REQUESTS\` to \`true\` where \`plan\` has required reviewers, and \`NETWORK_RUNNER\` to the label of runners
  inside the network.

\`node_modules/${BINARY}/docs/guide/pull-requests.md\` has the details.
`;

const TYPESCRIPT = `## TypeScript

\`main.ts\` adds the stacks of all environments to an App of this project, and \`main.test.ts\` tests them. \`npm run synth\` and \`npm test\` compile
them before. \`${NPX} synth\`, and commands that synthesize by themselves, know the environments only: they leave out what
\`main.ts\` adds. \`node_modules/${BINARY}/docs/guide/typescript.md\` has the details.
`;

function existingText(answers: Answers): string {
  const { network, region, "vpc-name": vpc, "vpc-id": id } = answers;
  if (network !== "existing") return "";
  if (isById(answers))
    return `
Security groups and endpoints are created in the VPC. \`${NPX} adopt --vpc ${id} --region ${region}\` prints the ids of endpoints, groups and
attachments that exist: write them to \`network.existing\` before the first apply, since two of a service with private DNS conflict.
`;
  return `
The VPC is only read. \`${NPX} adopt --vpc ${vpc} --region ${region}\` prints the names, tags and security groups that its owner has to add,
and a plan of the network names each rule and endpoint that is missing.
`;
}

/** Images that users build for a part, with the output that names their repository. */
const BUILT: readonly (readonly [part: string, image: string, output: string])[] = [
  ["mlflow", "MLflow", "mlflow_image_repository"],
  ["pipelines", "steps of pipelines", "kubeflow_pipelines_steps_repository"],
];

function pushText(answers: Answers): string {
  const { name, account, region, model, kind, image = "", network, egress } = answers;
  const parts = listOf(answers.with);
  const registry = `${account}.dkr.ecr.${region}.amazonaws.com`;
  const isClosed = network === "none" || (network === "existing" && egress !== "nat");
  return [
    ...(kind === "llm"
      ? [
          `- Copy the files of the model, with its configuration and tokenizer: \`aws s3 sync FOLDER s3://${name}-models-${account}/${model}/\`.`,
        ]
      : []),
    ...(kind === "file"
      ? [`- Copy the model file: \`aws s3 cp FILE s3://${name}-models-${account}/${model}/\`.`]
      : image.includes("/")
        ? []
        : [
            `- Push the image of ${kind === "llm" ? `vLLM (\`vllm/vllm-openai:${image}\`)` : model} to \`${registry}/${name}/${model}:${image}\`.`,
          ]),
    ...BUILT.filter(([part]) => parts.includes(part)).map(
      ([, built, output]) =>
        `- Build the image of ${built}, and push it with the tag of the file to the repository in the output \`${output}\` of the cluster.`,
    ),
    ...(isClosed
      ? [
          `- Copy the images of the platform, since the network has no internet access: \`${NPX} lock images --environments ${name}\`.`,
        ]
      : []),
    "",
  ].join("\n");
}

function reachText({ operators }: Answers): string {
  const ranges = listOf(operators);
  return ranges.length === 0
    ? "one in the VPC, until `cluster.apiAccess` names ranges"
    : `one in ${ranges.join(", ")}, or in the VPC`;
}

/** How pods call a model that no load balancer leads to. */
const clientsText = ({ entry, model }: Answers): string =>
  entry === "none"
    ? `
No load balancer leads to the models. Pods with the label \`${CLIENT_LABEL.text}\` call ${model} at
\`http://${model}.models.svc.cluster.local\`.
`
    : "";

/** The command that prints the address of the load balancer, or opens a port to the Service. */
function addressText({ name, host, entry, model }: Answers): string {
  if (entry === "none")
    return `kubectl --namespace models port-forward service/${model} 8080:80   # in a terminal of its own`;
  const hosts = `terraform -chdir=cdktf.out/stacks/${name}-models output load_balancer_hosts`;
  return host === undefined ? hosts : `${hosts}   # ${host} is a CNAME of it`;
}

function originText({ host, entry }: Answers): string {
  if (entry === "none") return "http://localhost:8080";
  return host === undefined ? "http://ADDRESS" : `https://${host}`;
}
