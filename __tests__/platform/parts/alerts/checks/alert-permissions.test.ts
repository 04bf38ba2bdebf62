import { CHECKS } from "../../../../../src/proof/checks/all";
import { environmentPlan } from "../../../../support/altered";
import { alertsPlan } from "../../../../support/alerts";
import { type Edit, found, newlyFound, within } from "../../../../support/findings";

const ASKED = CHECKS.filter(({ id }) => id === "alert-permissions");
const plan = alertsPlan();
const ROLE = "aws_iam_role.alerts";

const statements =
  (edit: (statements: { Action: unknown; Resource: unknown }[]) => void): Edit =>
  ({ cluster }) => {
    within(cluster.resource.aws_iam_role_policy.alerts, "policy", ({ Statement }) =>
      edit(Statement as never),
    );
  };

test("the role that synth emits is accepted", () => {
  expect(found(ASKED, environmentPlan(plan))).toEqual([]);
});

const ANOTHER = "arn:aws:sns:ap-southeast-2:222233334444:another";

test.each<readonly [string, Edit, string]>([
  [
    "another topic",
    statements(([first]) => (first!.Resource = [...[first!.Resource].flat(), ANOTHER])),
    `sns:Publish on ${ANOTHER}`,
  ],
  ["every topic", statements(([first]) => (first!.Resource = "*")), "sns:Publish on *"],
  [
    "another action",
    statements(([first]) => (first!.Action = ["sns:Publish", "sns:Subscribe"])),
    "sns:Subscribe",
  ],
  ["every key", statements(([, second]) => (second!.Resource = "*")), "kms:Decrypt on *"],
  [
    "a statement",
    statements(
      (all) =>
        void all.push({ Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::a/*" } as never),
    ),
    "s3:GetObject on arn:aws:s3:::a/*",
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
  const edit = statements((all) => void all.push({ Effect: "Deny", Action: "s3:*", Resource: "*" } as never));
  expect(newlyFound(ASKED, plan, edit)).toEqual([]);
});
