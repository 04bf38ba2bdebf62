import { keyOf, workloadsOf } from "../../../proof/model/capacity/workloads";
import { restingDeployments } from "../../../platform/parts/off-hours/model/replica-schedules";
import { MINUTES_A_WEEK, hoursText } from "../../../platform/parts/off-hours/model/weekly-cron";
import { say } from "../phrase";
import { type Change, type Topic, type TopicLine } from "./topic";

/** Models that jobs stop outside of working hours, and that no job stops or starts any more. */
export const restingModels: Topic = {
  title: "Off-hours",
  lines: ({ before, after }) => {
    const [old, now] = [restingDeployments(before), restingDeployments(after)];
    return workloadsOf(after).flatMap((workload): TopicLine[] => {
      const key = keyOf(workload);
      const { layer, address } = workload.resource;
      const line = (text: TopicLine["text"]): TopicLine[] => [{ level: "attention", layer, address, text }];
      const [rested, rests] = [old.get(key), now.get(key)];
      if (rests !== undefined && rests !== rested) {
        return line(
          say`${workload.name} has no pods for ${hoursText(rests)} of ${hoursText(MINUTES_A_WEEK)} hours a week, and its requests then fail`,
        );
      }
      if (rested === undefined || rests !== undefined || !isIn(before, key)) return [];
      return line(
        say`no job starts ${workload.name} any more, and Terraform sets no replicas: apply in working hours, or after the start command of the output off_hours_models_commands; otherwise it remains without pods`,
      );
    });
  },
};

const isIn = (plan: Change["before"], key: string): boolean =>
  workloadsOf(plan).some((each) => keyOf(each) === key);
