import { CLUSTER_LAYERS, type Layer } from "../../base/layers";
import { SYNTAXES } from "../module/format";
import { type HandedEnvironment } from "./changelog";

/** Actions by commit, and Terraform: those of the workflows of this repository, which a test compares. */
export const PINS = {
  checkout: "actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2",
  setupTerraform: "hashicorp/setup-terraform@b9cd54a3c349d3f38e8881555d616ced269862dd # v3.1.2",
  credentials: "aws-actions/configure-aws-credentials@ececac1a45f3b08a01d2dd070d28d111c5fe6722 # v4.1.0",
  terraform: "1.11.4",
} as const;

/**
 * A workflow of GitHub Actions that tests and plans each module of a pull request. Modules of the cluster's API are planned only where a
 * runner is named that reaches it. A pull request from a fork has no credentials, so it is tested and not planned.
 */
export function planWorkflow({ environment, format, layers }: HandedEnvironment): string {
  const inCluster = layers.filter((layer) => CLUSTER_LAYERS.includes(layer));
  const others = layers.filter((layer) => !CLUSTER_LAYERS.includes(layer));
  const { values, backend } = SYNTAXES[format];
  const planJobs = [
    { name: "plan", modules: others, runner: "ubuntu-24.04", condition: SAME_REPOSITORY },
    {
      name: "plan-in-cluster",
      modules: inCluster,
      runner: "${{ vars.CLUSTER_RUNNER }}",
      condition: IN_CLUSTER,
    },
  ].filter(({ modules }) => modules.length > 0);
  const plan = steps(
    `terraform init -input=false -backend-config=backend-${environment}${backend}`,
    `terraform plan -input=false -lock=false -var-file=${environment}${values}`,
  );
  return `# Tests and plans each module of a pull request. GitHub runs it where this folder is the root of a repository.
# These variables of the repository are its settings:
# - AWS_PLAN_ROLE: ARN of an IAM role that reads the account and the states, changes nothing, and trusts pull requests of this repository.
# - AWS_REGION: region of the environment.
${clusterRunner(inCluster)}# A log shows values of the plan to everybody who can read the repository.
name: plan

on:
  pull_request:

permissions: {}

concurrency:
  group: plan-\${{ github.event.pull_request.number }}
  cancel-in-progress: true

jobs:
  test:
    strategy:
      fail-fast: false
      matrix:
        module: [${layers.join(", ")}]
    runs-on: ubuntu-24.04
    permissions:
      contents: read
    defaults:
      run:
        working-directory: \${{ matrix.module }}
    steps:
${SETUP}
${TESTS}
${planJobs.map((each) => job(each, plan)).join("\n")}`;
}

/** GitHub obeys lines such as `::add-mask::` that a provider prints, unless a token that nobody knows stops it until the step ends. */
const steps = (...commands: readonly string[]): string =>
  commands
    .map(
      (command) =>
        `      - run: |\n          echo "::stop-commands::$(openssl rand -hex 16)"\n          ${command} 2>&1\n`,
    )
    .join("");

const TESTS = steps(
  "terraform fmt -check -recursive",
  "terraform init -input=false -backend=false",
  "terraform validate",
  "terraform test",
);

const clusterRunner = (modules: readonly string[]): string =>
  modules.length === 0
    ? ""
    : `# - CLUSTER_RUNNER: label of a runner that reaches the private API of the cluster. Without it, no job plans ${modules.join(" and ")}.\n`;

const SAME_REPOSITORY =
  "vars.AWS_PLAN_ROLE != '' && github.event.pull_request.head.repo.full_name == github.repository";
const IN_CLUSTER = `vars.CLUSTER_RUNNER != '' && ${SAME_REPOSITORY}`;

const SETUP = `      - uses: ${PINS.checkout}
        with:
          persist-credentials: false
      - uses: ${PINS.setupTerraform}
        with:
          terraform_version: ${PINS.terraform}
          terraform_wrapper: false`;

interface PlanJob {
  readonly name: string;
  readonly modules: readonly Layer[];
  readonly runner: string;
  readonly condition: string;
}

const job = ({ name, modules, runner, condition }: PlanJob, commands: string): string => `  ${name}:
    needs: test
    if: ${condition}
    strategy:
      fail-fast: false
      matrix:
        module: [${modules.join(", ")}]
    runs-on: ${runner}
    permissions:
      contents: read
      id-token: write
    defaults:
      run:
        working-directory: \${{ matrix.module }}
    steps:
${SETUP}
      - uses: ${PINS.credentials}
        with:
          role-to-assume: \${{ vars.AWS_PLAN_ROLE }}
          aws-region: \${{ vars.AWS_REGION }}
${commands}`;
