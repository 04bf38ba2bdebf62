import { z } from "../../base/zod";
import { NPX } from "../../base/program-name";

/** Requests a second. Slow models serve less than one. */
const rate = () => z.number().gt(0).max(1_000_000);

export const requestRates = z
  .strictObject({
    perPod: rate().describe(
      "Requests a second that one pod serves within your latency goal, measured in a load test at the CPU utilization of `replicas.cpuPercent`, at which the autoscaler keeps the pods. If the pod reaches its limit at a lower utilization, such as that of its GPU, set `cpuPercent` to that utilization: the autoscaler measures CPU only.",
    ),
    peak: rate()
      .optional()
      .describe(
        "Most requests a second that you expect, with all pods together. Default: `perPod` × `replicas.max`, and no check.",
      ),
    average: rate()
      .optional()
      .describe(
        "Mean of the requests a second while the environment runs: those of a month of 730 hours, divided by 2,628,000. At most `peak`. Default: no cost at the average.",
      ),
    answerTokens: z
      .number()
      .gt(0)
      .max(10_000_000)
      .optional()
      .describe(
        "Mean number of tokens that an answer has. For `kind: llm` only. Default: no cost of a million tokens.",
      ),
  })
  .describe(
    `Measured and expected load, for \`${NPX} cost\` and the check \`capacity-for-requests\` only: it changes nothing in AWS.`,
  );
