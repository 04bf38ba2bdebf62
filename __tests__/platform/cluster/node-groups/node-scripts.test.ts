import { nodeScriptNotJudged } from "../../../../src/checks/cluster/node-script-not-judged";
import { maxPods } from "../../../../src/checks/capacity/max-pods";
import { secretLikeVariables } from "../../../../src/checks/data/secret-like-variables";
import { secretsOutOfState } from "../../../../src/checks/data/secrets-out-of-state";
import { findingId } from "../../../../src/checks/runner/finding-id";
import { textCharacters } from "../../../../src/checks/terraform/text-characters";
import { UserData } from "../../../../src/infrastructure/text-user-data";
import { moduleIn } from "../../../support/bundles";
import { environmentPlan } from "../../../support/altered";
import { configWith } from "../../../support/environments";
import { CONTEXT, foundBy } from "../../../support/findings";
import { rememberChange } from "../../../support/found-values";
import { Plan } from "../../../support/plan";
import { textsFor } from "../../../support/synthesized-texts";
import { between, linesIn, reviewOf } from "../../../review/pairs";
import { at } from "../../models-stack";

const ML = "ml-inference-prod";
const FILE = "files/nodes.sh";
const SCRIPT = "#!/bin/bash\nsysctl --system\n";
const ADDRESS = "aws_launch_template.other";

function planOf(text: string | undefined): Plan {
  const other = text === undefined ? {} : { userData: FILE };
  const change = { cluster: { nodeGroups: { general: {}, other } } };
  const files = text === undefined ? [] : [{ file: FILE, text }];
  const plan = new Plan(ML, textsFor({ name: ML, config: configWith(ML, change), files }));
  rememberChange(plan, change);
  return plan;
}

const userData = (text: string | undefined): string =>
  UserData.in(environmentPlan(planOf(text)).find("cluster", ADDRESS)?.config["user_data"])?.text ?? "";

test("EKS-05 the script of a group is a part of its user data after the NodeConfig", () => {
  const data = userData(SCRIPT);
  expect(data).toMatch(
    /\n--BOUNDARY\nContent-Type: application\/node\.eks\.aws\n[^]*\n--BOUNDARY\nContent-Type: text\/x-shellscript; charset="us-ascii"\n\n#!\/bin\/bash\nsysctl --system\n\n--BOUNDARY--\n$/,
  );
  expect(new UserData(data).scripts).toEqual([SCRIPT]);
});

test("EKS-05 a script changes no other part of the user data", () => {
  expect(new UserData(userData(SCRIPT)).nodeConfig).toBe(new UserData(userData(undefined)).nodeConfig);
  expect(new UserData(userData(undefined)).scripts).toEqual([]);
});

test("EKS-05 sequences of Terraform templates stay text in a script", () => {
  const script = '#!/bin/bash\necho "${HOSTNAME} %{x}"\n';
  expect(new UserData(userData(script)).scripts).toEqual([script]);
});

test("a script that prints maxPods changes no proof of the number of pods", () => {
  const script = "#!/bin/bash\necho 'maxPods: 4'\n";
  expect(foundBy(maxPods, environmentPlan(planOf(script)))).toEqual([]);
  expect(new UserData(userData(script)).nodeConfig).not.toContain("maxPods: 4\n");
});

describe("parts of user data", () => {
  test("a script without MIME is a script", () => {
    expect(new UserData(SCRIPT).scripts).toEqual([SCRIPT]);
    expect(new UserData(SCRIPT).nodeConfig).toBe("");
  });

  test("other text without MIME is a NodeConfig", () => {
    expect(new UserData("maxPods: 8").nodeConfig).toBe("maxPods: 8");
    expect(new UserData("maxPods: 8").scripts).toEqual([]);
  });

  test("each part that is no NodeConfig counts as a script, also one for cloud-init", () => {
    const part = (type: string, body: string) => `--//\r\nContent-Type: ${type}\r\n\r\n${body}\r\n`;
    const data = [
      "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=//\r\n\r\n",
      part("text/cloud-boothook", "a"),
      part("application/node.eks.aws", "maxPods: 8"),
      part("text/cloud-config", "b"),
      "--//--\r\n",
    ].join("");
    expect(new UserData(data).scripts).toEqual(["a", "b"]);
    expect(new UserData(data).nodeConfig).toBe("maxPods: 8");
  });
});

describe("node-script-not-judged", () => {
  const idOf = (text: string) =>
    nodeScriptNotJudged
      .run(environmentPlan(planOf(text)), CONTEXT)
      .map((finding) => findingId(nodeScriptNotJudged, finding));

  test("says that a script runs as root", () => {
    expect(foundBy(nodeScriptNotJudged, environmentPlan(planOf(SCRIPT)))).toEqual([
      expect.stringMatching(
        /^aws_launch_template\.other: script [0-9a-f]{8} of its user data runs as root on each node, and is not judged$/,
      ),
    ]);
  });

  test("accepts nodes without a script", () => {
    expect(foundBy(nodeScriptNotJudged, environmentPlan(planOf(undefined)))).toEqual([]);
  });

  test("an edit of the script is another finding, so that a waiver of the first does not accept it", () => {
    expect(idOf(SCRIPT)).toEqual(idOf(SCRIPT));
    expect(idOf(SCRIPT)).not.toEqual(idOf(`${SCRIPT}# a note\n`));
  });
});

test.each([
  [
    secretsOutOfState,
    'TOKEN="ghp_abcdefghijklmnopqrstuvwxyz0123456789"',
    "user_data contains a GitHub token",
  ],
  [secretLikeVariables, "export DB_PASSWORD=hunter22", "DB_PASSWORD is named like a secret"],
])("$id finds a secret in a script", (check, line, problem) => {
  expect(foundBy(check, environmentPlan(planOf(`#!/bin/bash\n${line}\n`)))).toEqual([
    expect.stringContaining(problem),
  ]);
});

test("text-characters finds an invisible character in a script", () => {
  expect(foundBy(textCharacters, environmentPlan(planOf("#!/bin/bash\necho \u202e\n")))).toEqual([
    expect.stringContaining("user_data contains the invisible character U+202E"),
  ]);
});

test("the review names a changed script, and the nodes that the apply replaces", () => {
  const lines = (title: string, before: string | undefined, after: string | undefined) =>
    linesIn(reviewOf(between(planOf(before), planOf(after))), title);
  expect(lines("Programs and files", SCRIPT, `${SCRIPT}true\n`)).toEqual([
    "attention: script that runs as root on each node of aws_launch_template.other: user_data.text/x-shellscript[line 3] not set → true",
  ]);
  expect(lines("Programs and files", undefined, SCRIPT)).toEqual([
    expect.stringMatching(/^attention: script .* of aws_launch_template\.other: user_data.* not set → /),
  ]);
  expect(lines("Nodes", SCRIPT, `${SCRIPT}true\n`)).toContainEqual(
    expect.stringMatching(
      /^attention: the apply replaces the nodes of aws_eks_node_group\.other_a and 1 more step by step, since aws_launch_template\.other changes in user_data/,
    ),
  );
});

test("a handed-over module keeps the script", () => {
  const { json } = moduleIn(planOf(SCRIPT), "cluster");
  const data = String(at(json, "resource", "aws_launch_template", "other", "user_data"));
  expect(new UserData(Buffer.from(data, "base64").toString("utf8")).scripts).toEqual([SCRIPT]);
});
