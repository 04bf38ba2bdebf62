import { loggersOf } from "../../../proof/model/access-logs";
import { type EnvironmentPlan, type PlannedResource } from "../../../proof/terraform-json/environment-plan";
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
};

const keyOf = ({ layer, address }: PlannedResource): string => `${layer}/${address}`;

const loggingIn = (plan: EnvironmentPlan): Map<string, PlannedResource> =>
  new Map(
    loggersOf(plan)
      .filter(({ to }) => to !== undefined)
      .map(({ resource }) => [keyOf(resource), resource]),
  );
