import { PROVIDER_SCHEMAS, type BlockSchema } from "../../../src/facts/provider-schema";
import { resourceTags } from "../../../src/checks/terraform/resource-tags";
import { statedIn } from "../../../src/infrastructure/stated";
import { altered, environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { configWith } from "../../support/environments";
import { foundBy } from "../../support/findings";
import { settingsFor } from "../../support/recorded-causes";
import { planOf } from "../../support/reference-plans";

const OWN = { tags: { "cost-center": "4711" } };
const tagged = () => planWith("ml-inference-prod", OWN);
const context = { statedOf: () => statedIn(settingsFor(configWith("ml-inference-prod", OWN))) };

test("accepts what synth emits with tags of the file", () => {
  expect(foundBy(resourceTags, environmentPlan(tagged()), context)).toEqual([]);
});

test("reports each provider that does not add a tag of the file, with the number of resources that can have it", () => {
  const found = foundBy(resourceTags, environmentPlan(planOf("ml-inference-prod")), context);
  expect(found).toContainEqual(
    expect.stringMatching(
      /^provider\.aws: tags: default_tags lacks cost-center, so \d+ resources do not have it$/,
    ),
  );
  expect(found.length).toBeGreaterThan(4);
});

test("reports a provider whose tag has another value", () => {
  const plan = altered(tagged(), ({ network }) => {
    network.provider.aws[0].default_tags[0].tags["cost-center"] = "1";
  });
  expect(foundBy(resourceTags, plan, context)).toEqual([
    expect.stringContaining("provider.aws: tags: default_tags lacks cost-center"),
  ]);
});

test("reports a resource that replaces a tag of the file", () => {
  const plan = altered(tagged(), ({ network }) => {
    network.resource.aws_vpc.main.tags["cost-center"] = "1";
  });
  expect(foundBy(resourceTags, plan, context)).toEqual(["aws_vpc.main: tags: it lacks cost-center"]);
});

/** Places of tags in a type, besides `tags` of the resource itself, which a provider fills. */
function placesOfTags(type: string, schema: BlockSchema, path: readonly string[] = []): string[] {
  const own = schema.attributes
    .split(" ")
    .filter((each) => /(^|_)tags$/.test(each) && !(path.length === 0 && /^tags(_all)?$/.test(each)))
    .map((each) => [type, ...path, each].join("."));
  return [
    ...own,
    ...Object.entries(schema.blocks ?? {}).flatMap(([name, inner]) =>
      placesOfTags(type, inner, [...path, name]),
    ),
  ];
}

test("the schema of the provider has no other place of tags than those that the check reads", () => {
  const places = Object.entries(PROVIDER_SCHEMAS["aws"]?.resources ?? {}).flatMap(([type, schema]) =>
    placesOfTags(type, schema),
  );
  expect(places).toEqual([
    // AWS Backup copies the tags of the resource to each recovery point
    "aws_backup_plan.rule.recovery_point_tags",
    "aws_launch_template.metadata_options.instance_metadata_tags",
    "aws_launch_template.tag_specifications.tags",
    // conditions of rules
    "aws_s3_bucket.lifecycle_rule.tags",
    "aws_s3_bucket.replication_configuration.rules.filter.tags",
    "aws_s3_bucket_lifecycle_configuration.rule.filter.and.tags",
    // tasks of Amazon ECS
    "aws_scheduler_schedule.target.ecs_parameters.enable_ecs_managed_tags",
    "aws_scheduler_schedule.target.ecs_parameters.propagate_tags",
    "aws_scheduler_schedule.target.ecs_parameters.tags",
  ]);
});
