import { plain } from "../../src/review/stages/phrase";
import { type Plan } from "../support/plan";
import { offHoursPlan } from "../support/off-hours";
import { planOf } from "../support/reference-plans";
import { between, reviewOf } from "./pairs";

const PROD = "ml-inference-prod";
const sized = (minPerZone: number, maxPerZone: number) =>
  offHoursPlan({}, { cluster: { nodeGroups: { general: { minPerZone, maxPerZone } } } });

function reviewed(before: Plan, after: Plan) {
  const { changes, topics } = reviewOf(between(before, after));
  const linesOf = (topic: string): string[] =>
    (topics.find(({ title }) => title === topic)?.lines ?? []).map(
      ({ level, address, text }) => `${level}: ${address ?? ""}: ${plain(text)}`,
    );
  return {
    lines: linesOf("Nodes"),
    models: linesOf("Off-hours"),
    actions: Object.fromEntries(
      changes.resources
        .filter(({ type }) => /node_group|scheduler/.test(type))
        .map(({ address, action }) => [address, action]),
    ),
  };
}

test("OPS-04 other sizes change the request of the schedule only, and apply from its next start", () => {
  const { lines, actions } = reviewed(sized(1, 3), sized(2, 4));
  expect(actions).toMatchObject({
    "aws_scheduler_schedule.off_hours_general_a_start": "change",
    "aws_scheduler_schedule.off_hours_general_b_start": "change",
  });
  expect(
    Object.entries(actions).filter(([address, action]) => /node_group/.test(address) && action !== "none"),
  ).toEqual([]);
  expect(lines).toEqual(
    ["a", "b"].map((zone) =>
      expect.stringMatching(
        new RegExp(
          `^attention: aws_eks_node_group.general_${zone}: the sizes of .* change at the next start of its schedule; .* In working hours, aws eks update-nodegroup-config .* --nodegroup-name general-${zone} --scaling-config minSize=2,maxSize=4,desiredSize=2 changes them at once`,
        ),
      ),
    ),
  );
});

test("OPS-04 the first apply changes no node", () => {
  const { lines, actions } = reviewed(planOf(PROD), offHoursPlan());
  expect(lines).toEqual([]);
  expect(Object.values(actions).filter((action) => action !== "add" && action !== "none")).toEqual([]);
});

test("OPS-04 the removal of the part says when to apply it", () => {
  const { lines } = reviewed(offHoursPlan(), planOf(PROD));
  expect(lines).toEqual(
    ["a", "b"].map((zone) =>
      expect.stringMatching(
        new RegExp(
          `^attention: aws_eks_node_group.general_${zone}: Terraform now sets the sizes of .*: apply it in working hours`,
        ),
      ),
    ),
  );
});

test("OPS-04 models that begin to rest, rest at other hours, or are not started any more are named", () => {
  const deployment = "attention: kubernetes_deployment_v1.ml_inference_api: ";
  expect(reviewed(planOf(PROD), offHoursPlan()).models).toEqual([
    `${deployment}ml-inference-api has no pods for 108 of 168 hours a week, and its requests then fail: from the next stop on, at 19:00 Europe/Berlin`,
  ]);
  expect(reviewed(offHoursPlan(), offHoursPlan({ stop: "20:00" })).models).toEqual([
    expect.stringContaining("has no pods for 103 of 168 hours a week"),
  ]);
  expect(reviewed(offHoursPlan(), planOf(PROD)).models).toEqual([
    expect.stringContaining("no job starts ml-inference-api any more, and Terraform sets no replicas"),
  ]);
  expect(reviewed(offHoursPlan(), offHoursPlan()).models).toEqual([]);
});
