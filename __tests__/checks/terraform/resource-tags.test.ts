import { resourceTags } from "../../../src/checks/terraform/resource-tags";
import { environmentPlan } from "../../support/altered";
import { foundBy } from "../../support/findings";
import { planOf } from "../../support/reference-plans";
import { ML, TEMPLATE, controller, edited, findingsOf } from "./edits";

const findings = findingsOf(resourceTags);

test("accepts the stacks of ml-inference-prod", () => {
  expect(foundBy(resourceTags, environmentPlan(planOf(ML)))).toEqual([]);
});

test("reports volumes without tags", () => {
  const edit = edited("cluster", TEMPLATE, ({ tag_specifications }) => tag_specifications.splice(1, 1));
  expect(findings(ML, edit)).toEqual([
    "aws_launch_template.general: tags: each volume lacks environment, layer, owner, private-eks-inference, project, repository; each volume has no Name",
  ]);
});

test("reports load balancers without tags", () => {
  expect(
    findings(
      ML,
      controller((values) => delete values["defaultTags"]),
    ),
  ).toEqual([
    "helm_release.load_balancer_controller: tags: load balancers lack environment, owner, private-eks-inference, project, repository; load balancers have no layer",
  ]);
});

test("reports load balancers that a list of the unrecorded resources of a layer would name", () => {
  const edit = controller((values) => {
    (values["defaultTags"] as Record<string, string>)["layer"] = "platform";
  });
  expect(findings(ML, edit)).toEqual([
    expect.stringContaining(
      "load balancers have the layer platform, so a list of its unrecorded resources names them",
    ),
  ]);
});

test("reports a network resource without a Name", () => {
  const edit = edited("network", "aws_vpc.main", (each) => delete each["tags"]);
  expect(findings(ML, edit)).toEqual(["aws_vpc.main: tags: it has no Name"]);
});
