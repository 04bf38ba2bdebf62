import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { WorkingCopy } from "../../support/working-copy";
import { recordBeforeRename, writeBeforeRename } from "../../support/renames";

const RENAME = "aws_subnet.workload_a=aws_subnet.private_a";

async function locked(...names: readonly string[]): Promise<WorkingCopy> {
  const copy = new WorkingCopy(...names);
  expect(copy.addresses("--accept")).toMatchObject({ status: 0, stderr: "" });
  return copy;
}

/** Locks and output from before the subnet of the first zone was renamed. */
async function renamed(...names: readonly string[]): Promise<WorkingCopy> {
  const copy = await locked(...names);
  await copy.synth();
  for (const name of names) {
    const move = { stack: `${name}-network`, from: "aws_subnet.workload_a", to: "aws_subnet.private_a" };
    recordBeforeRename(copy.environments, name, [move]);
    writeBeforeRename(copy.outdir, [move]);
  }
  return copy;
}

function removeModel(copy: WorkingCopy): void {
  copy.edit("mlapp.yaml", / {2}- name: training-service[^]*/, "");
}

describe("without options", () => {
  test("an environment without a lock is named, and is 1", () => {
    const { status, stdout } = new WorkingCopy("mlapp").addresses();
    expect(status).toBe(1);
    expect(stdout).toMatch(/^new {3}mlapp: \d+ addresses, and no environments\/mlapp\.addresses\.json yet\n/);
    expect(stdout).toMatch(/npm run addresses -- --accept records what is emitted\n$/);
  });

  test("locks that are current are 0, and nothing is written", async () => {
    const copy = await locked("mlapp", "retail-forecast");
    const before = copy.read("mlapp.addresses.json");
    const { status, stdout } = copy.addresses();
    expect({ status, lines: stdout.trim().split("\n") }).toEqual({
      status: 0,
      lines: [
        expect.stringMatching(/^same {2}environments\/mlapp\.addresses\.json: \d+ addresses$/),
        expect.stringMatching(/^same {2}environments\/retail-forecast\.addresses\.json: \d+ addresses$/),
      ],
    });
    expect(copy.read("mlapp.addresses.json")).toBe(before);
  });

  test("a new address makes the lock stale: it could be lost unnoticed", async () => {
    const copy = await locked("mlapp");
    copy.edit("mlapp.yaml", "fargate: true", "fargate: true\n  observability: true");
    const { status, stdout } = copy.addresses();
    expect(status).toBe(1);
    expect(stdout).toContain("stale environments/mlapp.addresses.json\n");
    expect(stdout).toContain("new   mlapp-cluster aws_eks_addon.amazon_cloudwatch_observability\n");
    expect(stdout).not.toContain("lost");
    expect(stdout).toMatch(/--accept records what is emitted\n$/);
  });

  test("a lost address is shown with both ways out", async () => {
    const copy = await locked("mlapp");
    removeModel(copy);
    const { status, stdout } = copy.addresses();
    expect(status).toBe(1);
    expect(stdout).toMatch(/^lost {2}mlapp-models kubernetes_deployment_v1\.training_service /m);
    expect(stdout).toMatch(/npm run addresses -- --move OLD=NEW\n[^]*npm run addresses -- --accept\n$/);
  });

  test("a move that was written by hand makes the lock stale until it is recorded", async () => {
    const copy = await renamed("mlapp");
    const move =
      '{ "stack": "mlapp-network", "from": "aws_subnet.workload_a", "to": "aws_subnet.private_a" }';
    copy.edit("mlapp.addresses.json", '"moves": []', `"moves": [${move}]`);
    const { status, stdout } = copy.addresses();
    expect(status).toBe(1);
    expect(stdout).toContain("moved mlapp-network aws_subnet.workload_a -> aws_subnet.private_a\n");
    const accepted = copy.addresses("--accept");
    expect(accepted.stdout).toMatch(/^recorded .*: \d+ addresses \(1 moved\)\n$/);
    expect(accepted.stdout).not.toContain("GIVEN UP");
    expect(copy.addresses()).toMatchObject({ status: 0 });
  });

  test("a lock whose YAML is gone is named, and Terraform said to destroy nothing of it", async () => {
    const copy = await locked("mlapp", "retail-forecast");
    copy.remove("mlapp.yaml");
    const { status, stdout } = copy.addresses();
    expect(status).toBe(1);
    expect(stdout).toMatch(
      /^stale environments\/mlapp\.addresses\.json: its YAML is gone, and Terraform destroys nothing/m,
    );
    expect(copy.addresses("--environments", "retail-forecast").status).toBe(0);
  });
});

describe("--accept", () => {
  test("records what is new, and gives up nothing", () => {
    const { status, stdout } = new WorkingCopy("mlapp").addresses("--accept");
    expect(status).toBe(0);
    expect(stdout).toMatch(/^recorded environments\/mlapp\.addresses\.json: (\d+) addresses \(\1 new\)\n$/);
  });

  test("says loudly what is given up, after which synth runs", async () => {
    const copy = await locked("mlapp");
    await copy.synth();
    removeModel(copy);
    expect((await copy.synth()).error).toBeDefined();
    const { status, stdout } = copy.addresses("--accept");
    expect(status).toBe(0);
    const given = stdout.split("\n").filter((line) => line.startsWith("given up "));
    expect(given.length).toBeGreaterThan(10);
    expect(stdout).toContain(`(${given.length} given up)`);
    expect(stdout).toContain(`GIVEN UP: ${given.length} addresses. The next terraform apply DESTROYS`);
    expect((await copy.synth()).error).toBeUndefined();
    expect(copy.read("mlapp.addresses.json")).not.toContain("training_service");
  });

  test("the diff shows what is given up and nothing else", async () => {
    const copy = await locked("mlapp");
    const before = copy.read("mlapp.addresses.json").split("\n");
    removeModel(copy);
    copy.addresses("--accept");
    const after = copy.read("mlapp.addresses.json").replaceAll(",", "").split("\n");
    const plain = before.map((line) => line.replaceAll(",", ""));
    expect(after.filter((line) => !plain.includes(line))).toEqual([]);
    const gone = plain.filter((line) => !after.includes(line));
    expect(gone.length).toBeGreaterThan(10);
    expect(gone.filter((line) => !/training_service|8000/.test(line))).toEqual([]);
  });

  test("drops the moves that lead to what is given up, and keeps the others", async () => {
    const copy = await locked("mlapp");
    const moves = [
      '{ "stack": "mlapp-models", "from": "aws_iam_role.train", "to": "aws_iam_role.training_service" }',
      '{ "stack": "mlapp-network", "from": "aws_vpc.old", "to": "aws_vpc.main" }',
    ];
    copy.edit("mlapp.addresses.json", '"moves": []', `"moves": [${moves.join(", ")}]`);
    removeModel(copy);
    const { stdout } = copy.addresses("--accept");
    expect(stdout).toContain("dropped mlapp-models aws_iam_role.train -> aws_iam_role.training_service");
    expect(copy.read("mlapp.addresses.json")).toContain('"from": "aws_vpc.old"');
    expect(copy.addresses().status).toBe(0);
  });

  test("fails while a move of a lock is wrong, and writes no lock at all", async () => {
    const copy = await locked("mlapp", "retail-forecast");
    removeModel(copy);
    const move = '{ "stack": "retail-forecast-network", "from": "aws_vpc.a", "to": "aws_vpc.b" }';
    copy.edit("retail-forecast.addresses.json", '"moves": []', `"moves": [${move}]`);
    const before = copy.read("mlapp.addresses.json");
    const { status, stderr } = copy.addresses("--accept");
    expect(status).toBe(1);
    expect(stderr).toMatch(
      /^environments\/retail-forecast\.addresses\.json:3:\d+ moves\[0\]\.to: got aws_vpc\.b, /,
    );
    expect(copy.read("mlapp.addresses.json")).toBe(before);
  });

  test("removes the lock of an environment that is gone", async () => {
    const copy = await locked("mlapp", "retail-forecast");
    copy.remove("mlapp.yaml");
    expect(copy.addresses("--accept").stdout).toMatch(
      /^removed environments\/mlapp\.addresses\.json: \d+ addresses/m,
    );
    expect(copy.files).toEqual(["retail-forecast.addresses.json", "retail-forecast.yaml"]);
    expect(copy.addresses().status).toBe(0);
  });

  test("with --environment the locks of the others stay as they are", () => {
    const copy = new WorkingCopy("mlapp", "retail-forecast");
    copy.addresses("--accept", "--environments", "mlapp");
    expect(copy.files).toEqual(["mlapp.addresses.json", "mlapp.yaml", "retail-forecast.yaml"]);
  });
});

describe("--move", () => {
  test("is written in every environment that it fits, and loses nothing", async () => {
    const copy = await renamed("mlapp", "retail-forecast");
    const { status, stdout } = copy.addresses("--move", RENAME);
    expect(status).toBe(0);
    expect(stdout.match(/^moved .*/gm)).toEqual([
      "moved    mlapp-network aws_subnet.workload_a -> aws_subnet.private_a",
      "moved    retail-forecast-network aws_subnet.workload_a -> aws_subnet.private_a",
    ]);
    expect(stdout).toContain("A move may go once its environment was applied with it");
    expect(copy.addresses()).toMatchObject({ status: 0 });
    expect(copy.addresses().stdout).toContain("addresses, 1 moves");
  });

  test("with --stack it is written in that stack alone", async () => {
    const copy = await renamed("mlapp", "retail-forecast");
    expect(copy.addresses("--move", RENAME, "--stack", "mlapp-network").status).toBe(0);
    const { stdout } = copy.addresses();
    expect(stdout).toContain("same  environments/mlapp.addresses.json");
    expect(stdout).toContain("lost  retail-forecast-network aws_subnet.workload_a");
  });

  test("several are written at once", async () => {
    const copy = await locked("mlapp");
    const moves = ["a", "b"].map((zone) => ({
      stack: "mlapp-network",
      from: `aws_subnet.workload_${zone}`,
      to: `aws_subnet.private_${zone}`,
    }));
    recordBeforeRename(copy.environments, "mlapp", moves);
    const options = moves.flatMap(({ from, to }) => ["--move", `${from}=${to}`]);
    expect(copy.addresses(...options).status).toBe(0);
    expect(copy.addresses().status).toBe(0);
  });

  test("after an --accept too many, the move can still be written by naming the stack", async () => {
    const copy = await renamed("mlapp");
    copy.addresses("--accept");
    expect(copy.addresses("--move", RENAME).status).toBe(1);
    expect(copy.addresses("--move", RENAME, "--stack", "mlapp-network").status).toBe(0);
    await copy.synth();
    expect(copy.stack("mlapp-network").json["moved"]).toEqual([
      { from: "aws_subnet.workload_a", to: "aws_subnet.private_a" },
    ]);
  });

  test("a second rename is chained to the first", async () => {
    const copy = await renamed("mlapp");
    copy.addresses("--move", RENAME);
    const again = { stack: "mlapp-network", from: "aws_subnet.middle_a", to: "aws_subnet.private_a" };
    copy.edit("mlapp.addresses.json", '"to": "aws_subnet.private_a"', '"to": "aws_subnet.middle_a"');
    recordBeforeRename(copy.environments, "mlapp", [again]);
    expect(copy.addresses("--move", "aws_subnet.middle_a=aws_subnet.private_a").status).toBe(0);
    await copy.synth();
    expect(copy.stack("mlapp-network").json["moved"]).toEqual([
      { from: "aws_subnet.middle_a", to: "aws_subnet.private_a" },
      { from: "aws_subnet.workload_a", to: "aws_subnet.middle_a" },
    ]);
  });

  test.each([
    [
      "the old address is not lost",
      "aws_subnet.workload_x=aws_subnet.private_a",
      "got aws_subnet.workload_x, expected an address that is lost; did you mean aws_subnet.workload_a?",
    ],
    [
      "the new address is not new",
      "aws_subnet.workload_a=aws_subnet.privat_a",
      "got aws_subnet.privat_a, expected an address that is new where the old one is lost; did you mean aws_subnet.private_a?",
    ],
  ])("fails when %s, and writes nothing", async (_, rename, message) => {
    const copy = await renamed("mlapp");
    const before = copy.read("mlapp.addresses.json");
    const { status, stderr } = copy.addresses("--move", rename);
    expect({ status, stderr }).toEqual({ status: 1, stderr: `--move ${rename}: ${message}\n` });
    expect(copy.read("mlapp.addresses.json")).toBe(before);
  });

  test("fails when Terraform would refuse it, and writes nothing", async () => {
    const copy = await renamed("mlapp");
    const before = copy.read("mlapp.addresses.json");
    const bad = copy.addresses("--move", "aws_subnet.workload_a=aws_vpc.main", "--stack", "mlapp-network");
    expect(bad.status).toBe(1);
    expect(bad.stderr).toMatch(
      /^--move aws_subnet\.workload_a=aws_vpc\.main \(mlapp-network\): got aws_vpc\.main, expected another aws_subnet/,
    );
    expect(copy.read("mlapp.addresses.json")).toBe(before);
  });

  test("fails when the stack is unknown", async () => {
    const { status, stderr } = (await renamed("mlapp")).addresses(
      "--move",
      RENAME,
      "--stack",
      "mlapp-netwrk",
    );
    expect(status).toBe(1);
    expect(stderr).toMatch(
      /^--stack: got mlapp-netwrk, expected one of mlapp-state, .*; did you mean mlapp-network\?\n$/,
    );
  });

  test("fails when nothing is lost at all", async () => {
    const { stderr } = (await locked("mlapp")).addresses("--move", RENAME);
    expect(stderr).toContain("expected an address that is lost; there is none");
  });
});

test("fails when an environment is wrong or unknown, as synth does", async () => {
  const copy = await locked("mlapp");
  expect(copy.addresses("--environments", "ml-ap").stderr).toMatch(/got ml-ap, expected one of mlapp/);
  copy.edit("mlapp.yaml", "egress: single-nat", "egres: single-nat");
  expect(copy.addresses()).toMatchObject({ status: 1, stdout: "", stderr: expect.stringContaining("egres") });
});

test.each([
  [["--move", "aws_subnet.a"], "expected OLD=NEW"],
  [["--move", "=aws_subnet.a"], "expected OLD=NEW"],
  [["--move", "a=b=c"], "expected OLD=NEW"],
  [["--move"], "argument missing"],
  [["--stack", "mlapp-network"], "--stack says where a --move belongs"],
  [["--accept", "--move", RENAME], "cannot be used with"],
  [["--forget"], "unknown option"],
  [["mlapp"], "got mlapp, expected none; options need a -- before them: npm run addresses -- --option value"],
])("wrong usage is exit status 2: %j", (args, message) => {
  const { status, stderr } = new WorkingCopy("mlapp").addresses(...args);
  expect(status).toBe(2);
  expect(stderr).toContain(message);
});

test("help names every option, variable and exit status", () => {
  const { status, stdout } = new WorkingCopy().addresses("--help");
  expect(status).toBe(0);
  for (const word of [
    "--move",
    "--stack",
    "--accept",
    "--environments",
    "--in",
    "ENVIRONMENT=",
    "ENVIRONMENTS_DIR=",
    "exit status: 0",
  ]) {
    expect(stdout).toContain(word);
  }
});

test("as a command it takes folder, environments and output from the same variables as synth", () => {
  const { environments, outdir } = new WorkingCopy("mlapp", "retail-forecast");
  const root = join(__dirname, "../../..");
  const { status, stdout } = spawnSync(
    process.execPath,
    ["scripts/launch.js", "src/commands/addresses/main.ts"],
    {
      cwd: root,
      encoding: "utf8",
      env: {
        ...process.env,
        NO_COLOR: "1",
        ENVIRONMENT: "retail-forecast",
        ENVIRONMENTS_DIR: environments,
        CDKTF_OUTDIR: outdir,
      },
    },
  );
  expect(status).toBe(1);
  expect(stdout.match(/^new .*/gm)).toEqual([
    expect.stringMatching(/^new {3}retail-forecast: \d+ addresses/),
  ]);
});
