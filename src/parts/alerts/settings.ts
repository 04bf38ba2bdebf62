import { z } from "../../base/zod";
import { expects } from "../../environment/expects";
import { emailAddress } from "../../environment/values";
import { LEAST_PERCENT } from "./burn-rate";
import { LATENCY_BOUNDS } from "../../environment/servers";

const percent = () => z.number().min(LEAST_PERCENT).max(99.99);
const latency = () =>
  z
    .number()
    .refine(
      LATENCY_BOUNDS.include,
      expects(
        `a bound of the histogram: ${LATENCY_BOUNDS.seconds.join(", ")}`,
        "choose the next larger bound",
      ),
    );

const AVAILABILITY = "Percent of requests in 30 days that do not fail with a status of 500 or more.";
const LATENCY = "Time in seconds within which a request is answered, a bucket of the server of the model.";
const LATENCY_SHARE = "Percent of requests in 30 days that are answered within that time.";

export const settings = z
  .strictObject({
    email: emailAddress().describe(
      "Recipient of alerts and alarms. AWS sends a link to confirm the address.",
    ),
    availabilityPercent: percent().default(99.5).describe(AVAILABILITY),
    latencySeconds: latency().default(1).describe(LATENCY),
    latencyPercent: percent().default(95).describe(LATENCY_SHARE),
    models: z
      .record(
        z.string(),
        z.strictObject({
          availabilityPercent: percent().optional().describe(AVAILABILITY),
          latencySeconds: latency().optional().describe(LATENCY),
          latencyPercent: percent().optional().describe(LATENCY_SHARE),
        }),
      )
      .default({})
      .describe("Other objectives of models whose metrics Prometheus reads, by their name."),
  })
  .describe(
    "Alerts on models and the cluster, and alarms on endpoints and the certificate, by email. It needs `components.prometheus`. See docs/parts/alerts.md.",
  );

export type AlertSettings = z.output<typeof settings>;

/** Objectives of one model. */
export interface Objectives {
  readonly availabilityPercent: number;
  readonly latencySeconds: number;
  readonly latencyPercent: number;
}
