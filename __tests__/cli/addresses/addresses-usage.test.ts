import { Copy, RENAME, locked } from "./locked-copies";

test("fails when an environment is unknown", () => {
  const { status, stderr } = locked("mlapp").addresses("--environments", "ml-ap");
  expect(status).toBe(1);
  expect(stderr).toMatch(/got ml-ap, expected .*mlapp/);
});

test("fails when an environment is wrong", () => {
  const copy = locked("mlapp");
  copy.edit("mlapp.yaml", "egress: single-nat", "egres: single-nat");
  expect(copy.addresses()).toMatchObject({ status: 1, stdout: "", stderr: expect.stringContaining("egres") });
});

test.each([
  [["--move", "aws_subnet.a"], "Expected OLD=NEW"],
  [["--move", "=aws_subnet.a"], "Expected OLD=NEW"],
  [["--move", "a=b=c"], "Expected OLD=NEW"],
  [["--move"], "argument missing"],
  [["--stack", "mlapp-network"], "error: --stack requires --move"],
  [["--accept", "--move", RENAME], "cannot be used with"],
  [["--forget"], "unknown option"],
])("returns 2 for %j", (args, message) => {
  const { status, stderr } = new Copy("mlapp").addresses(...args);
  expect(status).toBe(2);
  expect(stderr).toContain(message);
});

test("the help names every option of this command", () => {
  const { status, stdout } = new Copy().addresses("--help");
  expect(status).toBe(0);
  for (const option of ["--move <old=new>", "--stack <stack>", "--accept"]) expect(stdout).toContain(option);
});
