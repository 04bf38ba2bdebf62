import { block, number, valueOf } from "../../../../proof/model/blocks";
import {
  type EnvironmentPlan,
  type PlannedResource,
} from "../../../../proof/terraform-json/environment-plan";
import { type JsonObject } from "../../../../proof/terraform-json/stack-json";

/** Blocks that rotate the password of a database, whose secret is an attribute of it. */
export const rotationsOf = (plan: EnvironmentPlan, database: PlannedResource): PlannedResource[] =>
  plan
    .resources("aws_secretsmanager_secret_rotation")
    .filter((each) => plan.target(valueOf(each, each.config["secret_id"])) === database);

/** Days between two rotations. @default - it has a schedule of another form, or none */
export const rotationDays = (rotation: JsonObject): number | undefined =>
  number(block(rotation["rotation_rules"])["automatically_after_days"]);
