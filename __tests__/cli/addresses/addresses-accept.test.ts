import { type Run } from "../../support/command-runs";
import { Copy, addMoves, locked, removeModel, synthesized } from "./locked-copies";

test("--accept records new addresses, and gives none up", () => {
  const { status, stdout } = new Copy("mlapp").addresses("--accept");
  expect(status).toBe(0);
  expect(stdout).toMatch(/^recorded environments\/mlapp\.addresses\.json: (\d+) addresses \(\1 new\)\n$/);
});

describe("--accept of lost addresses", () => {
  let copy: Copy;
  let run: Run;
  let refused: string | undefined;

  beforeAll(async () => {
    copy = await synthesized("mlapp");
    removeModel(copy);
    refused = (await copy.synth()).error;
    run = copy.addresses("--accept");
  });

  test("lists each of them, with their number", () => {
    const given = run.stdout.split("\n").filter((line) => line.startsWith("given up "));
    expect(given.length).toBeGreaterThan(10);
    expect(run.stdout).toContain(`(${given.length} given up)`);
    // an image repository stays
    expect(run.stdout).toContain(`GIVEN UP: ${given.length - 1} addresses.`);
  });

  test("warns that the next apply destroys the resources, and returns 0", () => {
    expect(run.status).toBe(0);
    expect(run.stdout).toContain("The next terraform apply DESTROYS these resources.");
  });

  test("lets synth pass", async () => {
    expect(refused).toBeDefined();
    expect((await copy.synth()).error).toBeUndefined();
  });

  test("removes them from the addresses of the lock", () => {
    const { addresses } = JSON.parse(copy.read("mlapp.addresses.json")) as { addresses: unknown };
    expect(JSON.stringify(addresses)).not.toContain("training_service");
  });
});

test("--accept changes only the lines of lost addresses in a lock", () => {
  const copy = locked("mlapp");
  const lines = (): string[] => copy.read("mlapp.addresses.json").replaceAll(",", "").split("\n");
  const before = lines();
  removeModel(copy);
  copy.addresses("--accept");
  const after = lines();
  expect(after.filter((line) => !before.includes(line))).toEqual(['  "retained": {']);
  const gone = before.filter((line) => !after.includes(line));
  expect(gone.length).toBeGreaterThan(10);
  expect(gone.filter((line) => !/training[_-]service|8000/.test(line))).toEqual([]);
});

test("--accept drops moves to addresses that are given up, and keeps the others", () => {
  const copy = locked("mlapp");
  addMoves(
    copy,
    "mlapp",
    '{ "stack": "mlapp-models", "from": "aws_iam_role.train", "to": "aws_iam_role.training_service" }',
    '{ "stack": "mlapp-network", "from": "aws_vpc.old", "to": "aws_vpc.main" }',
  );
  removeModel(copy);
  const { stdout } = copy.addresses("--accept");
  expect(stdout).toContain("dropped mlapp-models aws_iam_role.train -> aws_iam_role.training_service");
  expect(copy.read("mlapp.addresses.json")).toContain('"from": "aws_vpc.old"');
  expect(copy.addresses().status).toBe(0);
});

test("--accept fails while a lock has a wrong move, and writes no lock", () => {
  const copy = locked("mlapp", "retail-forecast");
  removeModel(copy);
  const move = '{ "stack": "retail-forecast-network", "from": "aws_vpc.a", "to": "aws_vpc.b" }';
  addMoves(copy, "retail-forecast", move);
  const before = copy.read("mlapp.addresses.json");
  const { status, stderr } = copy.addresses("--accept");
  expect(status).toBe(1);
  expect(stderr).toMatch(
    /^environments\/retail-forecast\.addresses\.json:3:\d+ moves\[0\]\.to: got aws_vpc\.b, /,
  );
  expect(copy.read("mlapp.addresses.json")).toBe(before);
});

test("--accept removes a lock without a YAML file", () => {
  const copy = locked("mlapp", "retail-forecast");
  copy.remove("mlapp.yaml");
  expect(copy.addresses("--accept").stdout).toMatch(
    /^removed environments\/mlapp\.addresses\.json: \d+ addresses of an environment without a YAML file/m,
  );
  expect(copy.files).toEqual(["retail-forecast.addresses.json", "retail-forecast.yaml"]);
  expect(copy.addresses().status).toBe(0);
});

test("--accept with --environments writes no lock of other environments", () => {
  const copy = new Copy("mlapp", "retail-forecast");
  copy.addresses("--accept", "--environments", "mlapp");
  expect(copy.files).toEqual(["mlapp.addresses.json", "mlapp.yaml", "retail-forecast.yaml"]);
});
