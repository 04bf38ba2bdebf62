import { block, number } from "../../../terraform/stack-json";
import { type EnvironmentPlan, type ResourceOf, inLayer } from "../../../terraform/environment-plan";

type Rotation = ResourceOf<"aws_secretsmanager_secret_rotation">;

/** Blocks that rotate the password of a database, whose secret is an attribute of it. */
export const rotationsOf = (plan: EnvironmentPlan, database: ResourceOf<"aws_db_instance">): Rotation[] =>
  plan
    .resources("aws_secretsmanager_secret_rotation")
    .filter((each) => plan.target(inLayer(each, each.config.secret_id)) === database);

/** Days between two rotations. @default - it has a schedule of another form, or none */
export const rotationDays = ({ rotation_rules: rules }: Rotation["config"]): number | undefined =>
  number(block(rules).automatically_after_days);
