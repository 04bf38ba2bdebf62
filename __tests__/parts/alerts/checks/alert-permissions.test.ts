import { CHECKS } from "../../../../src/checks/all";
import { type Editable, environmentPlan } from "../../../support/altered";
import { alertsPlan } from "../../../support/alerts";
import { type Edit, found, newlyFound, within } from "../../../support/findings";

const ASKED = CHECKS.filter(({ id }) => id === "alert-permissions");
const plan = alertsPlan();
const ROLE = "aws_iam_role.alerts";

const statements =
  (edit: (statements: Editable[]) => void): Edit =>
  ({ cluster }) => {
    within(cluster.resource.aws_iam_role_policy.alerts as Editable, "policy", ({ Statement }) =>
      edit(Statement as Editable[]),
    );
  };

/** Changes the first statement, on topics, or the second one, on their keys. */
const changed = (place: 0 | 1, change: object): Edit =>
  statements((all) => void Object.assign(all[place] as Editable, change));
const added = (statement: object): Edit => statements((all) => void all.push(statement as Editable));

test("the role that synth emits is accepted", () => {
  expect(found(ASKED, environmentPlan(plan))).toEqual([]);
});

const ANOTHER = "arn:aws:sns:ap-southeast-2:222233334444:another";

test.each<readonly [string, Edit, string]>([
  [
    "another topic",
    statements(([first]) => void (first as Editable)["Resource"].push(ANOTHER)),
    `sns:Publish on ${ANOTHER}`,
  ],
  ["every topic", changed(0, { Resource: "*" }), "sns:Publish on *"],
  ["another action", changed(0, { Action: ["sns:Publish", "sns:Subscribe"] }), "sns:Subscribe"],
  ["every key", changed(1, { Resource: "*" }), "kms:Decrypt on *"],
  [
    "a statement",
    added({ Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::a/*" }),
    "s3:GetObject on arn:aws:s3:::a/*",
  ],
  [
    "all actions but one",
    added({ Effect: "Allow", NotAction: "sns:Publish", Resource: ANOTHER }),
    `* on ${ANOTHER}`,
  ],
  [
    "all topics but one",
    added({ Effect: "Allow", Action: "sns:Publish", NotResource: ANOTHER }),
    "sns:Publish on *",
  ],
  [
    "a managed policy",
    ({ cluster }) => {
      (cluster.resource.aws_iam_role_policy_attachment ??= {}).extra = {
        role: "${aws_iam_role.alerts.name}",
        policy_arn: "arn:aws:iam::aws:policy/AmazonSNSFullAccess",
      };
    },
    "AmazonSNSFullAccess",
  ],
])("%s beside what alerts need is named once", (_, edit, words) => {
  const all = newlyFound(ASKED, plan, edit);
  expect(all).toEqual([expect.stringMatching(`^alert-permissions ${ROLE}: `)]);
  expect(all[0]).toContain(words);
});

test("a Deny takes nothing that alerts do not need", () => {
  const edit = added({ Effect: "Deny", Action: "s3:*", Resource: "*" });
  expect(newlyFound(ASKED, plan, edit)).toEqual([]);
});

test.each([
  ["fewer actions than the pattern that alerts need", { Action: ["kms:Decrypt", "kms:GenerateDataKey"] }],
  ["a condition on what alerts need", { Condition: { StringEquals: { "kms:ViaService": "a" } } }],
])("%s is not more than alerts need", (_, change) => {
  expect(newlyFound(ASKED, plan, changed(1, change))).toEqual([]);
});
