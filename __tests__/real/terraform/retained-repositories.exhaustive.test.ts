import { join } from "node:path";
import { chain } from "./harness/chain";
import { bringUp, expectNothingToDo } from "./harness/life";
import { plannedChanges } from "./harness/plan-changes";
import { makePrerequisites, makeStateBucket } from "./harness/prerequisites";
import { run } from "./harness/processes";
import { Sandbox } from "./harness/sandbox";
import { type Stack } from "./harness/stack";
import { ROOT } from "./harness/synth";

const NAME = "mlapp/training-service";
const REPOSITORY = "aws_ecr_repository.training_service";
const POLICY = "aws_ecr_lifecycle_policy.training_service";

/** A manifest without layers; moto stores any. */
const MANIFEST = JSON.stringify({
  schemaVersion: 2,
  mediaType: "application/vnd.docker.distribution.manifest.v2+json",
  config: {
    mediaType: "application/vnd.docker.container.image.v1+json",
    size: 1,
    digest: `sha256:${"0".repeat(64)}`,
  },
  layers: [],
});

const step = chain();
let sandbox: Sandbox;
let cluster: Stack;
let model: unknown;

beforeAll(async () => {
  sandbox = await Sandbox.create("retained repositories", "mlapp");
  await makePrerequisites(sandbox);
  await makeStateBucket(sandbox);
  await sandbox.synth();
  cluster = sandbox.stack("cluster");
});

const resynthesize = async (): Promise<void> => {
  await addresses("--accept");
  await sandbox.synth();
  cluster.useLocalApi();
};

const addresses = (...args: string[]) =>
  run({
    program: process.execPath,
    args: [join(ROOT, "bin/private-eks-inference.js"), "lock", "addresses", ...args],
    cwd: ROOT,
    env: {
      ...sandbox.variables,
      ENVIRONMENTS_DIR: join(sandbox.folder, "environments"),
      CDKTF_OUTDIR: sandbox.outdir,
    },
  });

const removeModel = (): Promise<void> => {
  model ??= sandbox.written(["models", "1"]);
  sandbox.edit((yaml) => yaml.deleteIn(["models", 1]));
  return resynthesize();
};

const addModel = (): Promise<void> => {
  sandbox.edit((yaml) => yaml.addIn(["models"], model));
  return resynthesize();
};

async function repositories(): Promise<string[]> {
  const { repositories: found } = (await sandbox.aws("ecr", "describe-repositories")) as {
    repositories: readonly { repositoryName: string }[];
  };
  return found.map(({ repositoryName }) => repositoryName).sort();
}

/** The changes of the registry and of what refers to it. */
async function changesOf(stepName: string): Promise<string[]> {
  const plan = await cluster.plan(`plan: ${stepName}`);
  const changes = plannedChanges(await cluster.show(plan)).filter((change) => change.includes("aws_ecr_"));
  await cluster.apply(plan, `apply: ${stepName}`);
  return changes;
}

step("network and cluster are created, and an image is pushed", async () => {
  await bringUp(sandbox.stack("network"));
  await bringUp(cluster);
  await sandbox.aws(
    "ecr",
    "put-image",
    ...["--repository-name", NAME, "--image-tag", "1", "--image-manifest", MANIFEST],
  );
});

step("a destroy of a repository with images is refused, as by ECR", async () => {
  await expect(cluster.destroy(`-target=${REPOSITORY}`)).rejects.toThrow("RepositoryNotEmptyException");
  // The policy was destroyed first.
  await cluster.apply(await cluster.plan("plan: policy again"), "apply: policy again");
});

step("after the removal of its model, the apply succeeds and the repository stays", async () => {
  await removeModel();
  expect(await changesOf("model removed")).toEqual([`delete ${POLICY}`, `forget ${REPOSITORY}`]);
  expect(await repositories()).toEqual(["mlapp/model-service", NAME]);
  await expectNothingToDo(cluster, "second plan: model removed");
});

step("the model added again imports the repository with its image", async () => {
  await addModel();
  expect(await changesOf("model added again")).toEqual([`create ${POLICY}`, `import ${REPOSITORY}`]);
  await expectNothingToDo(cluster, "second plan: model added again");
  const { imageIds } = (await sandbox.aws("ecr", "list-images", "--repository-name", NAME)) as {
    imageIds: unknown[];
  };
  expect(imageIds).toHaveLength(1);
});

step("a retained repository that was deleted by hand is created", async () => {
  await removeModel();
  await changesOf("model removed twice");
  await sandbox.aws("ecr", "delete-repository", "--force", "--repository-name", NAME);
  await addModel();
  expect(await changesOf("repository deleted by hand")).toEqual([`create ${POLICY}`, `create ${REPOSITORY}`]);
});
