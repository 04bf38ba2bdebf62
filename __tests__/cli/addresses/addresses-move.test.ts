import { type Run } from "../../support/command-runs";
import { recordBeforeRename } from "../../support/renames";
import { type Copy, RENAME, locked, renamed } from "./locked-copies";

describe("--move", () => {
  let copy: Copy;
  let run: Run;

  beforeAll(async () => {
    copy = await renamed("mlapp", "retail-forecast");
    run = copy.addresses("--move", RENAME);
  });

  test("is recorded in every environment that lost the old address", () => {
    expect(run.status).toBe(0);
    expect(run.stdout.match(/^moved .*/gm)).toEqual([
      "moved    mlapp-network aws_subnet.workload_a -> aws_subnet.private_a",
      "moved    retail-forecast-network aws_subnet.workload_a -> aws_subnet.private_a",
    ]);
  });

  test("says when a move may be removed", () => {
    expect(run.stdout).toContain("Remove a move only after its environment is applied with it.");
  });

  test("makes the locks current", () => {
    const { status, stdout } = copy.addresses();
    expect(status).toBe(0);
    expect(stdout).toMatch(/^same .*: \d+ addresses, 1 move$/m);
  });
});

test("--move with --stack is recorded in that stack only", async () => {
  const copy = await renamed("mlapp", "retail-forecast");
  expect(copy.addresses("--move", RENAME, "--stack", "mlapp-network").status).toBe(0);
  const { stdout } = copy.addresses();
  expect(stdout).toContain("same  environments/mlapp.addresses.json");
  expect(stdout).toContain("lost  retail-forecast-network aws_subnet.workload_a");
});

test("several --move are recorded at once", () => {
  const copy = locked("mlapp");
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

describe("--move after a wrong --accept", () => {
  let copy: Copy;

  beforeAll(async () => {
    copy = await renamed("mlapp");
    copy.addresses("--accept");
  });

  test("fails without --stack, since no address is lost", () => {
    expect(copy.addresses("--move", RENAME).status).toBe(1);
  });

  test("is recorded with --stack, and synth writes its moved block", async () => {
    expect(copy.addresses("--move", RENAME, "--stack", "mlapp-network").status).toBe(0);
    await copy.synth();
    expect(copy.stack("mlapp-network").json["moved"]).toEqual([
      { from: "aws_subnet.workload_a", to: "aws_subnet.private_a" },
    ]);
  });
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
    "got aws_subnet.workload_x, expected a lost address; did you mean aws_subnet.workload_a?",
  ],
  [
    "the new address is not new",
    "aws_subnet.workload_a=aws_subnet.privat_a",
    "got aws_subnet.privat_a, expected a new address in a stack that lost the old one; did you mean aws_subnet.private_a?",
  ],
])("--move fails when %s, and writes nothing", async (_, rename, message) => {
  const copy = await renamed("mlapp");
  const before = copy.read("mlapp.addresses.json");
  const { status, stderr } = copy.addresses("--move", rename);
  expect({ status, stderr }).toEqual({ status: 1, stderr: `--move ${rename}: ${message}\n` });
  expect(copy.read("mlapp.addresses.json")).toBe(before);
});

test("--move fails when Terraform would reject it, and writes nothing", async () => {
  const copy = await renamed("mlapp");
  const before = copy.read("mlapp.addresses.json");
  const args = ["--move", "aws_subnet.workload_a=aws_vpc.main", "--stack", "mlapp-network"];
  const { status, stderr } = copy.addresses(...args);
  expect(status).toBe(1);
  expect(stderr).toMatch(
    /^--move aws_subnet\.workload_a=aws_vpc\.main \(mlapp-network\): got aws_vpc\.main, expected an address of the type aws_subnet/,
  );
  expect(copy.read("mlapp.addresses.json")).toBe(before);
});

test("--move fails when the stack is unknown", async () => {
  const copy = await renamed("mlapp");
  const { status, stderr } = copy.addresses("--move", RENAME, "--stack", "mlapp-netwrk");
  expect(status).toBe(1);
  expect(stderr).toMatch(
    /^--stack: got mlapp-netwrk, expected one of mlapp-state, .*; did you mean mlapp-network\?\n$/,
  );
});

test("--move fails when no address is lost", () => {
  const { status, stderr } = locked("mlapp").addresses("--move", RENAME);
  expect(status).toBe(1);
  expect(stderr).toContain("expected a lost address; there is none");
});
