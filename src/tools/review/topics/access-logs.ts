import { loggersOf } from "../../../proof/model/access-logs";
import { type EnvironmentPlan, type PlannedResource } from "../../../proof/terraform-json/environment-plan";
import { type Json } from "../../../proof/terraform-json/stack-json";
import { say } from "../phrase";
import { type Topic, gainedAndLost } from "./topic";

export const accessLogs: Topic = {
  title: "Access logs",
  lines: ({ before, after }) => {
    const now = new Set(loggersOf(after).map(({ resource }) => keyOf(resource)));
    const { gained, lost } = gainedAndLost(loggingIn(before), loggingIn(after));
    const place = ({ layer, address }: PlannedResource) => ({ layer, address });
    return [
      ...lost
        // a destroyed resource has a line of its own
        .filter((resource) => now.has(keyOf(resource)))
        .map((resource) => ({
          level: "attention" as const,
          ...place(resource),
          text: say`${resource.address} no longer logs its requests`,
        })),
      ...gained.map((resource) => ({
        level: "info" as const,
        ...place(resource),
        text: say`${resource.address} now logs its requests`,
      })),
    ];
  },
  // The line says that a bucket begins or ends to log; a place elsewhere is not judged.
  judges: (changed, edit) =>
    edit === undefined &&
    "type" in changed &&
    changed.type === "aws_s3_bucket_logging" &&
    (changed.action === "destroy" ||
      (changed.action === "add" && isInEnvironment(changed.after?.["target_bucket"]))),
};

/** True for a bucket of the stacks: an expression, not a name. */
const isInEnvironment = (bucket: Json | undefined): boolean =>
  /^\$\{(aws_s3_bucket|data\.terraform_remote_state)\./.test(String(bucket));

const keyOf = ({ layer, address }: PlannedResource): string => `${layer}/${address}`;

const loggingIn = (plan: EnvironmentPlan): Map<string, PlannedResource> =>
  new Map(
    loggersOf(plan)
      .filter(({ to }) => to !== undefined)
      .map(({ resource }) => [keyOf(resource), resource]),
  );
