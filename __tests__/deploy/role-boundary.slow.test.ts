import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { KINDS } from "../support/boundaries";
import { DeployMachine } from "./deploy/deploy-machine";

const BOUNDARY = { permissionsBoundary: "model-roles" };
const machineWith = (configuration: object, isThere: boolean): DeployMachine => {
  const machine = new DeployMachine(undefined, configuration).applied("state");
  if (!isThere) writeFileSync(join(machine.facts, "no-boundary"), "");
  return machine;
};

test("deploy stops before the first layer while the boundary of the roles is missing, and says how to create it", async () => {
  const machine = machineWith(BOUNDARY, false);
  const { status, stdout, stderr } = await machine.run(["--yes"]);
  expect(status).toBe(1);
  expect(machine.terraform.filter((call) => call.includes("plan"))).toEqual([]);
  expect(`${stdout}${stderr}`).toContain(
    "the permissions boundary arn:aws:iam::222233334444:policy/model-roles of the roles does not exist",
  );
  expect(`${stdout}${stderr}`).toContain(
    "aws iam create-policy --policy-name model-roles --policy-document file://deployer-policies/ml-inference-prod/emitted-roles-boundary.json",
  );
});

test("deploy goes on where the boundary exists", async () => {
  const machine = machineWith(BOUNDARY, true);
  expect((await machine.run(["--yes"])).status).toBe(0);
  expect(machine.calls.join("\n")).toContain(
    "iam get-policy --policy-arn arn:aws:iam::222233334444:policy/model-roles --region ap-southeast-2",
  );
});

test("without the key, deploy asks for no boundary", async () => {
  const machine = machineWith({}, false);
  expect((await machine.run(["--yes"])).status).toBe(0);
  expect(machine.calls.join("\n")).not.toContain("get-policy");
});

test("deploy names the document of each missing boundary", async () => {
  const machine = machineWith({ permissionsBoundary: KINDS }, false);
  const { status, stdout, stderr } = await machine.run(["--yes"]);
  expect(status).toBe(1);
  for (const kind of ["network", "cluster", "nodes", "controllers", "models"])
    expect(`${stdout}${stderr}`).toContain(
      `aws iam create-policy --policy-name ${kind}-boundary --policy-document file://deployer-policies/ml-inference-prod/emitted-roles-${kind}-boundary.json`,
    );
});
