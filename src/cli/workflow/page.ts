import pins from "./pins.json";
import { type BuiltImage } from "./images";
import { type WorkflowRole } from "./role";
import { BUILD, PROPOSE, PUBLISH, SCAN } from "./scripts";
import { NPX } from "../../base/program-name";

export interface WorkflowProps {
  readonly environment: string;
  readonly role: WorkflowRole;
  readonly images: readonly BuiltImage[];
  /** Branch whose commits start the workflow. */
  readonly branch: string;
  /** Folder of the Dockerfile of a model, with `{model}` in place of its name. */
  readonly folder: string;
  /** Repository of the YAML files. @default - that of the workflow */
  readonly configuration?: string;
}

/** Secret with a token that may push to the repository of the YAML files. */
const TOKEN = "${{ secrets.CONFIGURATION_TOKEN }}";

const RUNNERS: Readonly<Record<string, string>> = pins.runners;

const uses = ({ action, commit, version }: typeof pins.actions.checkout): string =>
  `${action}@${commit} # ${version}`;

const indented = (text: string, spaces: number): string =>
  text
    .trimEnd()
    .split("\n")
    .map((line) => (line === "" ? "" : " ".repeat(spaces) + line))
    .join("\n");

const script = (text: string): string => `run: |\n${indented(text, 10)}`;

const archOf = (platform: string): string => platform.replace("linux/", "");

/** The workflow as YAML. */
export function workflowPage(props: WorkflowProps): string {
  const { environment, role, images, branch } = props;
  const folders = images.map(({ model }) => folderOf(props, model));
  return `# Builds, scans and pushes the images of ${environment}, then proposes their tag.
# Printed by ${NPX} workflow from the synthesized stacks; print it again after changes of models, node groups or the role.
name: images of ${environment}

on:
  push:
    branches: [${JSON.stringify(branch)}]
    paths:
${folders.map((folder) => `      - ${JSON.stringify(`${folder}/**`)}`).join("\n")}
  workflow_dispatch:

permissions: {}

concurrency:
  group: images-${environment}
  cancel-in-progress: false

jobs:
${[buildJob(props), scanJob(), publishJob(role, images), proposeJob(props)].join("\n\n")}
`;
}

const folderOf = ({ folder }: WorkflowProps, model: string): string => folder.replaceAll("{model}", model);

function buildJob(props: WorkflowProps): string {
  const builds = props.images.flatMap(({ model, platforms }) =>
    platforms.map(
      (platform) =>
        `          - { model: ${model}, folder: ${JSON.stringify(folderOf(props, model))}, platform: ${platform}, arch: ${archOf(platform)}, runner: ${RUNNERS[platform] ?? "ubuntu-24.04"} }`,
    ),
  );
  return `  # Runs the Dockerfiles, without credentials of AWS.
  build:
    if: github.ref == ${inExpression(`refs/heads/${props.branch}`)}
    runs-on: \${{ matrix.runner }}
    permissions:
      contents: read
    strategy:
      matrix:
        include:
${builds.join("\n")}
    steps:
      - uses: ${uses(pins.actions.checkout)}
        with:
          persist-credentials: false
      - name: build
        env:
          MODEL: \${{ matrix.model }}
          FOLDER: \${{ matrix.folder }}
          PLATFORM: \${{ matrix.platform }}
          ARCH: \${{ matrix.arch }}
        ${script(BUILD)}
      - uses: ${uses(pins.actions.upload)}
        with:
          name: image.\${{ matrix.model }}.\${{ matrix.arch }}
          path: \${{ matrix.model }}.\${{ matrix.arch }}.tar
          retention-days: 1
          if-no-files-found: error`;
}

const inExpression = (text: string): string => `'${text.replaceAll("'", "''")}'`;

const scanJob = (): string => `  # Fails on a critical vulnerability, before anything is pushed.
  scan:
    needs: build
    runs-on: ubuntu-24.04
    permissions: {}
    steps:
${downloads()}
      - name: scan
        env:
          SCANNER: ${pins.scanner.module}
          SCANNER_VERSION: ${pins.scanner.version}
          SCANNER_SUM: ${pins.scanner.sum}
        ${script(SCAN)}`;

const downloads = (): string => `      - uses: ${uses(pins.actions.download)}
        with:
          pattern: image.*
          path: images
          merge-multiple: true`;

function publishJob({ arn, region, audience, subject }: WorkflowRole, images: readonly BuiltImage[]): string {
  const environment = subject.kind === "environment" ? `\n    environment: ${subject.name}` : "";
  const [registry = ""] = (images[0]?.repository ?? "").split("/");
  return `  # The only job with credentials of AWS. It runs no code of the repository.
  publish:
    needs: scan
    runs-on: ubuntu-24.04${environment}
    permissions:
      id-token: write
    outputs:
      tag: \${{ steps.publish.outputs.tag }}
      digests: \${{ steps.publish.outputs.digests }}
    steps:
${downloads()}
      - uses: ${uses(pins.actions.credentials)}
        with:
          role-to-assume: ${arn}
          aws-region: ${region}
          audience: ${audience}
      - name: push
        id: publish
        env:
          REGISTRY: ${registry}
          IMAGES: |-
${indented(images.map(({ model, repository, platforms }) => `${model} ${repository} ${platforms.join(",")}`).join("\n"), 12)}
        ${script(PUBLISH)}`;
}

function proposeJob({ environment, images, configuration }: WorkflowProps): string {
  const token = configuration === undefined ? "${{ github.token }}" : TOKEN;
  const other =
    configuration === undefined ? "" : `\n          repository: ${configuration}\n          token: ${TOKEN}`;
  const permissions =
    configuration === undefined ? "\n      contents: write\n      pull-requests: write" : " {}";
  return `  # Edits the tags in the YAML file, and opens or updates one pull request.
  propose:
    needs: publish
    runs-on: ubuntu-24.04
    permissions:${permissions}
    steps:
      - uses: ${uses(pins.actions.checkout)}
        with:
          persist-credentials: false${other}
      - name: propose
        env:
          GH_TOKEN: ${token}
          ENVIRONMENT: ${environment}
          BRANCH: images/${environment}
          TAG: \${{ needs.publish.outputs.tag }}
          DIGESTS: \${{ needs.publish.outputs.digests }}
          BODY: The images were built, scanned and pushed by \${{ github.server_url }}/\${{ github.repository }}/actions/runs/\${{ github.run_id }}
          FILES: |-
${indented(images.map(({ model, file }) => `${model} ${file}`).join("\n"), 12)}
        ${script(PROPOSE)}`;
}
