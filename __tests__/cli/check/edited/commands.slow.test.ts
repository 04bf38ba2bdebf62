import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runDeploy } from "../../../../src/deploy/deploy-command";
import { runHandoff } from "../../../../src/handoff/command";
import { runReview } from "../../../../src/review/command";
import { refusingEdits } from "../../../../src/project/origins";
import { resynthesize } from "../../../../src/synth/resynthesize";
import { trialSynth } from "../../../../src/synth/trial-synth";
import { type Run, runOf, runOfAsync } from "../../../support/command-runs";
import { EditedOutput, type Stack } from "../../../support/edited-output";
import { TODAY } from "../../../support/findings";

const NAME = "mlapp";
const RECORD = `stacks/${NAME}-state/environment.json`;

let output: EditedOutput;
let nowhere: string;

beforeAll(async () => {
  output = await EditedOutput.of(NAME);
  nowhere = mkdtempSync(join(tmpdir(), "no-environments-"));
});

beforeEach(() => output.restore());

const openApi = ({ resource }: Stack): void => {
  resource.aws_eks_cluster.main.vpc_config.endpoint_public_access = true;
};

/** An edit that the record hides. */
function editWithRecord(): void {
  output.editStack(`${NAME}-cluster`, openApi);
  output.forgeRecord();
}

const EDIT = `  ${NAME}-cluster aws_eks_cluster.main: vpc_config.endpoint_public_access: false → true\n`;
const REFUSED =
  /: got 1 edit that the inputs do not lead to, expected an output as synth writes it; run npx /;

const variablesOf = (environmentsDir = output.copy.environments) => ({
  ENVIRONMENTS_DIR: environmentsDir,
  PATH: "/nowhere",
});

const deploy = (args: readonly string[], environmentsDir?: string): Promise<Run> =>
  runOfAsync((printed) =>
    runDeploy(
      ["--environments", NAME, "--in", output.outdir, ...args],
      { variables: variablesOf(environmentsDir), scripts: "scripts", resynthesize },
      printed,
    ),
  );

const handOver = (args: readonly string[], environmentsDir?: string): Promise<Run> =>
  runOfAsync((printed) =>
    runHandoff(
      ["--in", output.outdir, ...args],
      { variables: variablesOf(environmentsDir), commit: () => "0123456", resynthesize, trialSynth },
      printed,
    ),
  );

function review(args: readonly string[], environmentsDir?: string): Run {
  const props = {
    root: nowhere,
    today: TODAY,
    variables: variablesOf(environmentsDir),
    resynthesize,
    trialSynth,
  };
  return runOf((printed) => runReview(args, props, printed));
}

describe("deploy", () => {
  test.each([["--yes"], ["--print"], ["--destroy", "--yes"], ["--repair", "--yes"]])(
    "with %s refuses an edited output before it calls a program",
    async (...args) => {
      editWithRecord();
      const { status, stdout, stderr } = await deploy(args);
      expect([status, stdout]).toEqual([1, ""]);
      expect(stderr).toMatch(REFUSED);
      expect(stderr).toContain(EDIT);
    },
  );

  test("says where the inputs are not on this machine that a forged record is not noticed", async () => {
    const { status, stderr } = await deploy(["--print"], nowhere);
    expect(status).toBe(0);
    expect(stderr).toContain(
      `${NAME}: unchanged since that synth, compared with the record in the output alone`,
    );
  });

  test("says nothing of an unedited output of the inputs on this machine", async () => {
    expect(await deploy(["--print"])).toMatchObject({ status: 0, stderr: "" });
  });

  test.each([
    ["version 0.0.1", (record: Stack) => (record.version = "0.0.1")],
    ["an older version", (record: Stack) => delete record.version],
  ])(
    "stops with the output of %s, and names the commands that compare the versions",
    async (writer, edit) => {
      output.edit(RECORD, edit);
      output.forgeRecord();
      const { status, stderr } = await deploy(["--yes"]);
      expect(status).toBe(1);
      expect(stderr).toContain(`got the output of ${writer}, expected one of this version`);
      expect(stderr).toContain(
        `run npx private-eks-inference synth --out NEW, and compare the versions with npx private-eks-inference review --before ${output.outdir} --in NEW`,
      );
    },
  );
});

describe("between the layers of an apply", () => {
  test("a file that changes for the next synth edits no output, and an edit is refused", () => {
    const { outdir, copy } = output;
    const compare = refusingEdits({
      outdir,
      names: [NAME],
      environmentsDir: copy.environments,
      resynthesize,
    });
    expect(compare()).toMatchObject([{ compared: "inputs", edits: [] }]);
    const before = copy.read(`${NAME}.yaml`);
    copy.edit(`${NAME}.yaml`, 'tag: "2.0.1"', 'tag: "2.1.0"');
    try {
      expect(compare()).toMatchObject([{ compared: "inputs", edits: [] }]);
      editWithRecord();
      expect(compare).toThrow(REFUSED);
    } finally {
      copy.write(`${NAME}.yaml`, before);
    }
  });
});

describe("handoff", () => {
  test("refuses an edited output, and writes nothing", async () => {
    editWithRecord();
    const folder = join(nowhere, "modules");
    const { status, stdout, stderr } = await handOver(["--environments", NAME, "--out", folder]);
    expect([status, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(REFUSED);
    expect(stderr).toContain(EDIT);
  });

  test("hands an unedited output over, and says nothing of origins", async () => {
    const folder = join(nowhere, "unedited");
    const { status, stderr } = await handOver(["--environments", NAME, "--out", folder, "--format", "json"]);
    expect([status, stderr]).toEqual([0, ""]);
  });
});

describe("review", () => {
  test("names the edits of the side after the change, and is not safe", () => {
    editWithRecord();
    const { stdout } = review(["--before", output.outdir, "--in", output.outdir]);
    expect(stdout).toContain("needs attention");
    expect(stdout).toContain(`--in ${NAME}-cluster aws_eks_cluster.main: vpc_config.endpoint_public_access`);
    expect(stdout).toContain(
      `--before ${NAME}-cluster aws_eks_cluster.main: vpc_config.endpoint_public_access`,
    );
  });

  test("names the edits of the side before the change alone", () => {
    editWithRecord();
    const { stdout } = review(["--before", output.outdir, "--in", output.copy.outdir, "--json"]);
    const [{ origins, verdict }] = (JSON.parse(stdout) as Stack).environments;
    expect(origins.map(({ side, edits }: Stack) => [side, edits.length])).toEqual([
      ["--before", 1],
      ["--in", 0],
    ]);
    expect(["needs attention", "destructive"]).toContain(verdict);
  });

  test("two unedited folders have no change", () => {
    const { stdout } = review(["--before", output.outdir, "--in", output.copy.outdir]);
    expect(stdout).toContain("no change");
    expect(stdout).not.toContain("Edited");
  });

  test("the state before a change of other inputs is compared with its record", () => {
    const before = output.copy.read(`${NAME}.yaml`);
    output.edit(RECORD, (record) => {
      for (const file of Object.keys(record.inputs as object)) record.inputs[file] = "0123456789abcdef";
    });
    output.forgeRecord();
    output.editStack(`${NAME}-cluster`, openApi);
    const { stdout } = review(["--before", output.outdir, "--in", output.copy.outdir]);
    expect(stdout).toContain(`--before ${NAME}-cluster cdk.tf.json: other bytes than synth wrote`);
    expect(stdout).toContain(
      "--before: of other inputs than those on this machine: compared with the record",
    );
    expect(output.copy.read(`${NAME}.yaml`)).toBe(before);
  });

  test("reads an output of another version as one without inputs", () => {
    output.edit(RECORD, (record) => (record.version = "0.0.1"));
    output.forgeRecord();
    const { status, stdout } = review(["--before", output.copy.outdir, "--in", output.outdir, "--json"]);
    expect(status).toBe(0);
    const [{ origins }] = (JSON.parse(stdout) as Stack).environments;
    expect(origins[1]).toMatchObject({ side: "--in", compared: "record", edits: [] });
    expect(origins[1].text).toMatch(/^version 0\.0\.1 wrote it/);
  });
});
