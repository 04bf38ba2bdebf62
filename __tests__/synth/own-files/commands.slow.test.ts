import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { OUTPUT_READERS, placeOf, runCommandAt } from "../../support/commands-on-copy";
import { type Place } from "../../support/every-command";
import { WorkingCopy } from "../../support/working-copy";

/** Commands on an output with own files: each of them reads the blocks, and none stops at them. */
const FILES = {
  "network/lookup.tf":
    'resource "aws_ssm_parameter" "vpc" {\n  name  = "/vpc"\n  type  = "String"\n  value = aws_vpc.main.id\n}\n',
  "network/port.tf.json": JSON.stringify({
    output: { own: { value: "${aws_ssm_parameter.vpc.arn}" } },
    moved: [{ from: "aws_ssm_parameter.old", to: "aws_ssm_parameter.vpc" }],
  }),
};

let copy: WorkingCopy;
let place: Place;

beforeAll(async () => {
  copy = new WorkingCopy("mlapp");
  for (const [path, text] of Object.entries(FILES)) {
    const file = join(copy.environments, "mlapp", path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  place = await placeOf(copy);
});

const run = (name: string, where = place) => runCommandAt(name, where);

test.each(OUTPUT_READERS)("%s reads the output", async (name) => {
  expect((await run(name)).stderr).not.toMatch(/: got /);
});

test("policy says what it does not cover, and writes the policies", async () => {
  const { status, stderr } = await run("deployer-policy");
  expect({ status, stderr }).toMatchObject({
    status: 0,
    stderr: expect.stringContaining(
      "mlapp-network: not covered: what own files call for aws_ssm_parameter;",
    ) as string,
  });
  expect(readFileSync(join(place.out, "mlapp/README.md"), "utf8")).toContain(
    "- network: `aws_ssm_parameter`",
  );
});

test("review shows an edit of an own file, with the file as its cause", async () => {
  const file = join(copy.environments, "mlapp/network/lookup.tf");
  writeFileSync(file, readFileSync(file, "utf8").replace("main.id", "main.arn"));
  expect((await copy.synth()).error).toBeUndefined();
  const { stdout } = await run("review", { ...place, before: join(copy.folder, "before") });
  expect(stdout).toMatch(/aws_ssm_parameter\.vpc/);
  expect(stdout).toContain("cause: an own Terraform file or component");
  expect(stdout).toContain("own Terraform files, or the program or its defaults, did");
});
