import { tags } from "../../../src/checks/names/tags";
import { altered, environmentPlan } from "../../support/altered";
import { ENVIRONMENTS } from "../../support/environments";
import { type Edit, foundBy } from "../../support/findings";
import { planOf } from "../../support/reference-plans";

describe("tags", () => {
  test("reports nothing in the reference environments", () => {
    expect(ENVIRONMENTS.flatMap((name) => foundBy(tags, environmentPlan(planOf(name))))).toEqual([]);
  });

  test.each<[string, Edit, string]>([
    [
      "a value with invalid characters",
      ({ network }) => (network.resource.aws_vpc.main.tags.Name = "a & b"),
      "tag Name has the invalid value",
    ],
    [
      "a value with 257 characters",
      ({ network }) => (network.resource.aws_vpc.main.tags.Name = "a".repeat(257)),
      "at most 256",
    ],
    [
      "a key with the prefix that AWS reserves",
      ({ network }) => (network.resource.aws_vpc.main.tags["aws:name"] = "a"),
      'tag key "aws:name"',
    ],
    [
      "more than 50 tags",
      ({ network }) =>
        Object.assign(
          network.resource.aws_vpc.main.tags,
          Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`k${index}`, ""])),
        ),
      "the maximum of 50",
    ],
    [
      "an invalid default tag of the provider",
      ({ network }) => (network.provider.aws[0].default_tags[0].tags.owner = "me, you"),
      "tag owner has the invalid value",
    ],
    [
      "an invalid tag in the tag specifications of a launch template",
      ({ cluster }) => (cluster.resource.aws_launch_template.general.tag_specifications[0].tags.Name = "a;b"),
      "aws_launch_template.general",
    ],
  ])("reports %s", (_, edit, message) => {
    expect(foundBy(tags, altered("mlapp", edit))).toEqual([expect.stringContaining(message)]);
  });
});
