import { type Run } from "../../support/command-runs";
import { Copy, addMoves, locked, removeModel, renamed } from "./locked-copies";

test("an environment without a lock is new, and returns 1", () => {
  const { status, stdout } = new Copy("mlapp").addresses();
  expect(status).toBe(1);
  expect(stdout).toMatch(/^new {3}mlapp: \d+ addresses, no environments\/mlapp\.addresses\.json yet\n/);
  expect(stdout).toMatch(
    /npx private-eks-inference lock addresses --accept records the emitted addresses\n$/,
  );
});

describe("current locks", () => {
  test("are the same, and return 0", () => {
    const { status, stdout } = locked("mlapp", "retail-forecast").addresses();
    expect({ status, lines: stdout.trim().split("\n") }).toEqual({
      status: 0,
      lines: [
        expect.stringMatching(/^same {2}environments\/mlapp\.addresses\.json: \d+ addresses$/),
        expect.stringMatching(/^same {2}environments\/retail-forecast\.addresses\.json: \d+ addresses$/),
      ],
    });
  });

  test("are not written", () => {
    const copy = locked("mlapp");
    const before = copy.read("mlapp.addresses.json");
    copy.addresses();
    expect(copy.read("mlapp.addresses.json")).toBe(before);
  });
});

test("a new address makes the lock stale, since its loss would be unnoticed", () => {
  const copy = locked("mlapp");
  copy.edit("mlapp.yaml", "fargate: true", "fargate: true\n  observability: true");
  const { status, stdout } = copy.addresses();
  expect(status).toBe(1);
  expect(stdout).toContain("stale environments/mlapp.addresses.json\n");
  expect(stdout).toContain("new   mlapp-cluster aws_eks_addon.amazon_cloudwatch_observability\n");
  expect(stdout).not.toContain("lost");
  expect(stdout).toMatch(/--accept records the emitted addresses\n$/);
});

test("a lost address is reported with both commands that resolve it", () => {
  const copy = locked("mlapp");
  removeModel(copy);
  const { status, stdout } = copy.addresses();
  expect(status).toBe(1);
  expect(stdout).toMatch(/^lost {2}mlapp-models kubernetes_deployment_v1\.training_service /m);
  expect(stdout).toMatch(
    /npx private-eks-inference lock addresses --move OLD=NEW\n[^]*npx private-eks-inference lock addresses --accept\n$/,
  );
});

describe("a move that a user writes into the lock", () => {
  const move = '{ "stack": "mlapp-network", "from": "aws_subnet.workload_a", "to": "aws_subnet.private_a" }';
  let copy: Copy;

  beforeAll(async () => {
    copy = await renamed("mlapp");
    addMoves(copy, "mlapp", move);
  });

  test("makes the lock stale until it is recorded", () => {
    const { status, stdout } = copy.addresses();
    expect(status).toBe(1);
    expect(stdout).toContain("moved mlapp-network aws_subnet.workload_a -> aws_subnet.private_a\n");
  });

  test("is recorded by --accept without a loss", () => {
    const { stdout } = copy.addresses("--accept");
    expect(stdout).toMatch(/^recorded .*: \d+ addresses \(1 moved\)\n$/);
    expect(stdout).not.toContain("GIVEN UP");
    expect(copy.addresses().status).toBe(0);
  });
});

describe("a lock without a YAML file", () => {
  let copy: Copy;
  let run: Run;

  beforeAll(() => {
    copy = locked("mlapp", "retail-forecast");
    copy.remove("mlapp.yaml");
    run = copy.addresses();
  });

  test("is stale, and Terraform destroys none of its resources", () => {
    expect(run.status).toBe(1);
    expect(run.stdout).toMatch(
      /^stale environments\/mlapp\.addresses\.json: its YAML file is missing, and Terraform destroys none of its resources/m,
    );
  });

  test("is ignored with --environments", () => {
    expect(copy.addresses("--environments", "retail-forecast").status).toBe(0);
  });
});
