import { WorkingCopy } from "../support/working-copy";
import { recordBeforeRename, writeBeforeRename } from "../support/renames";

/** A renamed construct, as a lock from before the rename sees it. */
const MOVE = { stack: "mlapp-network", from: "aws_subnet.workload_a", to: "aws_subnet.private_a" };

/** An environment with a lock and an output. */
function locked(...names: readonly string[]): WorkingCopy {
  const copy = new WorkingCopy(...names);
  copy.addresses("--accept");
  copy.synth();
  return copy;
}

function renamed(): WorkingCopy {
  const copy = locked("mlapp");
  recordBeforeRename(copy.environments, "mlapp", [MOVE]);
  writeBeforeRename(copy.outdir, [MOVE]);
  return copy;
}

test("an environment without a lock is synthesized, and one line says how to make one", () => {
  const { summary } = new WorkingCopy("mlapp").synth();
  expect(summary?.split("\n").filter((line) => line.includes("addresses"))).toEqual([
    expect.stringMatching(
      /^new addresses that no lock records yet \(\d+ of mlapp\): npm run addresses -- --accept$/,
    ),
  ]);
});

test("with a lock that is current, synth says nothing of addresses", () => {
  expect(locked("mlapp").synth().summary).not.toContain("addresses");
});

test("a lock whose YAML is gone, as after a rename of the file, is told in one line", () => {
  const copy = locked("mlapp", "retail-forecast");
  copy.remove("mlapp.yaml");
  copy.write("mlapp.addresses.json", "{bad");
  expect(copy.synth().summary?.match(/^stale .*/gm)).toEqual([
    expect.stringMatching(
      /^stale address locks whose YAML is gone \(\S*environments\/mlapp\.addresses\.json\): npm run addresses tells/,
    ),
  ]);
  expect(copy.synth(["retail-forecast"]).summary).not.toMatch(/^stale/m);
});

test("an address that is new stops nothing, and is told", () => {
  const copy = locked("mlapp");
  copy.edit("mlapp.yaml", "cidrs: [10.96.0.0/24]", "cidrs: [10.96.0.0/24]\n  observability: true");
  expect(copy.synth().summary).toMatch(/new addresses that no lock records yet \(\d+ of mlapp\)/);
});

describe("when a model is removed", () => {
  const copy = locked("mlapp", "retail-forecast");
  copy.edit("mlapp.yaml", / {2}- name: training-service[^]*/, "");
  const before = copy.published;
  const { error = "" } = copy.synth();

  test("synth fails with every address that would be lost, and publishes nothing", () => {
    expect(copy.published).toEqual(before);
    expect(before.size).toBeGreaterThan(10);
    const lost = error.split("\n").filter((line) => line.startsWith("lost "));
    expect(lost.length).toBeGreaterThan(10);
    expect(lost.filter((line) => !line.includes("training_service") && !line.includes("8000"))).toEqual([]);
    expect(error).toContain(`${lost.length} addresses lost; two ways out:`);
    expect(error).toMatch(/nothing was published$/);
  });

  test("it names the stack, the address, the construct, the place in the YAML and what is destroyed", () => {
    expect(error).toContain(
      "lost  mlapp-cluster aws_ecr_repository.training_service " +
        "(mlapp-cluster/Repositories/training-service/Resource, environments/mlapp.yaml:12:1)\n" +
        '      an apply destroys the aws_ecr_repository "mlapp/training-service"\n',
    );
  });

  test("it proposes no rename, and names both ways out", () => {
    expect(error).not.toContain("probably");
    expect(error).toContain("npm run addresses -- --move OLD=NEW\n");
    expect(error).toContain("npm run addresses -- --accept\n");
  });

  test("another environment of the folder is not concerned", () => {
    expect(copy.synth(["retail-forecast"]).summary).toContain("done 5 stacks");
  });

  test("without the last synth the same addresses are named", () => {
    const elsewhere = locked("mlapp");
    elsewhere.edit("mlapp.yaml", / {2}- name: training-service[^]*/, "");
    const addresses = (text: string) => text.match(/^lost \S* ?\S+ \S+/gm);
    const { stdout } = elsewhere.addresses("--out", "no-such-folder");
    expect(addresses(stdout)).toEqual(addresses(error));
    expect(stdout).toContain("an apply destroys the aws_ecr_repository\n");
  });
});

test("what is lost and what checks find is told in one run", () => {
  const copy = locked("retail-forecast");
  copy.edit("retail-forecast.yaml", /waivers:[^]*/, "");
  const move = { stack: "retail-forecast-network", from: "aws_vpc.network", to: "aws_vpc.main" };
  recordBeforeRename(copy.environments, "retail-forecast", [move]);
  const { error } = copy.synth();
  expect(error).toMatch(/^lost {2}retail-forecast-network aws_vpc\.network/);
  expect(error).toContain("public-entry-waf retail-forecast-models kubernetes_ingress_v1.models");
  expect(error).toMatch(/nothing was published$/);
});

describe("when a construct is renamed", () => {
  test("synth fails, and proposes the command that keeps what exists", () => {
    const { error } = renamed().synth();
    expect(error).toContain("probably aws_subnet.private_a now: every argument is the same");
    expect(error).toContain("npm run addresses -- --move aws_subnet.workload_a=aws_subnet.private_a\n");
    expect(error).toContain("1 address lost");
  });

  test("with the move, its stack and no other gets a moved block, and all else stays as it was", () => {
    const copy = locked("mlapp");
    const before = copy.published;
    recordBeforeRename(copy.environments, "mlapp", [MOVE]);
    expect(copy.addresses("--move", `${MOVE.from}=${MOVE.to}`).status).toBe(0);
    expect(copy.synth().error).toBeUndefined();
    const changed = [...copy.published].filter(([path, text]) => before.get(path) !== text);
    expect(changed.map(([path]) => path)).toEqual(["stacks/mlapp-network/cdk.tf.json"]);
    const { json } = copy.stack("mlapp-network");
    expect(json["moved"]).toEqual([{ from: MOVE.from, to: MOVE.to }]);
    const old = JSON.parse(before.get("stacks/mlapp-network/cdk.tf.json") ?? "") as object;
    expect(json).toEqual({ ...old, moved: json["moved"], "//": json["//"] });
  });
});

describe("where the lock is there, and no output of an earlier synth, as in a fresh checkout,", () => {
  test("a move is a guess, and a plan has to prove it", () => {
    const copy = new WorkingCopy("mlapp");
    copy.addresses("--accept");
    recordBeforeRename(copy.environments, "mlapp", [MOVE]);
    const { error } = copy.synth();
    expect(error).toContain("by its address alone it may be aws_subnet.private_a now");
    expect(error).toMatch(
      /perhaps renamed, .*; Terraform keeps what exists where a plan then replaces nothing:/,
    );
    expect(error).not.toContain("renamed, so that Terraform keeps what exists");
    expect(error).toContain("npm run addresses -- --move aws_subnet.workload_a=aws_subnet.private_a\n");
  });

  test("no move is offered for a model that got another name", () => {
    const copy = new WorkingCopy("mlapp");
    copy.addresses("--accept");
    copy.edit("mlapp.yaml", "name: training-service", "name: trainer-service");
    const { error } = copy.synth();
    expect(error).toContain("lost  mlapp-cluster aws_ecr_repository.training_service");
    expect(error).not.toContain("may be");
    expect(error).toContain("npm run addresses -- --move OLD=NEW\n");
  });
});

test("a move that does not hold is told with its place in the lock, beside what is lost", () => {
  const copy = renamed();
  copy.edit(
    "mlapp.addresses.json",
    '"moves": []',
    '"moves": [{ "stack": "mlapp-network", "from": "aws_vpc.old", "to": "aws_vpc.maim" }]',
  );
  const { error } = copy.synth();
  expect(error).toMatch(
    /environments\/mlapp\.addresses\.json:3:\d+ moves\[0\]\.to: got aws_vpc\.maim, .*; did you mean aws_vpc\.main\?\n/,
  );
  expect(error).toContain("lost  mlapp-network aws_subnet.workload_a");
});

test("a lock that cannot be read stops synth before anything is built", () => {
  const copy = locked("mlapp");
  copy.edit("mlapp.addresses.json", '"moves": [],', "");
  expect(copy.synth().error).toMatch(
    /^environments\/mlapp\.addresses\.json:1:1 moves: got nothing, expected /,
  );
});

test("what prevent_destroy protected is told to lose its guard", () => {
  const copy = locked("mlapp");
  const move = { stack: "mlapp-state", from: "aws_s3_bucket.records", to: "aws_s3_bucket.state_bucket" };
  recordBeforeRename(copy.environments, "mlapp", [move]);
  writeBeforeRename(copy.outdir, [move]);
  expect(copy.synth().error).toContain("its prevent_destroy goes with its block");
});
