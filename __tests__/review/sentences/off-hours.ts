import { type SentenceCase } from "./case";

const METADATA = { name: "api", namespace: "models" };
const API = { "kubernetes_deployment_v1.api": { metadata: METADATA, spec: { template: { spec: {} } } } };

const job = (name: string, hour: number, replicas: number) => ({
  [`kubernetes_cron_job_v1.${name}`]: {
    metadata: { name, namespace: "models" },
    spec: {
      schedule: `0 ${hour} * * mon-fri`,
      timezone: "Europe/Berlin",
      job_template: {
        spec: {
          template: {
            spec: {
              container: [
                { name, image: "kubectl:1", args: ["scale", `--replicas=${replicas}`, "deployment/api"] },
              ],
            },
          },
        },
      },
    },
  },
});
const rest = (stop: number, start: number) => ({ ...job("stop", stop, 0), ...job("start", start, 2) });

const offHours = { layer: "models", beside: API, topic: "Off-hours" } as const;

/** Models that jobs stop outside of working hours. */
export const OFF_HOURS_SENTENCES: readonly SentenceCase[] = [
  {
    ...offHours,
    after: rest(19, 7),
    lines: [
      "attention, outage: api has no pods for 108 of 168 hours a week, and its requests then fail: from the next stop on, at 19:00 Europe/Berlin",
    ],
  },
  {
    ...offHours,
    before: rest(19, 7),
    after: rest(20, 7),
    lines: [
      "info, in place: api has no pods for 103 of 168 hours a week, and its requests then fail, before 108 hours",
    ],
  },
  {
    ...offHours,
    before: rest(19, 7),
    lines: [
      "attention: no job starts api any more, and Terraform sets no replicas: apply in working hours, or after the start command of the output off_hours_models_commands; otherwise it remains without pods",
    ],
  },
];
