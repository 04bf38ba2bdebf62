import { z } from "../../base/zod";
import { expects } from "../../environment/expects";
import { kubernetesName } from "../../environment/values";
import { meantOr } from "../../base/did-you-mean";
import { DAYS, timezoneProblem } from "./clock";

const timezone = z
  .string()
  .refine(
    (name) => timezoneProblem(name) === undefined,
    expects("the name of a time zone in the IANA database, such as Europe/Berlin", timezoneFix),
  );

function timezoneFix(given: string): string {
  const problem = timezoneProblem(given);
  if (problem !== undefined && problem !== "unknown") return `write ${problem.written}`;
  const otherwise = "write Area/City; an offset such as +01:00 has no daylight saving time";
  return meantOr(otherwise, given, Intl.supportedValuesOf("timeZone"));
}

const time = () =>
  z
    .string()
    .regex(
      /^([01]\d|2[0-3]):[0-5]\d$/,
      expects(
        'a time of 24 hours as HH:MM, such as "07:00"',
        "write four digits in quotes, from 00:00 to 23:59",
      ),
    );

/** Each day once, in the order of the week. */
const days = z
  .array(z.enum(DAYS))
  .min(1, expects("at least one day", "list the days with working hours, or remove the part"))
  .refine((list) => new Set(list).size === list.length, expects("each day once", "remove the repeated day"))
  .overwrite((list) => DAYS.filter((day) => list.includes(day)))
  .default(["mon", "tue", "wed", "thu", "fri"]);

export const settings = z
  .strictObject({
    timezone: timezone.describe("Time zone of `start` and `stop`, as in the IANA database."),
    start: time().describe('Time at which nodes and models start, as `"HH:MM"`.'),
    stop: time().describe(
      'Time of the same day at which the models stop, as `"HH:MM"`. The nodes stop ten minutes later.',
    ),
    days: days.describe("Days with working hours. The environment rests on other days, and at night."),
    keepNodes: z
      .int()
      .min(0)
      .max(100)
      .default(1)
      .describe(
        "Number of nodes that keep running, of one node group, in its zones in turn from the first one on. They hold the pods of the platform. Volumes of Prometheus and Alertmanager are in any zone, so they need a node in each. With `0`, start the nodes before an apply of platform or models: webhooks of stopped pods refuse objects.",
      ),
    keepIn: kubernetesName(20)
      .optional()
      .describe("Node group of the nodes that keep running. Default: the first one without GPUs."),
  })
  .describe(
    "Stops models and nodes outside of working hours, and starts them again. Terraform then sets the sizes of node groups only when it creates them. See docs/parts/off-hours.md.",
  );

export type OffHoursSettings = z.output<typeof settings>;
