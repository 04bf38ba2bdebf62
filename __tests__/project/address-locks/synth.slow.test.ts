import { WorkingCopy } from "../../support/working-copy";
import { recordBeforeRename, writeBeforeRename } from "../../support/renames";

/** The move of a renamed construct, for a lock from before the rename. */
const MOVE = { stack: "mlapp-network", from: "aws_subnet.workload_a", to: "aws_subnet.private_a" };

/** An environment with a lock and an output. */
async function locked(...names: readonly string[]): Promise<WorkingCopy> {
  const copy = new WorkingCopy(...names);
  copy.addresses("--accept");
  await copy.synth();
  return copy;
}

async function renamed(): Promise<WorkingCopy> {
  const copy = await locked("mlapp");
  recordBeforeRename(copy.environments, "mlapp", [MOVE]);
  writeBeforeRename(copy.outdir, [MOVE]);
  return copy;
}

test("an environment without a lock is synthesized, and one line names the command that creates a lock", async () => {
  const { summary } = await new WorkingCopy("mlapp").synth();
  expect(summary?.split("\n").filter((line) => line.includes("addresses"))).toEqual([
    expect.stringMatching(
      /^new addresses or values that no address lock records \(\d+ of mlapp\): run npx private-eks-inference lock addresses --accept$/,
    ),
  ]);
});

test("with a current lock, the summary does not mention addresses", async () => {
  expect((await (await locked("mlapp")).synth()).summary).not.toContain("addresses");
});

describe("when the YAML file of a locked environment is missing", () => {
  let copy: WorkingCopy;

  beforeEach(async () => {
    copy = await locked("mlapp", "retail-forecast");
    copy.remove("mlapp.yaml");
  });

  test("synth fails, keeps the output, and names the lock and both ways out", async () => {
    const before = copy.published;
    const { error = "" } = await copy.synth();
    expect(copy.published).toEqual(before);
    expect(error).toMatch(
      /^lost {2}\S*environments\/mlapp\.addresses\.json: the YAML file of this lock is missing/,
    );
    expect(error).toContain("git mv OLD.addresses.json NEW.addresses.json");
    expect(error).toContain("npx private-eks-inference lock addresses --accept");
    expect(error).toMatch(/nothing was written$/);
  });

  test("a lock that cannot be read is named too", async () => {
    copy.write("mlapp.addresses.json", "{bad");
    expect((await copy.synth()).error).toContain("mlapp.addresses.json");
  });

  test("other environments can be synthesized by their names", async () => {
    expect((await copy.synth(["retail-forecast"])).summary).toContain("done 5 stacks");
  });

  test("after --accept, synth succeeds", async () => {
    copy.addresses("--accept");
    expect((await copy.synth()).summary).toContain("done 5 stacks");
  });
});

describe("when the port of a model changes", () => {
  let copy: WorkingCopy;
  let error: string;

  beforeAll(async () => {
    copy = await locked("retail-forecast");
    copy.edit("retail-forecast.yaml", "port: 8080", "port: 9090");
    ({ error = "" } = await copy.synth());
  });

  test("synth fails, and proposes the key that keeps the old port open, and no move", () => {
    expect(error).toContain("nodes_from_alb_8080");
    expect(error).toContain("    alsoPorts: [8080]\n");
    expect(error).not.toContain("probably renamed");
    expect(error).toContain("--move OLD=NEW");
  });

  test("with the key, synth keeps the rules of the old port, without a warning that they are unused", async () => {
    copy.edit("retail-forecast.yaml", "port: 9090", "port: 9090\n    alsoPorts: [8080]");
    const { summary } = await copy.synth();
    expect(JSON.stringify(copy.stack("retail-forecast-network").json)).toContain("nodes_from_alb_8080");
    expect(summary).toContain("0 errors, 0 warnings");
  });
});

test("when the last secret is removed, synth fails, and the key that it proposes keeps the driver", async () => {
  const copy = await locked("ml-inference-prod");
  copy.edit("ml-inference-prod.yaml", "    secrets: [ml-inference/api-key]\n", "");
  const { error: without } = await copy.synth();
  expect(without).toContain("helm_release.secrets_store_driver");
  expect(without).toContain("    keepSecretsDriver: true\n");
  copy.edit(
    "ml-inference-prod.yaml",
    "namespace: ml-inference\n",
    "namespace: ml-inference\nkeepSecretsDriver: true\n",
  );
  const { error: kept } = await copy.synth();
  expect(kept).toMatch(/^1 address lost; choose one:$/m);
  expect(kept).not.toContain("secrets_store_driver");
});

test("a new address is reported, and synth succeeds", async () => {
  const copy = await locked("mlapp");
  copy.edit("mlapp.yaml", "  fargate: true", "  fargate: true\n  observability: true");
  copy.renewWaivers((await copy.synth()).error);
  expect((await copy.synth()).summary).toMatch(
    /new addresses or values that no address lock records \(\d+ of mlapp\)/,
  );
});

describe("when a model is removed", () => {
  let copy: WorkingCopy;
  let before: WorkingCopy["published"];
  let error: string;
  let lost: readonly string[];

  beforeAll(async () => {
    copy = await locked("mlapp", "retail-forecast");
    copy.edit("mlapp.yaml", / {2}- name: training-service[^]*/, "");
    before = copy.published;
    ({ error = "" } = await copy.synth());
    lost = error.split("\n").filter((line) => line.startsWith("lost "));
  });

  test("synth fails, and leaves the output unchanged", () => {
    expect(before.size).toBeGreaterThan(10);
    expect(copy.published).toEqual(before);
    expect(error).toMatch(/nothing was written$/);
  });

  test("the error names the addresses of that model, and counts them", () => {
    expect(lost.length).toBeGreaterThan(10);
    expect(lost.filter((line) => !line.includes("training_service") && !line.includes("8000"))).toEqual([]);
    expect(error).toContain(`${lost.length} addresses lost; choose one:`);
  });

  test("each line names the stack, the address, the construct, the YAML position and the destroyed resource", () => {
    expect(error).toContain(
      "lost  mlapp-cluster aws_ecr_repository.training_service " +
        "(mlapp-cluster/Repositories/training-service/Resource, environments/mlapp.yaml:54:1)\n" +
        '      an apply no longer manages the aws_ecr_repository "mlapp/training-service", which stays with its images\n',
    );
    expect(error).toContain('      an apply destroys the kubernetes_deployment_v1 "training-service"\n');
  });

  test("the error proposes no rename, and names both commands", () => {
    expect(error).not.toContain("probably");
    expect(error).toContain("npx private-eks-inference lock addresses --move OLD=NEW\n");
    expect(error).toContain("npx private-eks-inference lock addresses --accept\n");
  });

  test("another environment of the folder can be synthesized", async () => {
    expect((await copy.synth(["retail-forecast"])).summary).toContain("done 5 stacks");
  });

  test("without the last synth, the command names the same addresses", async () => {
    const elsewhere = await locked("mlapp");
    elsewhere.edit("mlapp.yaml", / {2}- name: training-service[^]*/, "");
    const addresses = (text: string) => text.match(/^lost \S* ?\S+ \S+/gm);
    const { stdout } = elsewhere.addresses("--in", "no-such-folder");
    expect(addresses(stdout)).toEqual(addresses(error));
    expect(stdout).toContain("an apply destroys the kubernetes_deployment_v1\n");
  });
});

test("one run reports lost addresses and findings of checks", async () => {
  const copy = await locked("retail-forecast");
  copy.edit("retail-forecast.yaml", / {2}webAclArn:.*\n/, "");
  const move = { stack: "retail-forecast-network", from: "aws_vpc.network", to: "aws_vpc.main" };
  recordBeforeRename(copy.environments, "retail-forecast", [move]);
  const { error } = await copy.synth();
  expect(error).toMatch(/^lost {2}retail-forecast-network aws_vpc\.network/);
  expect(error).toContain("public-entry-waf retail-forecast-models kubernetes_ingress_v1.models");
  expect(error).toMatch(/nothing was written$/);
});

describe("when a construct is renamed", () => {
  test("synth fails, and proposes the command that keeps the resources", async () => {
    const { error } = await (await renamed()).synth();
    expect(error).toContain("probably renamed to aws_subnet.private_a, which has the same arguments");
    expect(error).toContain(
      "npx private-eks-inference lock addresses --move aws_subnet.workload_a=aws_subnet.private_a\n",
    );
    expect(error).toContain("1 address lost");
  });

  test("with the move, only its stack changes, and only by a moved block", async () => {
    const copy = await locked("mlapp");
    const before = copy.published;
    const old = copy.stack("mlapp-network").json;
    recordBeforeRename(copy.environments, "mlapp", [MOVE]);
    expect(copy.addresses("--move", `${MOVE.from}=${MOVE.to}`).status).toBe(0);
    expect((await copy.synth()).error).toBeUndefined();
    const changed = [...copy.published].filter(([path, text]) => before.get(path) !== text);
    expect(changed.map(([path]) => path)).toEqual([
      ".synth-files.json",
      "stacks/mlapp-network/cdk.tf.json",
      "stacks/mlapp-network/moves.tf.json",
      // It has the checksum of the lock, which the move is written to.
      "stacks/mlapp-state/environment.json",
    ]);
    const { json } = copy.stack("mlapp-network");
    expect(json["moved"]).toEqual([{ from: MOVE.from, to: MOVE.to }]);
    expect(json).toEqual({ ...old, moved: json["moved"], "//": json["//"] });
  });
});

describe("with a lock and without the output of an earlier synth, as in a fresh checkout,", () => {
  test("a proposed move is marked as a guess to check with a plan", async () => {
    const copy = new WorkingCopy("mlapp");
    copy.addresses("--accept");
    recordBeforeRename(copy.environments, "mlapp", [MOVE]);
    const { error } = await copy.synth();
    expect(error).toContain("possibly renamed to aws_subnet.private_a, which has a similar address");
    expect(error).toContain(
      "if renamed (a guess from the addresses alone; check that a plan replaces nothing), keep the resources:",
    );
    expect(error).not.toContain("if renamed, keep the resources:");
    expect(error).toContain(
      "npx private-eks-inference lock addresses --move aws_subnet.workload_a=aws_subnet.private_a\n",
    );
  });

  test("no move is proposed for a renamed model", async () => {
    const copy = new WorkingCopy("mlapp");
    copy.addresses("--accept");
    copy.edit("mlapp.yaml", "name: training-service", "name: trainer-service");
    const { error } = await copy.synth();
    expect(error).toContain("lost  mlapp-cluster aws_ecr_repository.training_service");
    expect(error).not.toMatch(/probably|possibly|--move/);
  });
});

describe("when a model gets another name", () => {
  let copy: WorkingCopy;
  let error: string;

  beforeAll(async () => {
    copy = await locked("mlapp");
    copy.edit("mlapp.yaml", "name: training-service", "name: trainer");
    ({ error = "" } = await copy.synth());
  });

  test("synth stops, and prints the way that works instead of a move", () => {
    expect(error).toContain("  if training-service became trainer: a move keeps nothing,");
    expect(error).toContain("restore training-service, and add trainer with paths of its own");
    expect(error).not.toContain("--move");
  });

  test.each([
    "kubernetes_deployment_v1.training_service=kubernetes_deployment_v1.trainer",
    "aws_ecr_lifecycle_policy.training_service=aws_ecr_lifecycle_policy.trainer",
    "kubernetes_config_map_v1.training_service=kubernetes_config_map_v1.trainer",
  ])("the move %s is refused, since Terraform would replace the object", (rename) => {
    const before = copy.read("mlapp.addresses.json");
    const { status, stderr } = copy.addresses("--move", rename);
    expect(status).toBe(1);
    expect(stderr).toMatch(/: got \S.*, expected .*: with another value, Terraform replaces the object/);
    expect(copy.read("mlapp.addresses.json")).toBe(before);
  });

  test("without the last synth and without a record, the command says that it does not know", () => {
    const rename = "kubernetes_config_map_v1.training_service=kubernetes_config_map_v1.trainer";
    const { status, stdout } = copy.addresses("--in", "no-such-folder", "--move", rename);
    expect(status).toBe(0);
    expect(stdout).toMatch(
      /^unknown .*kubernetes_config_map_v1\.trainer: the name at the old address is not known/m,
    );
  });

  test("the way beside: each of its steps is accepted", async () => {
    const beside = await locked("mlapp");
    beside.edit(
      "mlapp.yaml",
      "  - name: training-service",
      '  - name: trainer\n    image: { tag: "2.0.1" }\n    port: 8000\n    paths: [/trainer]\n  - name: training-service',
    );
    expect((await beside.synth()).error).toBeUndefined();
    beside.addresses("--accept");
    beside.edit("mlapp.yaml", / {2}- name: training-service[^]*/, "");
    expect((await beside.synth()).error).toContain("kubernetes_deployment_v1.training_service");
    beside.addresses("--accept");
    expect((await beside.synth()).error).toBeUndefined();
  });
});

test("an invalid move is reported with its position in the lock, together with lost addresses", async () => {
  const copy = await renamed();
  copy.edit(
    "mlapp.addresses.json",
    '"moves": []',
    '"moves": [{ "stack": "mlapp-network", "from": "aws_vpc.old", "to": "aws_vpc.maim" }]',
  );
  const { error } = await copy.synth();
  expect(error).toMatch(
    /environments\/mlapp\.addresses\.json:3:\d+ moves\[0\]\.to: got aws_vpc\.maim, .*; did you mean aws_vpc\.main\?\n/,
  );
  expect(error).toContain("lost  mlapp-network aws_subnet.workload_a");
});

test("an invalid lock fails synth before stacks are built", async () => {
  const copy = await locked("mlapp");
  copy.edit("mlapp.addresses.json", '"moves": [],', "");
  expect((await copy.synth()).error).toMatch(
    /^environments\/mlapp\.addresses\.json:1:1 moves: got nothing, expected /,
  );
});

test("the loss of a protected resource says that prevent_destroy is removed too", async () => {
  const copy = await locked("mlapp");
  const move = { stack: "mlapp-state", from: "aws_s3_bucket.records", to: "aws_s3_bucket.state_bucket" };
  recordBeforeRename(copy.environments, "mlapp", [move]);
  writeBeforeRename(copy.outdir, [move]);
  expect((await copy.synth()).error).toContain("removing the block removes its prevent_destroy");
});
