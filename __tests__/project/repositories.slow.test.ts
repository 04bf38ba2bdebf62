import { stateChangesIn } from "../../src/infrastructure/state-blocks";
import { formulaOf } from "../../src/cost/formula";
import { printedHcl } from "../../src/handoff/hcl/document";
import { moduleOf } from "../../src/handoff/module/module";
import { comparedModules } from "../../src/handoff/parity/compare";
import { readHcl } from "../../src/handoff/parity/read-hcl";
import { plain } from "../../src/review/stages/phrase";
import { EnvironmentPlan } from "../../src/terraform/environment-plan";
import { type StackJson } from "../../src/terraform/stack-json";
import { estimated } from "../support/estimates";
import { reviewOf } from "../review/pairs";
import { WorkingCopy } from "../support/working-copy";
import { GRAMMARS } from "../../src/terraform/grammar";

const FILE = "mlapp.yaml";
const LOCK = "mlapp.addresses.json";
const CLUSTER = "mlapp-cluster";
const REPOSITORY = "aws_ecr_repository.training_service";
const NAME = "mlapp/training-service";
const MODEL = /^ {2}- name: training-service\n[^]*?\n(?= {2}- |$(?![^]))/m;

interface Stages {
  readonly copy: WorkingCopy;
  readonly model: string;
  readonly before: StackJson;
  readonly error: string;
  readonly accepted: string;
  readonly without: StackJson;
}

let stages: Stages;

/** An environment with a lock, from which a model is removed. */
beforeAll(async () => {
  const copy = new WorkingCopy("mlapp");
  copy.addresses("--accept");
  await copy.synth();
  const before = copy.stack(CLUSTER);
  const model = MODEL.exec(copy.read(FILE))?.[0] ?? "";
  copy.edit(FILE, MODEL, "");
  const { error = "" } = await copy.synth();
  const accepted = copy.addresses("--accept").stdout;
  await copy.synth();
  stages = { copy, model, before, error, accepted, without: copy.stack(CLUSTER) };
});

interface Lock {
  readonly repositories: Record<string, Record<string, string>>;
  readonly retained?: Record<string, Record<string, string>>;
}

const lockIn = (copy: WorkingCopy): Lock => JSON.parse(copy.read(LOCK)) as Lock;

const clusterReview = (before: StackJson, after: StackJson) => {
  const stacks = [before, after].map((stack) => [
    { environment: "mlapp", layer: "cluster" as const, stack, after: [], folder: CLUSTER },
  ]);
  return reviewOf({ environment: "mlapp", before: stacks[0] ?? [], after: stacks[1] ?? [] });
};

const retainedLines = (before: StackJson, after: StackJson): string[] => {
  const { topics } = clusterReview(before, after);
  const section = topics.find(({ title }) => title === "Handed over");
  return (section?.lines ?? []).map(({ text }) => plain(text));
};

describe("when a model is removed", () => {
  test("synth stops, and says that the repository stays with its images", () => {
    expect(stages.error).toContain(
      `an apply no longer manages the aws_ecr_repository "${NAME}", which stays with its images`,
    );
  });

  test("--accept records the repository as retained, and does not count it as destroyed", () => {
    expect(lockIn(stages.copy).retained).toEqual({ [CLUSTER]: { [REPOSITORY]: NAME } });
    expect(stages.accepted).toMatch(/GIVEN UP: 11 addresses\..*\n\nRETAINED: mlapp\/training-service\./);
  });

  test("Terraform forgets the repository, and destroys its lifecycle policy", () => {
    expect(stages.without.json["removed"]).toEqual([{ from: REPOSITORY, lifecycle: { destroy: false } }]);
    expect([...stateChangesIn(stages.without).forgotten]).toEqual([REPOSITORY]);
    expect(stages.without.find("aws_ecr_lifecycle_policy.training_service")).toBeUndefined();
  });

  test("the review does not call the repository destroyed, and says that it stays and is billed", () => {
    const { changes } = clusterReview(stages.before, stages.without);
    const destroyed = changes.resources.filter(({ action }) => action === "destroy");
    expect(destroyed.map(({ address }) => address)).toContain("aws_ecr_lifecycle_policy.training_service");
    expect(destroyed.map(({ address }) => address)).not.toContain(REPOSITORY);
    expect(retainedLines(stages.before, stages.without)).toEqual([
      expect.stringMatching(
        /^repository mlapp\/training-service and its images stay in AWS, Terraform no longer manages them, and their storage is billed; .* --force --repository-name mlapp\/training-service/,
      ),
    ]);
  });

  test("the cost includes the storage of the retained repository", () => {
    const plan = new EnvironmentPlan("mlapp", [{ layer: "cluster", stack: stages.without }]);
    const line = estimated(plan).lines.find(({ address }) => address === REPOSITORY);
    expect(line?.item).toBe("retained image repository");
    expect(line && formulaOf(line)).toMatch(/^2 GB × /);
  });
});

describe("when a removed model is added again", () => {
  let again: StackJson;

  beforeAll(async () => {
    const { copy, model } = stages;
    copy.write(FILE, `${copy.read(FILE)}${model}`);
    await copy.synth();
    again = copy.stack(CLUSTER);
  });

  test("Terraform imports the repository if it still exists", () => {
    expect(again.json["removed"]).toBeUndefined();
    expect([...stateChangesIn(again).imported]).toEqual([REPOSITORY]);
    expect(again.json["import"]).toEqual([
      {
        for_each: `\${toset([for name in ["${NAME}"] : name if try(contains(data.aws_ecr_repositories.existing.names, name), false)])}`,
        to: REPOSITORY,
        id: "${each.value}",
      },
    ]);
  });

  test("the review says that the apply imports or creates it", () => {
    expect(retainedLines(stages.without, again)).toEqual([
      `the apply imports the retained repository ${NAME} with its images, or creates it if it was deleted meanwhile`,
    ]);
  });

  test("--accept before the apply keeps the import", async () => {
    stages.copy.addresses("--accept");
    await stages.copy.synth();
    expect(stages.copy.stack(CLUSTER).json["import"]).toEqual(again.json["import"]);
  });
});

test("handed-over modules have the same blocks in HCL", async () => {
  const blocks = {
    removed: stages.without.json["removed"] ?? null,
    import: stages.copy.stack(CLUSTER).json["import"] ?? null,
  };
  const { json: found, calls } = readHcl(new Map([["main.tf", printedHcl(blocks, GRAMMARS.rootModule)]]));
  expect(
    comparedModules({ expected: blocks, found, calls, grammar: GRAMMARS.rootModule, foundIsHcl: true }),
  ).toMatchObject({
    differences: [],
    values: 5,
  });
});

test("a handed-over module of the cluster keeps the removal", () => {
  const { json } = moduleOf({
    environment: "mlapp",
    layer: "cluster",
    stack: stages.without,
    files: new Map(),
  });
  expect(json["removed"]).toEqual(stages.without.json["removed"]);
});

describe("in a lock of an earlier version, which has no names of repositories", () => {
  const withoutNames = (copy: WorkingCopy): void => {
    const lock = { ...lockIn(copy), repositories: undefined };
    copy.write(LOCK, JSON.stringify(lock));
  };

  test("an unchanged environment has a stale lock, and --accept records the names", () => {
    const copy = new WorkingCopy("mlapp");
    copy.addresses("--accept");
    withoutNames(copy);
    expect(copy.addresses()).toMatchObject({
      status: 1,
      stdout: expect.stringContaining(
        `${REPOSITORY}: names, or values whose change replaces an object, are not recorded`,
      ) as string,
    });
    copy.addresses("--accept");
    expect(copy.addresses().status).toBe(0);
    expect(lockIn(copy).repositories[CLUSTER]?.[REPOSITORY]).toBe(NAME);
  });

  test("--accept takes the name of a lost repository from the last synth", async () => {
    const copy = new WorkingCopy("mlapp");
    copy.addresses("--accept");
    await copy.synth();
    withoutNames(copy);
    copy.edit(FILE, MODEL, "");
    copy.addresses("--accept");
    expect(lockIn(copy).retained).toEqual({ [CLUSTER]: { [REPOSITORY]: NAME } });
  });

  test("without a last synth, --accept writes nothing and says what to do", () => {
    const copy = new WorkingCopy("mlapp");
    copy.addresses("--accept");
    withoutNames(copy);
    copy.edit(FILE, MODEL, "");
    const before = copy.read(LOCK);
    const { status, stderr } = copy.addresses("--accept");
    expect(status).toBe(1);
    expect(stderr).toContain(`got no name of ${REPOSITORY}`);
    expect(copy.read(LOCK)).toBe(before);
  });
});
