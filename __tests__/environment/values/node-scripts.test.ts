import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { readEnvironments } from "../../../src/environment/load";
import { formatProblem } from "../../../src/environment/problems";
import { environmentSettings } from "../../../src/environment/settings";
import { loadRequest } from "../../../src/synth/inputs";
import { smallEnvironment } from "../../support/minimal-file";

const PLACE = "cluster.nodeGroups.general.userData";

/** Reads an environment whose only node group has a script with this text. */
function load(text: string | undefined) {
  const folder = mkdtempSync(join(tmpdir(), "node-scripts-"));
  const cluster = {
    admins: ["arn:aws:iam::111122223333:role/platform-admin"],
    nodeGroups: { general: { userData: "nodes.sh" } },
  };
  writeFileSync(join(folder, "prod.yaml"), stringify(smallEnvironment({ cluster })));
  if (text !== undefined) writeFileSync(join(folder, "nodes.sh"), text);
  return readEnvironments(loadRequest(folder, undefined));
}

const refusals = (text: string | undefined): string[] =>
  load(text).problems.map((problem) => formatProblem(problem).replace(/^.*?prod\.yaml:\d+:\d+ /, ""));

const sized = (bytes: number): string => "#!/bin/sh\n".padEnd(bytes - 1, "#") + "\n";

test("an environment has the text of a script that a node group names", () => {
  expect(load("#!/bin/sh\n").environments[0]?.files).toEqual([
    { file: "nodes.sh", path: ["cluster", "nodeGroups", "general", "userData"], text: "#!/bin/sh\n" },
  ]);
});

test("the setting of a script changes with its text", () => {
  const valueOf = (text: string) => {
    const [environment] = load(text).environments;
    return (
      environment && environmentSettings(environment).find(({ path }) => path.join(".") === PLACE)?.value
    );
  };
  expect(valueOf("#!/bin/sh\n")).toMatch(/^nodes\.sh \(sha256 [0-9a-f]{12}\)$/);
  expect(valueOf("#!/bin/sh\n")).not.toBe(valueOf("#!/bin/sh\ntrue\n"));
});

test("a script of 12 KiB is accepted", () => {
  expect(refusals(sized(12_288))).toEqual([]);
});

test.each([
  [
    "one byte more",
    sized(12_289),
    "got 12289 bytes, expected at most 12288 bytes: EC2 accepts 16384 of user data, to which EKS adds its own; shorten the script",
  ],
  [
    "no interpreter",
    "sysctl --system\n",
    "got a first line without an interpreter, expected a script that starts with #! and the path of its interpreter; write #!/bin/bash on the first line",
  ],
  [
    "the line ends of Windows",
    "#!/bin/sh\r\ntrue\r\n",
    "got U+000D in line 1, expected ASCII with tabs and line feeds, which cloud-init passes on unchanged; replace it, and end lines with a line feed alone",
  ],
  [
    "a letter that is not in ASCII",
    "#!/bin/sh\n# Größe\n",
    "got U+00F6 in line 2, expected ASCII with tabs and line feeds, which cloud-init passes on unchanged; replace it, and end lines with a line feed alone",
  ],
  [
    "the separator of user data",
    "#!/bin/sh\n--BOUNDARY\n",
    "got a line that starts with --BOUNDARY, expected another text: that line separates the parts of user data; rename it in the script",
  ],
])("fails when a script has %s", (_, text, problem) => {
  expect(refusals(text)).toEqual([`${PLACE}: ${problem}`]);
});

test("fails when the script does not exist", () => {
  expect(refusals(undefined)).toEqual([
    `${PLACE}: got no such file or folder (ENOENT), expected a text file below the folder of the YAML file; create nodes.sh there, or correct the path`,
  ]);
});
